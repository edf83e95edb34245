"""The same library with a turnstile, which a writer who waits keeps shut."""

from threading import Condition, Lock, Thread
from time import sleep

READERS = 3  # 2..100, threads that read
READS = 4  # 1..1000, times that each reads
READING = 0.1  # 0.01..5, seconds of reading
WRITING = 0.05  # 0..5, seconds of writing

readers = 0  # watch
turnstile = Lock()
room = Condition()


def read():
    global readers
    for _ in range(READS):
        with turnstile, room:
            readers += 1
        sleep(READING)
        with room:
            readers -= 1
            room.notify()


def write():
    with turnstile, room:
        room.wait_for(lambda: readers == 0)  # they go out, and nobody comes in
        sleep(WRITING)


if __name__ == "__main__":
    for number in range(READERS):
        Thread(target=read, name=f"reader {number + 1}").start()
        sleep(READING / READERS)
    Thread(target=write, name="writer").start()
    print("the library is open")

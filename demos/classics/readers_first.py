"""Many may read at once, a writer must be alone. Readers go in whenever they like."""

from threading import Condition, Thread
from time import sleep

READERS = 3  # 2..100, threads that read
READS = 4  # 1..1000, times that each reads
READING = 0.1  # 0.01..5, seconds of reading
WRITING = 0.05  # 0..5, seconds of writing

readers = 0  # watch
room = Condition()


def read():
    global readers
    for _ in range(READS):
        with room:
            readers += 1  # past a writer who waits
        sleep(READING)
        with room:
            readers -= 1
            room.notify()


def write():
    with room:
        room.wait_for(lambda: readers == 0)  # somebody is always in there
        sleep(WRITING)  # nobody comes in meanwhile: we have the lock


if __name__ == "__main__":
    for number in range(READERS):
        Thread(target=read, name=f"reader {number + 1}").start()
        sleep(READING / READERS)
    Thread(target=write, name="writer").start()
    print("the library is open")

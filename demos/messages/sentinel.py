"""The same, but a last item for each child says that nothing follows."""

from multiprocessing import Process, Queue
from time import sleep

NUMBERS = 10  # 1..1000, numbers in the queue
PAUSE = 0.01  # 0..1, seconds of work on each


def take(word, queue):
    while (number := queue.get()) is not None:
        print(number, word)
        sleep(PAUSE)


def main():
    queue = Queue()
    children = [Process(target=take, args=(word, queue)) for word in ("Ping", "Pong")]
    for child in children:
        child.start()
    for number in range(1, NUMBERS + 1):
        queue.put(number)
    for _ in children:  # one each: who has read it reads no further
        queue.put(None)
    for child in children:
        child.join()
    print("done")


if __name__ == "__main__":
    main()

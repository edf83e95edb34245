"""The newest goods are used first."""

from queue import LifoQueue
from threading import Thread

shelf = LifoQueue()


def produce():
    for number in range(4):
        shelf.put(number)


def consume():
    for _ in range(4):
        shelf.get()


if __name__ == "__main__":
    for work in produce, consume:
        thread = Thread(target=work)
        thread.start()
        thread.join()

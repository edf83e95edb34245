"""All goods are made before any of them is used: nobody has to wait for room or for goods."""

from queue import Queue
from threading import Thread

shelf = Queue()


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

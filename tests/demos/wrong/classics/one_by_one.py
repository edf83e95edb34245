"""Readers read one at a time, and a writer loses patience and goes in to one of them."""

from threading import Condition, Lock, Thread
from time import sleep

readers = 0  # watch
turn = Lock()
room = Condition()


def read():
    global readers
    with turn:
        with room:
            readers += 1
        sleep(0.2)
        with room:
            readers -= 1


def write():
    with room:
        room.wait(0.02)
    sleep(0.02)


if __name__ == "__main__":
    for work in read, read, write:
        Thread(target=work).start()

"""One philosopher leaves without a meal."""

from threading import Lock, Thread
from time import sleep

MEALS = 1

left, right = Lock(), Lock()


def dine():
    with left, right:
        sleep(0.02)


def leave():
    with left:
        sleep(0.02)


if __name__ == "__main__":
    Thread(target=dine).start()
    Thread(target=leave).start()

"""Everybody walks on without a look at the others."""

from threading import Thread
from time import sleep


def walk(seconds):
    for _ in range(2):
        sleep(seconds)


if __name__ == "__main__":
    for seconds in 0.02, 0.2:
        Thread(target=walk, args=(seconds,)).start()

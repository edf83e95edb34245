"""A generator runs in a thread while main sleeps."""

from threading import Thread
from time import sleep

EFFORT = 0.05


def numbers():
    sleep(EFFORT * 2)
    yield 1


def main():
    thread = Thread(target=lambda: list(numbers()))
    thread.start()
    sleep(EFFORT)
    thread.join()


if __name__ == "__main__":
    main()

"""Two threads with hardly any work: a core is always there at once."""

from threading import Thread
from time import sleep

WORKERS = 2  # 1..16, threads


def wait():
    total = 0
    for number in range(400_000):
        total += number
    sleep(0.5)


def main():
    for _ in range(WORKERS):
        Thread(target=wait).start()
        sleep(0.1)
    print("done")


if __name__ == "__main__":
    main()

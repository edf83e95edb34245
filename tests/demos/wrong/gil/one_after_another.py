"""Threads that compute, each waited for before the next one is started."""

from threading import Thread

WORKERS = 2  # 1..16, threads
NUMBERS = 1_000_000  # 1000..100000000, numbers that each adds up


def add_up():
    total = 0
    for number in range(NUMBERS):
        total += number


def main():
    for _ in range(WORKERS):
        thread = Thread(target=add_up)
        thread.start()
        thread.join()
    print("done")


if __name__ == "__main__":
    main()

"""Threads that compute: one at a time runs Python code, the one that has the GIL."""

import sys
from threading import Thread
from time import perf_counter

WORKERS = 2  # 1..16, threads or processes that compute
NUMBERS = 4_000_000  # 1000..100000000, numbers that each adds up


def add_up(name):
    total = 0
    for number in range(NUMBERS):
        total += number
    print(f"{name}: {total}")


def main():
    has_gil = getattr(sys, "_is_gil_enabled", lambda: True)()  # can be False since 3.13
    print(f"Python {sys.version.split()[0]}, GIL: {has_gil}")
    start = perf_counter()
    threads = [Thread(target=add_up, args=(each,)) for each in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"all: {perf_counter() - start:.3f} s")


if __name__ == "__main__":
    main()

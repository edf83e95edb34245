"""Processes that compute: each has an interpreter of its own, and a GIL of its own."""

from multiprocessing import Process
from time import perf_counter

WORKERS = 2  # 1..16, threads or processes that compute
NUMBERS = 4_000_000  # 1000..100000000, numbers that each adds up


def add_up(name):
    total = 0
    for number in range(NUMBERS):
        total += number
    print(f"{name}: {total}")


def main():
    start = perf_counter()
    processes = [Process(target=add_up, args=(each,)) for each in range(WORKERS)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(f"all: {perf_counter() - start:.3f} s")


if __name__ == "__main__":
    main()

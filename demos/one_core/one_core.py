"""Processes compute, and all of them may use one core only."""

import os
from multiprocessing import Process
from time import perf_counter

WORKERS = 2  # 1..16, processes that compute
NUMBERS = 4_000_000  # 1000..100000000, numbers that each adds up


def add_up(name):
    total = 0
    for number in range(NUMBERS):
        total += number
    print(f"{name}: {total}")


def main():
    core = min(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})  # for this process and all that it starts
    start = perf_counter()
    processes = [Process(target=add_up, args=(each,)) for each in range(WORKERS)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(f"on one core: {perf_counter() - start:.3f} s")


if __name__ == "__main__":
    main()

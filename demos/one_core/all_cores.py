"""Processes compute, and each may use any core that is free."""

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
    cores = os.cpu_count()
    start = perf_counter()
    processes = [Process(target=add_up, args=(each,)) for each in range(WORKERS)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(f"on {cores} cores: {perf_counter() - start:.3f} s")


if __name__ == "__main__":
    main()

"""The same with pools: one of processes, and in each of these one of threads."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from os import getpid
from time import perf_counter, sleep

PROCESSES = 2  # 1..8, processes
THREADS = 2  # 1..8, threads in each process
WAIT = 0.3  # 0.01..10, seconds until an answer comes
NUMBERS = 1_000_000  # 1000..100000000, numbers to add up then


def job(name):
    sleep(WAIT)  # the other threads of this process go on
    total = sum(range(NUMBERS))  # the other processes go on
    return f"{name}, process {getpid()}: {total}"


def run_threads(process):
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(job, [f"{process}.{each}" for each in range(THREADS)]))


def main():
    start = perf_counter()
    with ProcessPoolExecutor(PROCESSES) as pool:
        for answers in pool.map(run_threads, range(PROCESSES)):
            print(*answers, sep="\n")
    print(f"all: {perf_counter() - start:.3f} s")


if __name__ == "__main__":
    main()

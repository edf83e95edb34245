"""Processes for the cores, and in each of them threads for the waiting."""

from multiprocessing import Process
from os import getpid
from threading import Thread
from time import perf_counter, sleep

PROCESSES = 2  # 1..8, processes
THREADS = 2  # 1..8, threads in each process
WAIT = 0.3  # 0.01..10, seconds until an answer comes
NUMBERS = 1_000_000  # 1000..100000000, numbers to add up then


def job(name):
    sleep(WAIT)  # the other threads of this process go on
    total = sum(range(NUMBERS))  # the other processes go on
    print(f"{name}, process {getpid()}: {total}")


def run_threads(process):
    threads = [Thread(target=job, args=(f"{process}.{each}",)) for each in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    start = perf_counter()
    processes = [Process(target=run_threads, args=(each,)) for each in range(PROCESSES)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(f"all: {perf_counter() - start:.3f} s")


if __name__ == "__main__":
    main()

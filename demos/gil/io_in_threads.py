"""Threads that wait: whoever waits lets go of the GIL, so all wait at the same time."""

from threading import Thread
from time import perf_counter, sleep

THREADS = 4  # 1..16, threads
SECONDS = 0.3  # 0.01..10, how long each waits, or both run


def fetch(name):
    print(f"{name}: asks")
    sleep(SECONDS)  # as at a socket, a file, a lock: the GIL is free meanwhile
    print(f"{name}: has it")


def main():
    start = perf_counter()
    threads = [Thread(target=fetch, args=(each,)) for each in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"all: {perf_counter() - start:.3f} s")


if __name__ == "__main__":
    main()

"""Processes whose threads wait one after the other."""

from multiprocessing import Process
from threading import Thread
from time import sleep

WAIT = 0.02  # 0.01..10, seconds until an answer comes


def run_threads():
    for _ in range(2):
        thread = Thread(target=sleep, args=(WAIT,))
        thread.start()
        thread.join()


def main():
    processes = [Process(target=run_threads) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("done")


if __name__ == "__main__":
    main()

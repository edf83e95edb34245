"""Threads share the range. Do they share the work too?"""

from threading import Thread
from time import perf_counter

N = 2_000_000  # 1000..100000000, the last number of the sum
WORKERS = 2  # 1..16, processes or threads that add up

result = 0  # watch


def add_up(first, last, sums):
    total = 0
    for number in range(first, last + 1):
        total += number
    sums.append(total)  # threads see the same list


def main():
    global result
    begin = perf_counter()
    sums = []
    workers = []
    for each in range(WORKERS):
        first, last = N * each // WORKERS + 1, N * (each + 1) // WORKERS
        worker = Thread(target=add_up, args=(first, last, sums))
        worker.start()
        workers.append(worker)
    for worker in workers:
        worker.join()
    result = sum(sums)
    print(f"sum: {result}")
    print(f"all of it: {perf_counter() - begin:.3f} s")


if __name__ == "__main__":
    main()

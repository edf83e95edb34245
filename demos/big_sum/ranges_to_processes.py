"""Each process is told where to begin and where to end: two numbers instead of a list."""

from multiprocessing import Process, Queue
from time import perf_counter, process_time

N = 2_000_000  # 1000..100000000, the last number of the sum
WORKERS = 2  # 1..16, processes or threads that add up

result = 0  # watch


def add_up(first, last, sums):
    total = 0
    for number in range(first, last + 1):
        total += number
    sums.put(total)


def main():
    global result
    begin = perf_counter()
    sums = Queue()
    workers = []
    for each in range(WORKERS):
        first, last = N * each // WORKERS + 1, N * (each + 1) // WORKERS
        worker = Process(target=add_up, args=(first, last, sums))
        worker.start()
        workers.append(worker)
    result = sum(sums.get() for _ in workers)
    for worker in workers:
        worker.join()
    print(f"sum: {result}")
    print(f"all of it: {perf_counter() - begin:.3f} s")
    print(f"main's own processor time: {process_time():.3f} s")


if __name__ == "__main__":
    main()

"""The numbers lie once in memory that all processes see: nobody gets a copy."""

from multiprocessing import Array, Process
from time import perf_counter

N = 2_000_000  # 1000..100000000, the last number of the sum
WORKERS = 2  # 1..16, processes or threads that add up

result = 0  # watch


def add_up(worker, numbers, sums):
    total = 0
    for number in memoryview(numbers).cast("B").cast("q")[worker::WORKERS]:
        total += number
    sums[worker] = total


def main():
    global result
    begin = perf_counter()
    numbers = Array("q", range(1, N + 1), lock=False)  # 8 bytes a number
    sums = Array("q", WORKERS, lock=False)
    workers = []
    for each in range(WORKERS):
        worker = Process(target=add_up, args=(each, numbers, sums))
        worker.start()
        workers.append(worker)
    for worker in workers:
        worker.join()
    result = sum(sums)
    print(f"sum: {result}")
    print(f"all of it: {perf_counter() - begin:.3f} s")


if __name__ == "__main__":
    main()

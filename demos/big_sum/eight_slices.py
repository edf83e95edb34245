"""Eight processes add up a slice of the list each. When does the clock start?"""

from multiprocessing import Process, Queue
from time import perf_counter

N = 2_000_000  # 1000..100000000, the last number of the sum
SLICES = 8  # 1..16, processes with a slice each

step = ""  # watch
result = 0  # watch


def add_up(numbers, sums):
    sums.put(sum(numbers))


def main():
    global step, result
    step = "build the list"
    begin = perf_counter()
    numbers = list(range(1, N + 1))
    step = "copy the slices, start the processes"
    sums, workers = Queue(), []
    for each in range(SLICES):
        part = slice(N * each // SLICES, N * (each + 1) // SLICES)
        worker = Process(target=add_up, args=(numbers[part], sums))
        worker.start()
        workers.append(worker)
    step = "the late clock starts"  # when the processes are at work
    late = perf_counter()
    result = sum(sums.get() for _ in workers)
    for worker in workers:
        worker.join()
    step = "done"
    end = perf_counter()
    print(f"sum: {result}, late clock {end - late:.3f} s, all of it {end - begin:.3f} s")


if __name__ == "__main__":
    main()

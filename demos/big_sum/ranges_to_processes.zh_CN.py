"""只告诉每个进程从哪里到哪里：两个数，而不是一个列表。"""

from multiprocessing import Process, Queue
from time import perf_counter, process_time

N = 2_000_000  # 1000..100000000, 求和的最后一个数
WORKERS = 2  # 1..16, 做加法的进程或线程个数

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
    print(f"和：{result}")
    print(f"全程：{perf_counter() - begin:.3f} 秒")
    print(f"主进程自己的 CPU 时间：{process_time():.3f} 秒")


if __name__ == "__main__":
    main()

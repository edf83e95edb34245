"""几个线程分担这个范围。工作也真的分担了吗？"""

from threading import Thread
from time import perf_counter

N = 2_000_000  # 1000..100000000, 求和的最后一个数
WORKERS = 2  # 1..16, 做加法的进程或线程个数

result = 0  # watch


def add_up(first, last, sums):
    total = 0
    for number in range(first, last + 1):
        total += number
    sums.append(total)  # 线程看到的是同一个列表


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
    print(f"和：{result}")
    print(f"全程：{perf_counter() - begin:.3f} 秒")


if __name__ == "__main__":
    main()

"""所有的数只在共享内存里存一份：谁也不用复制。"""

from multiprocessing import Array, Process
from time import perf_counter

N = 2_000_000  # 1000..100000000, 求和的最后一个数
WORKERS = 2  # 1..16, 做加法的进程或线程个数

result = 0  # watch


def add_up(worker, numbers, sums):
    total = 0
    for number in memoryview(numbers).cast("B").cast("q")[worker::WORKERS]:
        total += number
    sums[worker] = total


def main():
    global result
    begin = perf_counter()
    numbers = Array("q", range(1, N + 1), lock=False)  # 每个数 8 字节
    sums = Array("q", WORKERS, lock=False)
    workers = []
    for each in range(WORKERS):
        worker = Process(target=add_up, args=(each, numbers, sums))
        worker.start()
        workers.append(worker)
    for worker in workers:
        worker.join()
    result = sum(sums)
    print(f"和：{result}")
    print(f"全程：{perf_counter() - begin:.3f} 秒")


if __name__ == "__main__":
    main()

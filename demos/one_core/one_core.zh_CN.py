"""几个进程做计算，但大家只能用一个核。"""

import os
from multiprocessing import Process
from time import perf_counter

WORKERS = 2  # 1..16, 做计算的进程个数
NUMBERS = 4_000_000  # 1000..100000000, 每个要累加的数的个数


def add_up(name):
    total = 0
    for number in range(NUMBERS):
        total += number
    print(f"{name}：{total}")


def main():
    core = min(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})  # 对本进程和它启动的所有进程
    start = perf_counter()
    processes = [Process(target=add_up, args=(each,)) for each in range(WORKERS)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(f"用一个核：{perf_counter() - start:.3f} 秒")


if __name__ == "__main__":
    main()

"""两个进程都想要同一个核，其中一个懂得礼让。"""

import os
from multiprocessing import Barrier, Process
from time import perf_counter

NICENESS = 19  # 0..19, 礼让的进程让多少
SECONDS = 0.4  # 0.01..10, 两个都计算多少秒


def compute(name, niceness, both):
    os.nice(niceness)  # 只对本进程；没有权限时只能调高
    both.wait()  # 谁也不抢跑
    until = perf_counter() + SECONDS
    rounds = 0
    while perf_counter() < until:
        rounds += 1
    print(f"{name}：{rounds} 圈")


def main():
    core = min(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})  # 对本进程和它启动的所有进程
    both = Barrier(2)
    processes = []
    for name, niceness in (("礼让", NICENESS), ("性急", 0)):
        process = Process(target=compute, args=(name, niceness, both), name=name)
        process.start()
        processes.append(process)
    for process in processes:
        process.join()


if __name__ == "__main__":
    main()

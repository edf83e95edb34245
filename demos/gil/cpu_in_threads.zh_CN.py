"""线程做计算：同一进程里，每个时刻只有一个线程在执行 Python 代码，这就是 GIL。"""

import sys
from threading import Thread
from time import perf_counter

WORKERS = 2  # 1..16, 做计算的线程或进程个数
NUMBERS = 4_000_000  # 1000..100000000, 每个要累加的数的个数


def add_up(name):
    total = 0
    for number in range(NUMBERS):
        total += number
    print(f"{name}：{total}")


def main():
    has_gil = getattr(sys, "_is_gil_enabled", lambda: True)()  # 3.13 起可能为 False
    print(f"Python {sys.version.split()[0]}，GIL：{has_gil}")
    start = perf_counter()
    threads = [Thread(target=add_up, args=(each,)) for each in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"全部用时：{perf_counter() - start:.3f} 秒")


if __name__ == "__main__":
    main()

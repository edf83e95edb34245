"""一个核同时招待两位客人：一位在吃的时候，就给另一位做菜。"""

import os
from threading import Thread
from time import perf_counter, sleep

STEPS = 5  # 1..50, 每位客人几道菜
PAUSE = 0.04  # 0.001..1, 客人吃一道菜的秒数
PORTIONS = 50_000  # 1..10000000, 厨房做一道菜的工作量


def serve(guest):
    for course in range(1, STEPS + 1):
        cooked = 0
        for _ in range(PORTIONS):
            cooked += 1
        print(f"{guest}：上菜 {course}")
        sleep(PAUSE)  # 这时核可以给别人用


def main():
    core = min(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})  # 对本进程的所有线程
    start = perf_counter()
    guests = [Thread(target=serve, args=(name,)) for name in ("小安", "小本")]
    for guest in guests:
        guest.start()
    for guest in guests:
        guest.join()
    print(f"两位用时：{perf_counter() - start:.3f} 秒")


if __name__ == "__main__":
    main()

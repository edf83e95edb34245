"""两个线程一直都想要 GIL。它多久易手一次？"""

import sys
from threading import Thread
from time import perf_counter

INTERVAL = 0.005  # 0.001..1, 等待的线程过多少秒就索要 GIL
SECONDS = 0.3  # 0.01..10, 每个等多少秒，或两个运行多少秒

running = ""
turns = 0  # watch


def take_over(name):
    global running, turns
    running = name
    turns += 1


def compute(name, until):
    while perf_counter() < until:
        if running != name:  # 刚才一直是另一个线程拿着 GIL
            take_over(name)


def main():
    print(f"原来的间隔是 {sys.getswitchinterval()} 秒")
    sys.setswitchinterval(INTERVAL)  # 是时间，不是字节码条数
    until = perf_counter() + SECONDS
    threads = [Thread(target=compute, args=(name, until)) for name in ("左", "右")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"{turns} 轮，共 {SECONDS} 秒")


if __name__ == "__main__":
    main()

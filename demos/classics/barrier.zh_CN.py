"""分段徒步：大家都走完这一段，才有人开始下一段。"""

from threading import Barrier, Thread
from time import sleep

WALKERS = 3  # 2..100, 线程数
STAGES = 3  # 1..100, 徒步的段数
STRIDE = 0.1  # 0.01..5, 最快的人走一段的秒数；最慢的要两倍

barrier = Barrier(WALKERS)


def walk(number):
    for stage in range(STAGES):
        sleep(STRIDE * (1 + number / (WALKERS - 1)))
        print(f"步行者 {number + 1} 走完了路段 {stage + 1}")
        barrier.wait()  # 等所有人；之后可以再用


def main():
    for number in range(WALKERS):
        Thread(target=walk, args=(number,), name=f"步行者 {number + 1}").start()


if __name__ == "__main__":
    main()

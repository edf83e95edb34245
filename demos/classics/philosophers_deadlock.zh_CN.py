"""哲学家围坐圆桌，每两人之间一把叉子；人人都先拿左边的。"""

from threading import Lock, Thread, current_thread
from time import sleep

PHILOSOPHERS = 5  # 2..100, 桌边的人数，叉子也有这么多
MEALS = 3  # 1..1000, 每人吃几餐
EATING = 0.05  # 0..5, 吃一餐要花的秒数
REACH = 0.1  # 0.01..5, 拿第一把叉子到拿第二把之间的秒数


def dine(first, second):
    for _ in range(MEALS):
        with first:
            sleep(REACH)
            with second:  # 叉子在邻座手里，而邻座又在等下一位的
                print(current_thread().name, "开吃")
                sleep(EATING)


def main():
    forks = [Lock() for _ in range(PHILOSOPHERS)]
    for seat in range(PHILOSOPHERS):
        left, right = forks[seat], forks[(seat + 1) % PHILOSOPHERS]
        Thread(target=dine, args=(left, right), name=f"哲学家 {seat}").start()
    print("晚餐上桌")


if __name__ == "__main__":
    main()

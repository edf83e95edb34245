"""叉子都有编号，人人都先拿编号较小的那把。"""

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
            with second:
                print(current_thread().name, "开吃")
                sleep(EATING)


def main():
    forks = [Lock() for _ in range(PHILOSOPHERS)]
    for seat in range(PHILOSOPHERS):
        low, high = sorted((seat, (seat + 1) % PHILOSOPHERS))  # 最后一位：先拿 0 号
        hands = forks[low], forks[high]
        Thread(target=dine, args=hands, name=f"哲学家 {seat}").start()
    print("晚餐上桌")


if __name__ == "__main__":
    main()

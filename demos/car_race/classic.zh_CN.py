"""一个线程负责移动和绘制；主线程不停地查看事件。"""

from random import Random
from threading import Thread
from time import sleep

from track import Track

CARS = 5  # 1..12, 赛车数量
DISTANCE = 900  # 20..5000, 到终点的总距离，每步走 1 到 10
STEP_S = 0.05  # 0.001..1, 一辆车两步之间的秒数
SEED = 0  # 0..9999, 比赛的随机种子（0：每次不同）
TIE_S = 0.01  # 0..1, 秒；先后相差不超过它的并列第一
ALONE = True  # 自己开始，结束后自己关闭


def race(track):
    dice = Random(SEED or None)
    while track.open:
        for car in track.cars:
            track.move(car, car.x + dice.randint(1, 10))
        track.draw()  # 不是处理事件的线程：这里行得通，别处未必
        sleep(STEP_S)


def main():
    track = Track(range(1, CARS + 1), DISTANCE, SEED, TIE_S, ALONE)
    Thread(target=race, args=(track,)).start()
    while track.open:
        track.listen()  # 马上再问：一个核心白白忙着


if __name__ == "__main__":
    main()

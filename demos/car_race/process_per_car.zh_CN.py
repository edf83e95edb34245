"""每辆车是一个进程，报告自己的每一步；主进程听到多少就画多少。"""

from multiprocessing import get_context, parent_process
from random import Random
from time import sleep

CARS = 5  # 1..12, 赛车数量
DISTANCE = 900  # 20..5000, 到终点的总距离，每步走 1 到 10
STEP_S = 0.05  # 0.001..1, 一辆车两步之间的秒数
SEED = 0  # 0..9999, 比赛的随机种子（0：每次不同）
TIE_S = 0.01  # 0..1, 秒；先后相差不超过它的并列第一
ALONE = True  # 自己开始，结束后自己关闭


def drive(number, told):
    dice = Random(SEED + number if SEED else None)
    while parent_process().is_alive():
        sleep(STEP_S)
        told.put((number, dice.randint(1, 10)))


def main():
    from track import Track  # 放在这里，免得每辆车也要加载

    spawn = get_context("spawn")
    told = spawn.SimpleQueue()
    track = Track(range(1, CARS + 1), DISTANCE, SEED, TIE_S, ALONE)
    for number in range(CARS):
        spawn.Process(target=drive, args=(number, told), daemon=True).start()
    while track.open:
        track.listen()
        while not told.empty():
            number, step = told.get()
            track.move(track.cars[number], track.cars[number].x + step)
        track.draw()
        track.clock.tick(60)


if __name__ == "__main__":
    main()

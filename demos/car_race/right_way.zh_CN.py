"""一个线程全包：事件、移动、绘制；时钟让它在中间休息。"""

from random import Random

from track import Track

CARS = 5  # 1..12, 赛车数量
DISTANCE = 900  # 20..5000, 到终点的总距离，每步走 1 到 10
STEP_S = 0.05  # 0.001..1, 一辆车两步之间的秒数
SEED = 0  # 0..9999, 比赛的随机种子（0：每次不同）
TIE_S = 0.01  # 0..1, 秒；先后相差不超过它的并列第一
ALONE = True  # 自己开始，结束后自己关闭


def main():
    track = Track(range(1, CARS + 1), DISTANCE, SEED, TIE_S, ALONE)
    dice = Random(SEED or None)
    since_step = 0
    while track.open:
        track.listen()
        if since_step >= STEP_S:
            since_step -= STEP_S
            for car in track.cars:
                track.move(car, car.x + dice.randint(1, 10))
        track.draw()
        since_step += track.clock.tick(60) / 1000  # 睡到该画下一帧的时候


if __name__ == "__main__":
    main()

"""每辆车是一个协程，绘制也是：在同一个线程上轮流进行。"""

import asyncio
from random import Random

from track import Track

CARS = 5  # 1..12, 赛车数量
DISTANCE = 900  # 20..5000, 到终点的总距离，每步走 1 到 10
STEP_S = 0.05  # 0.001..1, 一辆车两步之间的秒数
SEED = 0  # 0..9999, 比赛的随机种子（0：每次不同）
TIE_S = 0.01  # 0..1, 秒；先后相差不超过它的并列第一
ALONE = True  # 自己开始，结束后自己关闭


async def drive(car, track, dice):
    while track.open:
        await asyncio.sleep(STEP_S)
        track.move(car, car.x + dice.randint(1, 10))


async def main():
    track = Track(range(1, CARS + 1), DISTANCE, SEED, TIE_S, ALONE)
    async with asyncio.TaskGroup() as cars:
        for number, car in enumerate(track.cars):
            dice = Random(SEED + number if SEED else None)
            cars.create_task(drive(car, track, dice), name=f"赛车 {car.name}")
        while track.open:
            track.listen()
            track.draw()
            await asyncio.sleep(1 / 60)


if __name__ == "__main__":
    asyncio.run(main())

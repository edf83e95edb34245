"""Each car is a coroutine, and so is the drawing: in turn, on one thread."""

import asyncio
from random import Random

from track import Track

CARS = 5  # 1..12, cars on the track
DISTANCE = 900  # 20..5000, steps of 1 to 10 each that lead to the finish, in all
STEP_S = 0.05  # 0.001..1, seconds between two steps of a car
SEED = 0  # 0..9999, seed of the race (0: a new one each time)
TIE_S = 0.01  # 0..1, seconds; who arrives so close together shares the victory
ALONE = True  # it starts by itself and closes at the end


async def drive(car, track, dice):
    while track.open:
        await asyncio.sleep(STEP_S)
        track.move(car, car.x + dice.randint(1, 10))


async def main():
    track = Track(range(1, CARS + 1), DISTANCE, SEED, TIE_S, ALONE)
    async with asyncio.TaskGroup() as cars:
        for number, car in enumerate(track.cars):
            dice = Random(SEED + number if SEED else None)
            cars.create_task(drive(car, track, dice), name=f"car {car.name}")
        while track.open:
            track.listen()
            track.draw()
            await asyncio.sleep(1 / 60)


if __name__ == "__main__":
    asyncio.run(main())

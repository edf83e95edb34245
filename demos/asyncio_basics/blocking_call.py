"""A clock ticks beside some work that never says `await`: the clock stands still."""

import asyncio
from time import sleep

NAP = 0.5  # 0.01..60, seconds that the work takes
TICKS = 10  # 1..1000, ticks of the clock


async def clock():
    for tick in range(TICKS):
        print("tick", tick)
        await asyncio.sleep(NAP / 5)


async def work():
    await asyncio.sleep(NAP / 2)
    print("work: begins")
    sleep(NAP)  # holds on to the thread: nothing else of the loop can run
    print("work: done")


async def main():
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(clock(), name="clock")
        tasks.create_task(work(), name="work")


if __name__ == "__main__":
    asyncio.run(main())

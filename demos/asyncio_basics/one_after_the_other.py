"""The same two hellos, one after the other: `await` alone starts nothing beside us."""

import asyncio
from threading import current_thread

NAP = 0.5  # 0.01..60, seconds between hello and goodbye


async def hello(name):
    print(f"{name} on {current_thread().name}: hello, world!")
    await asyncio.sleep(NAP)
    print(f"{name} on {current_thread().name}: goodbye, world!")


async def main():
    await hello("Ann")  # runs it here, to its end
    await hello("Ben")  # begins only now
    print("game over")


if __name__ == "__main__":
    asyncio.run(main())

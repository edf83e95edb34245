"""Two coroutines say hello on one thread: while one sleeps, the other one speaks."""

import asyncio
from threading import current_thread

NAP = 0.5  # 0.01..60, seconds between hello and goodbye


async def hello(name):
    print(f"{name} on {current_thread().name}: hello, world!")
    await asyncio.sleep(NAP)  # lets go of the thread until the time has come
    print(f"{name} on {current_thread().name}: goodbye, world!")


async def main():
    first = asyncio.create_task(hello("Ann"), name="Ann")  # will run when main waits
    second = asyncio.create_task(hello("Ben"), name="Ben")
    await first
    await second
    print("game over")


if __name__ == "__main__":
    asyncio.run(main())

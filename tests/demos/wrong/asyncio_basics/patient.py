"""The work is done long before anybody loses patience with it."""

import asyncio

NAP = 0.1
EFFORT = 0.02


async def main():
    task = asyncio.create_task(asyncio.sleep(EFFORT), name="first")
    await asyncio.sleep(NAP)
    task.cancel()
    await task
    async with asyncio.timeout(60):
        await asyncio.sleep(EFFORT)


if __name__ == "__main__":
    asyncio.run(main())

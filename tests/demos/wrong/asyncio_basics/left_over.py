"""Main ends while a task that it started is still at work."""

import asyncio

NAP = 0.1


async def main():
    task = asyncio.create_task(asyncio.sleep(NAP * 5), name="left over")
    await asyncio.sleep(NAP)
    return task


if __name__ == "__main__":
    asyncio.run(main())

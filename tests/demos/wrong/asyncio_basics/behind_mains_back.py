"""Of two gathered tasks one fails, and the other goes on to its end."""

import asyncio

NAP = 0.1


async def fail():
    await asyncio.sleep(NAP / 2)
    raise ValueError


async def main():
    slow = asyncio.create_task(asyncio.sleep(NAP), name="slow")
    try:
        await asyncio.gather(asyncio.create_task(fail(), name="broken"), slow)
    except ValueError:
        await slow


if __name__ == "__main__":
    asyncio.run(main())

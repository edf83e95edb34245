"""Main goes on with the first of several answers."""

import asyncio

NAP = 0.1


async def main():
    tasks = [asyncio.create_task(asyncio.sleep(NAP * times)) for times in (1, 5)]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)


if __name__ == "__main__":
    asyncio.run(main())

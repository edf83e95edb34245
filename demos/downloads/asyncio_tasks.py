"""Two downloads in one thread: while one waits, the loop lets the other one go on."""

import asyncio
from random import Random
from time import perf_counter

SHORTEST = 0.5  # 0.1..60, seconds that a download takes at least
LONGEST = 1.0  # 0.1..60, seconds that it takes at most
SEED = 0  # 0..9999, seed of the times (0: new ones each run)


async def download(file, seconds):
    print(f"{file}: begins")
    await asyncio.sleep(seconds)  # time.sleep would hold up the other one too
    print(f"{file}: done after {seconds:.2f} s")


async def main():
    dice = Random(SEED or None)
    start = perf_counter()
    async with asyncio.TaskGroup() as tasks:
        for file in ("slides.pdf", "film.mkv"):
            tasks.create_task(download(file, dice.uniform(SHORTEST, LONGEST)))
    # `async with` ends when every download has ended.
    print(f"both: {perf_counter() - start:.3f} s")


if __name__ == "__main__":
    asyncio.run(main())

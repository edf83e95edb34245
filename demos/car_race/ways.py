"""Ways to do the same pieces of work; each tells of every piece that is done: one more."""

import asyncio
from threading import Thread
from time import sleep

PIECE_S = 0.03
TURNS = 150_000


def compute():
    total = 0
    for number in range(TURNS):
        total += number
    return total


def one_by_one(work, pieces, workers, tell):
    for _ in range(pieces):
        if work == "waiting":
            sleep(PIECE_S)
        else:
            compute()
        tell(1)


def threads(work, pieces, workers, tell):
    share = (work, pieces // workers, 1, tell)
    for number in range(workers):
        Thread(target=one_by_one, args=share, name=f"worker {number + 1}").start()


def tasks(work, pieces, workers, tell):
    async def task():
        for _ in range(pieces // workers):
            await asyncio.sleep(PIECE_S if work == "waiting" else 0)
            if work != "waiting":
                compute()
            tell(1)

    async def all_tasks():
        await asyncio.gather(*(task() for _ in range(workers)))

    asyncio.run(all_tasks())

"""Two tasks that wait one after the other, each on a loop and a thread of its own; no process."""

import asyncio
from threading import Thread

WAIT = 0.02  # 0.01..10, seconds until an answer comes


async def one_task():
    await asyncio.create_task(asyncio.sleep(WAIT))


def main():
    for _ in range(2):
        thread = Thread(target=asyncio.run, args=(one_task(),))
        thread.start()
        thread.join()
    print("done")


if __name__ == "__main__":
    main()

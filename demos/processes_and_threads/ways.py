"""Two waits at once, in each way that this Python has. Which way for what?"""

import asyncio
import concurrent.futures
import sys
from multiprocessing import Process
from threading import Thread
from time import sleep

WAIT = 0.3  # 0.01..10, seconds until an answer comes


def together(kind):
    workers = [kind(target=sleep, args=(WAIT,)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


async def two_tasks():
    async with asyncio.TaskGroup() as tasks:
        for _ in range(2):
            tasks.create_task(asyncio.sleep(WAIT))


def main():
    together(Process)  # to compute on several cores, or to be safe from each other
    print("processes: done")
    together(Thread)  # to wait for a few things with ordinary, blocking calls
    print("threads: done")
    asyncio.run(two_tasks())  # to wait for thousands of things
    print("tasks: done")
    many = hasattr(concurrent.futures, "InterpreterPoolExecutor")  # since 3.14
    print(f"several interpreters in one process: {many}")
    print("GIL:", getattr(sys, "_is_gil_enabled", lambda: True)())


if __name__ == "__main__":
    main()

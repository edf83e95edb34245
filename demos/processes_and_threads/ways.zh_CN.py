"""两个等待同时进行，这个 Python 有的办法都试一遍。什么时候用哪种？"""

import asyncio
import concurrent.futures
import sys
from multiprocessing import Process
from threading import Thread
from time import sleep

WAIT = 0.3  # 0.01..10, 多少秒后才有回答


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
    together(Process)  # 要用多个核计算，或要互相隔离
    print("进程：完成")
    together(Thread)  # 用普通的阻塞调用等待几件事
    print("线程：完成")
    asyncio.run(two_tasks())  # 等待成千上万件事
    print("任务：完成")
    many = hasattr(concurrent.futures, "InterpreterPoolExecutor")  # 3.14 起
    print(f"一个进程里有多个解释器：{many}")
    print("GIL：", getattr(sys, "_is_gil_enabled", lambda: True)())


if __name__ == "__main__":
    main()

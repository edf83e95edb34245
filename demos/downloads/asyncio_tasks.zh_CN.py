"""一个线程里的两个下载：一个等待时，事件循环让另一个继续。"""

import asyncio
from random import Random
from time import perf_counter

SHORTEST = 0.5  # 0.1..60, 一次下载至少要用的秒数
LONGEST = 1.0  # 0.1..60, 一次下载最多要用的秒数
SEED = 0  # 0..9999, 随机时间的种子（0：每次运行都不同）


async def download(file, seconds):
    print(f"{file}：开始")
    await asyncio.sleep(seconds)  # 换成 time.sleep 会把另一个也卡住
    print(f"{file}：完成，用时 {seconds:.2f} 秒")


async def main():
    dice = Random(SEED or None)
    start = perf_counter()
    async with asyncio.TaskGroup() as tasks:
        for file in ("slides.pdf", "film.mkv"):
            tasks.create_task(download(file, dice.uniform(SHORTEST, LONGEST)))
    # 所有下载都结束了，`async with` 才结束。
    print(f"两个一共：{perf_counter() - start:.3f} 秒")


if __name__ == "__main__":
    asyncio.run(main())

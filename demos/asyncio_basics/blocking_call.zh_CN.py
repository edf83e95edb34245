"""时钟在工作旁边嘀嗒作响。工作从不写 `await`，时钟就停住了。"""

import asyncio
from time import sleep

NAP = 0.5  # 0.01..60, 这项工作要花的秒数
TICKS = 10  # 1..1000, 时钟嘀嗒的次数


async def clock():
    for tick in range(TICKS):
        print("嘀嗒", tick)
        await asyncio.sleep(NAP / 5)


async def work():
    await asyncio.sleep(NAP / 2)
    print("工作：开始")
    sleep(NAP)  # 霸占着线程：循环里别的都不能运行
    print("工作：完成")


async def main():
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(clock(), name="时钟")
        tasks.create_task(work(), name="工作")


if __name__ == "__main__":
    asyncio.run(main())

"""结束耗时过长的工作有两种办法：有人取消它，或者时间到了。"""

import asyncio

NAP = 0.5  # 0.01..60, 耐心等待的秒数
EFFORT = 60.0  # 60..3600, 工作本来要花的秒数


async def work(name):
    try:
        await asyncio.sleep(EFFORT)
        print(f"{name}：完成")  # 到不了这里
    finally:
        print(f"{name}：收拾善后")  # 被取消的任务也有机会善后


async def main():
    task = asyncio.create_task(work("第一个"), name="第一个")
    await asyncio.sleep(NAP)
    task.cancel()  # 在任务等待的地方抛出 CancelledError
    try:
        await task
    except asyncio.CancelledError:
        print("第一个：已取消")
    try:
        async with asyncio.timeout(NAP):
            await work("第二个")  # 没有另建任务：等待的是 main 自己
    except TimeoutError:
        print("第二个：太慢了")
    print("main 继续")


if __name__ == "__main__":
    asyncio.run(main())

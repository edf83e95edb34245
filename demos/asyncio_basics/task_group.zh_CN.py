"""同一组的三个任务：一个失败，其余的被取消。"""

import asyncio

NAP = 0.5  # 0.01..60, 成功的任务要工作的秒数


async def work(name, seconds):
    await asyncio.sleep(seconds)
    if name == "故障":
        raise ValueError("这个任务失败了")
    print(f"{name}：完成")


async def main():
    try:
        async with asyncio.TaskGroup() as tasks:
            for name, seconds in ("快", NAP / 4), ("故障", NAP / 2), ("慢", NAP):
                tasks.create_task(work(name, seconds), name=name)
        print("全部完成")  # 到不了这里：离开代码块时会抛出异常
    except* ValueError as group:
        print("失败：", *group.exceptions)
    print("没有遗留的任务")


if __name__ == "__main__":
    asyncio.run(main())

"""Three tasks of one group: when one fails, the others are cancelled."""

import asyncio

NAP = 0.5  # 0.01..60, seconds of work of those that succeed


async def work(name, seconds):
    await asyncio.sleep(seconds)
    if name == "broken":
        raise ValueError("this one fails")
    print(f"{name}: done")


async def main():
    try:
        async with asyncio.TaskGroup() as tasks:
            for name, seconds in ("quick", NAP / 4), ("broken", NAP / 2), ("slow", NAP):
                tasks.create_task(work(name, seconds), name=name)
        print("all done")  # never comes: leaving the block raises
    except* ValueError as group:
        print("failed:", *group.exceptions)
    print("no task is left over")


if __name__ == "__main__":
    asyncio.run(main())

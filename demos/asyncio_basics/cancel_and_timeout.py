"""Two ways to end what takes too long: somebody cancels it, or its time is up."""

import asyncio

NAP = 0.5  # 0.01..60, seconds of patience
EFFORT = 60.0  # 60..3600, seconds that the work would take


async def work(name):
    try:
        await asyncio.sleep(EFFORT)
        print(f"{name}: done")  # never comes
    finally:
        print(f"{name}: tidies up")  # a cancelled one gets the time for that


async def main():
    task = asyncio.create_task(work("first"), name="first")
    await asyncio.sleep(NAP)
    task.cancel()  # raises CancelledError where the task waits
    try:
        await task
    except asyncio.CancelledError:
        print("first: cancelled")
    try:
        async with asyncio.timeout(NAP):
            await work("second")  # no task of its own: main itself waits
    except TimeoutError:
        print("second: took too long")
    print("main goes on")


if __name__ == "__main__":
    asyncio.run(main())

"""A notebook runs its cells in an event loop, where no other loop can be run."""

import asyncio

NAP = 0.5  # 0.01..60, seconds between hello and goodbye

refused = None  # watch


async def hello():
    print("hello")
    await asyncio.sleep(NAP)
    print("goodbye")


async def cell():
    global refused
    greeting = hello()
    try:
        asyncio.get_running_loop().run_until_complete(greeting)
    except RuntimeError as error:
        refused = error
        print("run_until_complete:", error)
    try:
        asyncio.run(greeting)
    except RuntimeError as error:
        refused = error
        print("asyncio.run:", error)
    await greeting  # in a loop that runs already, this is how


def notebook():
    asyncio.run(cell())  # in a program of your own, this is how; once, at the top


if __name__ == "__main__":
    notebook()

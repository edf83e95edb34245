"""How asyncio was written before Python 3.5, and how it is written now."""

import asyncio

NAP = 0.5  # 0.01..60, seconds between hello and goodbye

refused = None  # watch


def old_coroutine():
    global refused
    try:
        asyncio.coroutine  # the decorator of old, for functions with `yield from`
    except AttributeError as error:
        refused = error
        print("asyncio.coroutine:", error)  # gone since 3.11; `async def` came with 3.5


async def hello(name):  # both words may be no names since 3.7
    print(f"{name}: hello")
    await asyncio.sleep(NAP)
    print(f"{name}: goodbye")


async def main():
    global refused
    hellos = [hello("Ann"), hello("Ben")]
    try:
        await asyncio.wait(hellos)  # it made tasks of them until 3.10
    except TypeError as error:
        refused = error
        print("asyncio.wait:", error)
    await asyncio.gather(*hellos)  # makes the tasks, or use a TaskGroup


if __name__ == "__main__":
    old_coroutine()
    asyncio.run(main())  # where get_event_loop() and run_until_complete() stood

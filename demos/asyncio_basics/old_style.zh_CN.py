"""Python 3.5 之前的 asyncio 写法，以及现在的写法。"""

import asyncio

NAP = 0.5  # 0.01..60, 从问候到告别之间的秒数

refused = None  # watch


def old_coroutine():
    global refused
    try:
        asyncio.coroutine  # 旧时的装饰器，用于带 `yield from` 的函数
    except AttributeError as error:
        refused = error
        print("asyncio.coroutine:", error)  # 3.11 起已移除；3.5 引入了 `async def`


async def hello(name):  # 自 3.7 起这两个词是关键字
    print(f"{name}：你好")
    await asyncio.sleep(NAP)
    print(f"{name}：再见")


async def main():
    global refused
    hellos = [hello("小安"), hello("小本")]
    try:
        await asyncio.wait(hellos)  # 3.10 及之前会把它们变成任务
    except TypeError as error:
        refused = error
        print("asyncio.wait:", error)
    await asyncio.gather(*hellos)  # 由它创建任务，也可以用 TaskGroup


if __name__ == "__main__":
    old_coroutine()
    asyncio.run(main())  # 取代 get_event_loop() 和 run_until_complete()

"""笔记本在事件循环里运行各个单元，其中不能再运行别的循环。"""

import asyncio

NAP = 0.5  # 0.01..60, 从问候到告别之间的秒数

refused = None  # watch


async def hello():
    print("你好")
    await asyncio.sleep(NAP)
    print("再见")


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
    await greeting  # 循环已经在运行时，就这样写


def notebook():
    asyncio.run(cell())  # 在自己的程序里就这样写；只在最外层写一次


if __name__ == "__main__":
    notebook()

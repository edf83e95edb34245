"""两个协程在同一个线程里打招呼：一个休眠时，另一个说话。"""

import asyncio
from threading import current_thread

NAP = 0.5  # 0.01..60, 从问候到告别之间的秒数


async def hello(name):
    print(f"{name} 在 {current_thread().name}：你好，世界！")
    await asyncio.sleep(NAP)  # 让出线程，到时间再继续
    print(f"{name} 在 {current_thread().name}：再见，世界！")


async def main():
    first = asyncio.create_task(hello("小安"), name="小安")  # 等 main 开始等待时才运行
    second = asyncio.create_task(hello("小本"), name="小本")
    await first
    await second
    print("结束")


if __name__ == "__main__":
    asyncio.run(main())

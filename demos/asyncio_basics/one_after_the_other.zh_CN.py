"""同样的两次问候，一个接一个：光有 `await` 并不会另外启动什么。"""

import asyncio
from threading import current_thread

NAP = 0.5  # 0.01..60, 从问候到告别之间的秒数


async def hello(name):
    print(f"{name} 在 {current_thread().name}：你好，世界！")
    await asyncio.sleep(NAP)
    print(f"{name} 在 {current_thread().name}：再见，世界！")


async def main():
    await hello("小安")  # 就在这里运行，直到结束
    await hello("小本")  # 现在才开始
    print("结束")


if __name__ == "__main__":
    asyncio.run(main())

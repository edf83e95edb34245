"""要保存三封信，却漏写了一个 `await`。"""

import asyncio

NAP = 0.5  # 0.01..60, 保存一封要花的秒数


async def save(letter):
    await asyncio.sleep(NAP)
    print("已保存：", letter)


async def main():
    await save("给小安")
    save("给小本")  # 造出一个协程就丢掉了：其中一行也不会运行
    await save("给小柯")
    print("看起来都保存好了")


if __name__ == "__main__":
    asyncio.run(main())

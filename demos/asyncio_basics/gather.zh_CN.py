"""同时问三个问题：`gather` 把每个都变成任务，并等待全部答案。"""

import asyncio

NAP = 0.5  # 0.01..60, 最慢的一个要花的秒数


async def price(thing, seconds, euros):
    await asyncio.sleep(seconds)
    print(f"{thing}：问到了")
    return f"{thing} {euros}"


async def main():
    answers = await asyncio.gather(
        price("咖啡", NAP, 3),  # 最慢的写在最前面
        price("茶", NAP / 2, 2),
        price("水", NAP / 4, 1),
    )
    print(*answers, sep="，")  # 按调用的顺序，而不是回答的顺序


if __name__ == "__main__":
    asyncio.run(main())

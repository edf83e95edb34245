"""Three questions at once: `gather` makes a task of each and waits for all answers."""

import asyncio

NAP = 0.5  # 0.01..60, seconds that the slowest one takes


async def price(thing, seconds, euros):
    await asyncio.sleep(seconds)
    print(f"{thing}: asked")
    return f"{thing} {euros}"


async def main():
    answers = await asyncio.gather(
        price("coffee", NAP, 3),  # the slowest one comes first
        price("tea", NAP / 2, 2),
        price("water", NAP / 4, 1),
    )
    print(*answers, sep=", ")  # in the order of the calls, not of the answers


if __name__ == "__main__":
    asyncio.run(main())

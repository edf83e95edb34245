"""Three letters are to be saved, and one `await` is missing."""

import asyncio

NAP = 0.5  # 0.01..60, seconds that it takes to save one


async def save(letter):
    await asyncio.sleep(NAP)
    print("saved:", letter)


async def main():
    await save("to Ann")
    save("to Ben")  # makes a coroutine and drops it: nothing of it is ever run
    await save("to Cleo")
    print("all saved, or so it seems")


if __name__ == "__main__":
    asyncio.run(main())

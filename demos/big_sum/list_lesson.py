"""All numbers in a list, added up by one loop. When does the clock start?"""

from time import perf_counter

N = 2_000_000  # 1000..100000000, the last number of the sum

step = ""  # watch
result = 0  # watch


def build():
    return [number + 1 for number in range(N)]  # each an object of its own


def add_up(numbers):
    total = 0
    for number in numbers:
        total += number
    return total


def main():
    global step, result
    step = "build the list"
    begin = perf_counter()
    numbers = build()
    step = "the late clock starts"  # as if the list came for nothing
    late = perf_counter()
    result = add_up(numbers)
    step = "done"
    end = perf_counter()
    print(f"sum: {result}")
    print(f"late clock: {end - late:.3f} s")
    print(f"all of it: {end - begin:.3f} s")


if __name__ == "__main__":
    main()

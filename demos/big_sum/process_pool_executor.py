"""An executor hands the pieces out; its answers come in the order of the questions."""

from concurrent.futures import ProcessPoolExecutor
from time import perf_counter

N = 2_000_000  # 1000..100000000, the last number of the sum
WORKERS = 2  # 1..16, processes or threads that add up
PIECES = 8  # 1..64, pieces of the range

result = 0  # watch


def add_up(piece):
    total = 0
    for number in range(N * piece // PIECES + 1, N * (piece + 1) // PIECES + 1):
        total += number
    return total


def main():
    global result
    begin = perf_counter()
    with ProcessPoolExecutor(WORKERS) as executor:
        result = sum(executor.map(add_up, range(PIECES)))
    print(f"sum: {result}")
    print(f"all of it: {perf_counter() - begin:.3f} s")


if __name__ == "__main__":
    main()

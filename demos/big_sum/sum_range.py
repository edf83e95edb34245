"""One thread, no list: `sum` takes each number from the range and forgets it."""

import sys
from time import perf_counter, process_time

N = 2_000_000  # 1000..100000000, the last number of the sum

size = 0  # watch
result = 0  # watch


def main():
    global size, result
    begin = perf_counter()
    numbers = range(1, N + 1)  # its ends, and no number yet
    size = sys.getsizeof(numbers)
    result = sum(numbers)  # the loop is in C
    print(f"sum: {result}")
    print(f"bytes that the range takes: {size}")
    print(f"all of it: {perf_counter() - begin:.3f} s")
    print(f"processor time since the start of Python: {process_time():.3f} s")


if __name__ == "__main__":
    main()

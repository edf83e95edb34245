"""One thread, no list: `sum` takes each number from the range and forgets it."""

from time import perf_counter, process_time

N = 2_000_000  # 1000..100000000, the last number of the sum

result = 0  # watch


def main():
    global result
    begin = perf_counter()
    result = sum(range(1, N + 1))  # the loop is in C
    print(f"sum: {result}")
    print(f"all of it: {perf_counter() - begin:.3f} s")
    print(f"processor time since the start of Python: {process_time():.3f} s")


if __name__ == "__main__":
    main()

"""Think first: add the first and the last number, the second and the last but one ..."""

from time import perf_counter

N = 2_000_000  # 1000..100000000, the last number of the sum

result = 0  # watch


def main():
    global result
    begin = perf_counter()
    result = N * (N + 1) // 2  # N / 2 pairs, and each makes N + 1
    print(f"sum: {result}")
    print(f"all of it: {perf_counter() - begin:.6f} s")


if __name__ == "__main__":
    main()

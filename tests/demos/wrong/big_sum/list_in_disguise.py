"""All numbers in a list, where a range was promised."""

import sys

N = 1000  # 1000..100000000, the last number of the sum

size = 0  # watch


def main():
    global size
    numbers = list(range(1, N + 1))
    size = sys.getsizeof(numbers)
    print(sum(numbers))


if __name__ == "__main__":
    main()

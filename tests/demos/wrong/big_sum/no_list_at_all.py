"""A sum of so many numbers that a list of them would be seen."""

N = 100_000_000  # 1000..100000000, the last number of the sum

result = 0  # watch


def main():
    global result
    result = sum(range(1, N + 1))
    print(result)


if __name__ == "__main__":
    main()

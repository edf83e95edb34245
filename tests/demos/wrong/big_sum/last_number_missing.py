"""The sum of all numbers but the last one."""

N = 1000  # 1000..100000000, the last number of the sum

result = 0  # watch


def main():
    global result
    result = sum(range(1, N))
    print(result)


if __name__ == "__main__":
    main()

"""先想一想：第一个数加最后一个数，第二个数加倒数第二个数……"""

from time import perf_counter

N = 2_000_000  # 1000..100000000, 求和的最后一个数

result = 0  # watch


def main():
    global result
    begin = perf_counter()
    result = N * (N + 1) // 2  # 共 N / 2 对，每对的和是 N + 1
    print(f"和：{result}")
    print(f"全程：{perf_counter() - begin:.6f} 秒")


if __name__ == "__main__":
    main()

"""执行器把各段分出去，结果按提问的顺序回来。"""

from concurrent.futures import ProcessPoolExecutor
from time import perf_counter

N = 2_000_000  # 1000..100000000, 求和的最后一个数
WORKERS = 2  # 1..16, 做加法的进程或线程个数
PIECES = 8  # 1..64, 把范围分成几段

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
    print(f"和：{result}")
    print(f"全程：{perf_counter() - begin:.3f} 秒")


if __name__ == "__main__":
    main()

"""一个线程，没有列表：`sum` 从 range 里取一个数，加完就忘。"""

import sys
from time import perf_counter, process_time

N = 2_000_000  # 1000..100000000, 求和的最后一个数

size = 0  # watch
result = 0  # watch


def main():
    global size, result
    begin = perf_counter()
    numbers = range(1, N + 1)  # 只有首尾，还没有一个数
    size = sys.getsizeof(numbers)
    result = sum(numbers)  # 循环在 C 里
    print(f"和：{result}")
    print(f"这个 range 占字节数：{size}")
    print(f"全程：{perf_counter() - begin:.3f} 秒")
    print(f"Python 启动以来的 CPU 时间：{process_time():.3f} 秒")


if __name__ == "__main__":
    main()

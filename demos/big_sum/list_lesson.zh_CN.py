"""所有的数放进一个列表，用一个循环累加。表是什么时候开始走的？"""

from time import perf_counter

N = 2_000_000  # 1000..100000000, 求和的最后一个数

step = ""  # watch
result = 0  # watch


def build():
    return [number + 1 for number in range(N)]  # 每个数都是一个单独的对象


def add_up(numbers):
    total = 0
    for number in numbers:
        total += number
    return total


def main():
    global step, result
    step = "建列表"
    begin = perf_counter()
    numbers = build()
    step = "迟到的表开始走"  # 好像列表不花时间似的
    late = perf_counter()
    result = add_up(numbers)
    step = "完成"
    end = perf_counter()
    print(f"和：{result}")
    print(f"迟到的表：{end - late:.3f} 秒")
    print(f"全程：{end - begin:.3f} 秒")


if __name__ == "__main__":
    main()

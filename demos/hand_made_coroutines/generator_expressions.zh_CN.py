"""列表一次做好并保留；生成器表达式逐个产生，用完就没了。"""

from time import sleep

NUMBERS = 5  # 1..1000, 要求平方的数的个数
EFFORT = 0.05  # 0..5, 产生一个要花的秒数


def numbers():
    for number in range(NUMBERS):
        sleep(EFFORT)
        yield number


def main():
    squares = [number * number for number in numbers()]  # 现在就全部产生
    print("列表：", sum(squares), "再来一次：", sum(squares))

    squares = (number * number for number in numbers())  # 还一个都没有产生
    print("表达式：什么都还没有产生")
    sleep(EFFORT)
    print("表达式：", sum(squares), "再来一次：", sum(squares))  # 用完了：0


if __name__ == "__main__":
    main()

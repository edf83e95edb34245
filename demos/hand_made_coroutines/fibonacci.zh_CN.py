"""没有尽头的数列：每个数都是有人要才产生。"""

from itertools import islice
from time import sleep

NUMBERS = 5  # 1..1000, 要取的个数
EFFORT = 0.05  # 0..5, 两个数之间的秒数


def fibonacci():
    number, following = 0, 1
    while True:  # 永不结束，但也无妨
        yield number
        number, following = following, number + following


def main():
    sequence = fibonacci()
    for number in islice(sequence, NUMBERS):
        print(number)
        sleep(EFFORT)
    print("再下一个：", next(sequence))  # 从停下的地方继续


if __name__ == "__main__":
    main()

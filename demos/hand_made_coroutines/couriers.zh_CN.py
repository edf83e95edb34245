"""快递员是一个生成器：停在 `yield` 处，直到有人交来包裹。"""

from time import sleep

PARCELS = 10  # 1..1000, 一天的包裹数
EFFORT = 0.05  # 0..5, 派送一件要花的秒数


def courier():
    number = 0
    while True:
        number += 1
        print("准备接第几单：", number)
        parcel = yield
        print("派送", parcel)
        sleep(EFFORT)


def main():
    worker = courier()  # 还没有运行任何一行
    next(worker)  # 运行到第一个 `yield`
    for number in range(1, PARCELS + 1):
        worker.send(f"P-{number}")  # 到下一个 `yield` 才返回
    worker.close()
    print("今天派送完毕")


if __name__ == "__main__":
    main()

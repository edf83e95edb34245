"""两个快递员轮流接包裹。其中一个休眠时，谁也做不了别的事。"""

from time import sleep

PARCELS = 10  # 1..1000, 一天的包裹数
EFFORT = 0.05  # 0..5, 派送一件要花的秒数


def courier(name):
    while True:
        parcel = yield
        print(f"{name} 派送 {parcel}")
        sleep(EFFORT)  # 就在这唯一的线程里


def main():
    workers = [courier("小安"), courier("小本")]
    for worker in workers:
        next(worker)
    for number in range(1, PARCELS + 1):
        workers[number % 2].send(f"P-{number}")  # 要等到派送完
    for worker in workers:
        worker.close()
    print("今天派送完毕")


if __name__ == "__main__":
    main()

"""把包裹交给一个还没走到门口的快递员。"""

from time import sleep

EFFORT = 0.05  # 0..5, 派送一件要花的秒数

refused = None  # watch


def courier():
    while True:
        parcel = yield
        print("派送", parcel)
        sleep(EFFORT)


def main():
    global refused
    worker = courier()
    try:
        worker.send("P-1")  # 还没有走到能接收它的 `yield`
    except TypeError as error:
        refused = error
        print("被拒绝：", error)
    sleep(EFFORT)
    worker.send(None)  # 等同于 next(worker)：运行到第一个 `yield`
    worker.send("P-1")
    worker.close()


if __name__ == "__main__":
    main()

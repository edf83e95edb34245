"""理发师睡到有顾客来；椅子坐满了，来的人就离开。"""

from queue import Full, Queue
from threading import Event, Thread
from time import sleep

CHAIRS = 2  # 1..100, 等候用的椅子数
CUSTOMERS = 6  # 1..1000, 来的顾客数
CUTTING = 0.2  # 0.01..5, 理一次发的秒数

chairs = Queue(CHAIRS)


def barber():
    while (done := chairs.get()) is not None:  # 没有人时就睡觉
        sleep(CUTTING)
        done.set()
    print("打烊")


def customer(name):
    done = Event()
    try:
        chairs.put_nowait(done)  # 坐下，或者坐不下
    except Full:
        print(name, "没有椅子")
    else:
        done.wait()
        print(name, "理好了发")


if __name__ == "__main__":
    Thread(target=barber, name="理发师").start()
    for number in range(CUSTOMERS):
        sleep(CUTTING / 3)  # 来得比理得快
        name = f"顾客 {number + 1}"
        Thread(target=customer, args=(name,), name=name).start()
    sleep(CUTTING / 3)
    chairs.put(None)  # 排在最后一位之后：也要等椅子

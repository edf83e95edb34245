"""自己动手做同样的货架：一把锁，两个等待条件。"""

from threading import Condition, Lock, Thread
from time import sleep

ITEMS = 12  # 1..1000, 要生产的件数
SHELF = 3  # 1..100, 货架放得下的件数
MAKING = 0.02  # 0..5, 生产一件要花的秒数
USING = 0.05  # 0..5, 消费一件要花的秒数

filled = 0  # watch
lock = Lock()
room, goods = Condition(lock), Condition(lock)


def produce():
    global filled
    for _ in range(ITEMS):
        sleep(MAKING)
        with room:
            room.wait_for(lambda: filled < SHELF)  # 等待期间交还锁
            filled += 1
            goods.notify()


def consume():
    global filled
    for number in range(ITEMS):
        with goods:
            goods.wait_for(lambda: filled > 0)
            filled -= 1
            room.notify()
        sleep(USING)
        print("已消费：", number)


if __name__ == "__main__":
    Thread(target=produce, name="生产者").start()
    Thread(target=consume, name="消费者").start()

"""The same shelf by hand: one lock, and two conditions to wait for."""

from threading import Condition, Lock, Thread
from time import sleep

ITEMS = 12  # 1..1000, items to make
SHELF = 3  # 1..100, items that there is room for
MAKING = 0.02  # 0..5, seconds to make one
USING = 0.05  # 0..5, seconds to use one

filled = 0  # watch
lock = Lock()
room, goods = Condition(lock), Condition(lock)


def produce():
    global filled
    for _ in range(ITEMS):
        sleep(MAKING)
        with room:
            room.wait_for(lambda: filled < SHELF)  # gives the lock back meanwhile
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
        print("used:", number)


if __name__ == "__main__":
    Thread(target=produce, name="producer").start()
    Thread(target=consume, name="consumer").start()

"""The producer neither looks for room nor notifies, so the consumer looks again and again."""

from threading import Condition, Thread
from time import sleep

ITEMS = 3
SHELF = 1

filled = 0  # watch
goods = Condition()


def produce():
    global filled
    sleep(0.05)
    with goods:
        for _ in range(ITEMS):
            filled += 1


def consume():
    global filled
    for _ in range(ITEMS):
        with goods:
            while not filled:
                goods.wait(0.02)
            filled -= 1


if __name__ == "__main__":
    Thread(target=produce).start()
    Thread(target=consume).start()

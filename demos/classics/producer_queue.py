"""A producer and a consumer with a queue between them that holds only so much."""

from queue import Queue
from threading import Thread
from time import sleep

ITEMS = 12  # 1..1000, items to make
SHELF = 3  # 1..100, items that there is room for
MAKING = 0.02  # 0..5, seconds to make one
USING = 0.05  # 0..5, seconds to use one


def produce(shelf):
    for number in range(ITEMS):
        sleep(MAKING)
        shelf.put(number)  # waits while the shelf is full
    shelf.put(None)  # there is no more


def consume(shelf):
    while (item := shelf.get()) is not None:  # waits while the shelf is empty
        sleep(USING)
        print("used:", item)


def main():
    shelf = Queue(SHELF)
    threads = [
        Thread(target=produce, args=(shelf,), name="producer"),
        Thread(target=consume, args=(shelf,), name="consumer"),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()

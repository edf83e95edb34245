"""生产者和消费者之间隔着一个容量有限的队列。"""

from queue import Queue
from threading import Thread
from time import sleep

ITEMS = 12  # 1..1000, 要生产的件数
SHELF = 3  # 1..100, 货架放得下的件数
MAKING = 0.02  # 0..5, 生产一件要花的秒数
USING = 0.05  # 0..5, 消费一件要花的秒数


def produce(shelf):
    for number in range(ITEMS):
        sleep(MAKING)
        shelf.put(number)  # 货架满了就等待
    shelf.put(None)  # 没有更多了


def consume(shelf):
    while (item := shelf.get()) is not None:  # 货架空了就等待
        sleep(USING)
        print("已消费：", item)


def main():
    shelf = Queue(SHELF)
    threads = [
        Thread(target=produce, args=(shelf,), name="生产者"),
        Thread(target=consume, args=(shelf,), name="消费者"),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()

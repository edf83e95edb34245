"""可以多人同时读，写者必须独占。这里读者随时都能进。"""

from threading import Condition, Thread
from time import sleep

READERS = 3  # 2..100, 读者线程数
READS = 4  # 1..1000, 每位读者读几次
READING = 0.1  # 0.01..5, 读一次的秒数
WRITING = 0.05  # 0..5, 写一次的秒数

readers = 0  # watch
room = Condition()


def read():
    global readers
    for _ in range(READS):
        with room:
            readers += 1  # 越过正在等待的写者
        sleep(READING)
        with room:
            readers -= 1
            room.notify()


def write():
    with room:
        room.wait_for(lambda: readers == 0)  # 里面总是有人
        sleep(WRITING)  # 其间谁也进不来：锁在我们手里


if __name__ == "__main__":
    for number in range(READERS):
        Thread(target=read, name=f"读者 {number + 1}").start()
        sleep(READING / READERS)
    Thread(target=write, name="写者").start()
    print("图书馆开门了")

"""同一座图书馆加上旋转门：等待的写者把门挡住。"""

from threading import Condition, Lock, Thread
from time import sleep

READERS = 3  # 2..100, 读者线程数
READS = 4  # 1..1000, 每位读者读几次
READING = 0.1  # 0.01..5, 读一次的秒数
WRITING = 0.05  # 0..5, 写一次的秒数

readers = 0  # watch
turnstile = Lock()
room = Condition()


def read():
    global readers
    for _ in range(READS):
        with turnstile, room:
            readers += 1
        sleep(READING)
        with room:
            readers -= 1
            room.notify()


def write():
    with turnstile, room:
        room.wait_for(lambda: readers == 0)  # 里面的人陆续出来，外面的人进不去
        sleep(WRITING)


if __name__ == "__main__":
    for number in range(READERS):
        Thread(target=read, name=f"读者 {number + 1}").start()
        sleep(READING / READERS)
    Thread(target=write, name="写者").start()
    print("图书馆开门了")

"""还是一样，但给每个子进程最后放一个标记，说明后面没有了。"""

from multiprocessing import Process, Queue
from time import sleep

NUMBERS = 10  # 1..1000, 队列里的数字个数
PAUSE = 0.01  # 0..1, 处理每个数字的秒数


def take(word, queue):
    while (number := queue.get()) is not None:
        print(number, word)
        sleep(PAUSE)


def main():
    queue = Queue()
    children = [Process(target=take, args=(word, queue)) for word in ("Ping", "Pong")]
    for child in children:
        child.start()
    for number in range(1, NUMBERS + 1):
        queue.put(number)
    for _ in children:  # 每个子进程一个：读到它就不再读了
        queue.put(None)
    for child in children:
        child.join()
    print("结束")


if __name__ == "__main__":
    main()

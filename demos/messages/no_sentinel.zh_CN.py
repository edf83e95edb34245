"""两个子进程从队列里取数，取完为止。可它们怎么知道取完了？"""

from multiprocessing import Process, Queue
from time import sleep

NUMBERS = 10  # 1..1000, 队列里的数字个数
PAUSE = 0.01  # 0..1, 处理每个数字的秒数


def take(word, queue):
    while True:
        number = queue.get()  # 取完最后一个数字之后：还在等下一个
        print(number, word)
        sleep(PAUSE)


def main():
    queue = Queue()
    children = [Process(target=take, args=(word, queue)) for word in ("Ping", "Pong")]
    for child in children:
        child.start()
    for number in range(1, NUMBERS + 1):
        queue.put(number)
    for child in children:
        child.join()
    print("结束")  # 永远不会执行到


if __name__ == "__main__":
    main()

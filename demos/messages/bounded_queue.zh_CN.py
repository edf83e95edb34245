"""两个生产者往容量有限的队列里放东西，消费者却不紧不慢。"""

from multiprocessing import Process, Queue
from time import sleep

ROOM = 10  # 1..1000, 队列最多容纳的项目数
EACH = 20  # 1..1000, 每个生产者放入的项目数
REST = 1.0  # 0..10, 消费者开始之前的秒数


def produce(word, queue):
    for number in range(EACH):
        queue.put((word, number))  # 队列满了就等待


def main():
    queue = Queue(ROOM)
    producers = [Process(target=produce, args=(word, queue)) for word in ("Ping", "Pong")]
    for producer in producers:
        producer.start()
    sleep(REST)
    for _ in range(2 * EACH):  # 来多少取多少：不必问队列空不空
        print(*queue.get(), end=", ")
    for producer in producers:
        producer.join()
    print("结束")


if __name__ == "__main__":
    main()

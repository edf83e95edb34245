"""Two producers fill a queue that holds only so much; the consumer takes its time."""

from multiprocessing import Process, Queue
from time import sleep

ROOM = 10  # 1..1000, items that the queue holds
EACH = 20  # 1..1000, items from each producer
REST = 1.0  # 0..10, seconds before the consumer begins


def produce(word, queue):
    for number in range(EACH):
        queue.put((word, number))  # waits while the queue is full


def main():
    queue = Queue(ROOM)
    producers = [Process(target=produce, args=(word, queue)) for word in ("Ping", "Pong")]
    for producer in producers:
        producer.start()
    sleep(REST)
    for _ in range(2 * EACH):  # as many as will come: no need to ask whether it is empty
        print(*queue.get(), end=", ")
    for producer in producers:
        producer.join()
    print("done")


if __name__ == "__main__":
    main()

"""The queue takes all that comes: nobody is ever held back."""

from multiprocessing import Process, Queue

ROOM = 10  # 1..1000, items that the queue should hold


def produce(queue):
    for number in range(2 * ROOM):
        queue.put(number)


def main():
    queue = Queue()
    child = Process(target=produce, args=(queue,))
    child.start()
    for _ in range(2 * ROOM):
        queue.get()
    child.join()


if __name__ == "__main__":
    main()

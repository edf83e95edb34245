"""The readers stop too early: some of what was put is never taken."""

from multiprocessing import Process, Queue

NUMBERS = 10  # 1..1000, numbers in the queue
ITEMS = 10  # 1..1000, the same by another name
TASKS = 10  # 1..1000, and by a third one
EACH = 10  # 1..1000, items that each should put


def take(queue):
    for _ in range(3):
        queue.get()


def main():
    queue = Queue()
    children = [Process(target=take, args=(queue,)) for _ in range(2)]
    for child in children:
        child.start()
    for number in range(NUMBERS):
        queue.put(number)
    for child in children:
        child.join()
    queue.cancel_join_thread()


if __name__ == "__main__":
    main()

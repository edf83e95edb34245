"""The same child, but main takes every result before it waits for the child's end."""

from multiprocessing import Process, Queue

ITEMS = 3000  # 1..100000, results of the child (try 1000)


def produce(queue):
    for number in range(ITEMS):
        queue.put(f"Pong {number:010}")


def main():
    queue = Queue()
    child = Process(target=produce, args=(queue,))
    child.start()
    # As many as were promised: `queue.empty()` may say yes when more is on its way.
    results = [queue.get() for _ in range(ITEMS)]
    child.join()
    print(len(results), "results")


if __name__ == "__main__":
    main()

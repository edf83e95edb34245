"""A child leaves its results in a queue, and main waits for its end before it reads them."""

from multiprocessing import Process, Queue

ITEMS = 3000  # 1..100000, results of the child (try 300)


def produce(queue):
    for number in range(ITEMS):
        queue.put(f"Pong {number:010}")
    # A child doesn't end before all its items are in the pipe, and a pipe holds little.


def main():
    queue = Queue()
    child = Process(target=produce, args=(queue,))
    child.start()
    child.join()  # the child waits for a reader, the reader for the child
    results = [queue.get() for _ in range(ITEMS)]
    print(len(results), "results")


if __name__ == "__main__":
    main()

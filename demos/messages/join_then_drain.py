"""A child puts its results into a queue; main first waits for its end, then reads."""

from multiprocessing import Process, Queue

ITEMS = 3000  # 1..100000, results of the child (try 1000)


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

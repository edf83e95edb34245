"""子进程把结果放进队列；主进程先等它结束，然后才去读。"""

from multiprocessing import Process, Queue

ITEMS = 3000  # 1..100000, 子进程的结果数（试试 1000）


def produce(queue):
    for number in range(ITEMS):
        queue.put(f"Pong {number:010}")
    # 所有项目都进了管道，子进程才会结束，而管道容量很小。


def main():
    queue = Queue()
    child = Process(target=produce, args=(queue,))
    child.start()
    child.join()  # 子进程等人来读，要读的人在等子进程
    results = [queue.get() for _ in range(ITEMS)]
    print(len(results), "个结果")


if __name__ == "__main__":
    main()

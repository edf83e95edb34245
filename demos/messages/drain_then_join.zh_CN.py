"""子进程没变，但主进程先取走所有结果，再等子进程结束。"""

from multiprocessing import Process, Queue

ITEMS = 3000  # 1..100000, 子进程的结果数（试试 1000）


def produce(queue):
    for number in range(ITEMS):
        queue.put(f"Pong {number:010}")


def main():
    queue = Queue()
    child = Process(target=produce, args=(queue,))
    child.start()
    # 说好几个就取几个：后面还有数据在路上时，`queue.empty()` 也可能说空。
    results = [queue.get() for _ in range(ITEMS)]
    child.join()
    print(len(results), "个结果")


if __name__ == "__main__":
    main()

"""Main joins nothing: it leaves while the workers are still at work."""

from multiprocessing import JoinableQueue, Process
from time import sleep

TASKS = 4  # 1..1000, tasks in the queue


def work(queue):
    while True:
        queue.get()
        sleep(0.05)
        queue.task_done()


def main():
    queue = JoinableQueue()
    Process(target=work, args=(queue,), daemon=True).start()
    for task in range(TASKS):
        queue.put(task)
    sleep(0.1)


if __name__ == "__main__":
    main()

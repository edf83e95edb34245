"""Workers report each task as done: main waits for the work, not for the workers."""

from multiprocessing import JoinableQueue, Process
from time import sleep

TASKS = 8  # 1..1000, tasks in the queue
WORKERS = 2  # 1..16, processes that work
EFFORT = 0.05  # 0..5, seconds per task


def work(queue):
    while True:
        task = queue.get()
        sleep(EFFORT)
        print("done:", task)
        queue.task_done()


def main():
    queue = JoinableQueue()
    for _ in range(WORKERS):
        Process(target=work, args=(queue,), daemon=True).start()
    for task in range(TASKS):
        queue.put(task)
    queue.join()  # until each task that was put has been reported as done
    print("all done")  # the daemons end with us, in the middle of their next `get`


if __name__ == "__main__":
    main()

"""工作进程每完成一个任务就报告：主进程等的是工作，不是工作进程。"""

from multiprocessing import JoinableQueue, Process
from time import sleep

TASKS = 8  # 1..1000, 队列里的任务数
WORKERS = 2  # 1..16, 工作进程数
EFFORT = 0.05  # 0..5, 每个任务的秒数


def work(queue):
    while True:
        task = queue.get()
        sleep(EFFORT)
        print("完成：", task)
        queue.task_done()


def main():
    queue = JoinableQueue()
    for _ in range(WORKERS):
        Process(target=work, args=(queue,), daemon=True).start()
    for task in range(TASKS):
        queue.put(task)
    queue.join()  # 直到放入的每个任务都报告完成
    print("全部完成")  # 守护进程随我们一起结束，正停在下一个 `get` 上


if __name__ == "__main__":
    main()

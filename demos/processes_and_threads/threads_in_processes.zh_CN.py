"""用进程来占多个核，每个进程里再用线程来等待。"""

from multiprocessing import Process
from os import getpid
from threading import Thread
from time import perf_counter, sleep

PROCESSES = 2  # 1..8, 进程个数
THREADS = 2  # 1..8, 每个进程里的线程个数
WAIT = 0.3  # 0.01..10, 多少秒后才有回答
NUMBERS = 1_000_000  # 1000..100000000, 然后要累加多少个数


def job(name):
    sleep(WAIT)  # 本进程的其他线程照常进行
    total = sum(range(NUMBERS))  # 其他进程照常进行
    print(f"{name}，进程 {getpid()}：{total}")


def run_threads(process):
    threads = [Thread(target=job, args=(f"{process}.{each}",)) for each in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    start = perf_counter()
    processes = [Process(target=run_threads, args=(each,)) for each in range(PROCESSES)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(f"全部用时：{perf_counter() - start:.3f} 秒")


if __name__ == "__main__":
    main()

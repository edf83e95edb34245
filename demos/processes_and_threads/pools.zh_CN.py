"""换成池来做：一个进程池，里面每个进程又有一个线程池。"""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from os import getpid
from time import perf_counter, sleep

PROCESSES = 2  # 1..8, 进程个数
THREADS = 2  # 1..8, 每个进程里的线程个数
WAIT = 0.3  # 0.01..10, 多少秒后才有回答
NUMBERS = 1_000_000  # 1000..100000000, 然后要累加多少个数


def job(name):
    sleep(WAIT)  # 本进程的其他线程照常进行
    total = sum(range(NUMBERS))  # 其他进程照常进行
    return f"{name}，进程 {getpid()}：{total}"


def run_threads(process):
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(job, [f"{process}.{each}" for each in range(THREADS)]))


def main():
    start = perf_counter()
    with ProcessPoolExecutor(PROCESSES) as pool:
        for answers in pool.map(run_threads, range(PROCESSES)):
            print(*answers, sep="\n")
    print(f"全部用时：{perf_counter() - start:.3f} 秒")


if __name__ == "__main__":
    main()

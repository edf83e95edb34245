"""线程在等待：谁等待谁就放开 GIL，所以大家可以同时等。"""

from threading import Thread
from time import perf_counter, sleep

THREADS = 4  # 1..16, 线程个数
SECONDS = 0.3  # 0.01..10, 每个等多少秒，或两个运行多少秒


def fetch(name):
    print(f"{name}：发出请求")
    sleep(SECONDS)  # 就像等套接字、文件、锁：这段时间 GIL 是空闲的
    print(f"{name}：拿到了")


def main():
    start = perf_counter()
    threads = [Thread(target=fetch, args=(each,)) for each in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"全部用时：{perf_counter() - start:.3f} 秒")


if __name__ == "__main__":
    main()

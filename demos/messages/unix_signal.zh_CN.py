"""信号只是一个数字，什么也不多带，而且随时都会打断你。"""

import os
import signal
from multiprocessing import Event, Process
from time import sleep

TIMES = 3  # 1..100, 最后一个信号之前的信号数
GAP = 0.1  # 0.02..5, 每个信号之前的秒数


def on_signal(number, frame):
    print("子进程：收到", signal.Signals(number).name)


def child(ready):
    signal.signal(signal.SIGUSR1, on_signal)  # 没有处理函数，进程就会被它结束
    ready.set()
    while True:
        sleep(60)  # 被处理函数打断，然后继续睡


def main():
    ready = Event()
    process = Process(target=child, args=(ready,))
    process.start()
    ready.wait()
    for _ in range(TIMES):
        sleep(GAP)
        os.kill(process.pid, signal.SIGUSR1)
    sleep(GAP)
    os.kill(process.pid, signal.SIGTERM)  # 这一个没有人处理
    process.join()
    print("主进程：子进程的退出码是", process.exitcode)


if __name__ == "__main__":
    main()

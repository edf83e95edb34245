"""两个下载放在没有人等待的线程里：看看秒表。"""

import _thread
import atexit
from random import Random
from time import perf_counter, sleep

SHORTEST = 0.5  # 0.1..60, 一次下载至少要用的秒数
LONGEST = 1.0  # 0.1..60, 一次下载最多要用的秒数
SEED = 0  # 0..9999, 随机时间的种子（0：每次运行都不同）


def download(file, seconds):
    sleep(seconds)
    print(f"{file}：完成，用时 {seconds:.2f} 秒")  # 永远不会执行到


def report(start):
    print(f"两个一共：{perf_counter() - start:.3f} 秒")


def main():
    dice = Random(SEED or None)
    atexit.register(report, perf_counter())  # 在结束时调用：是谁结束的时候？
    for file in ("slides.pdf", "film.mkv"):
        seconds = dice.uniform(SHORTEST, LONGEST)
        print(f"{file}：开始")
        _thread.start_new_thread(download, (file, seconds))
    # 这种线程没有 join：主线程到此为止。


if __name__ == "__main__":
    main()

"""两个下载本身就是线程：`start` 在新线程里调用 `run`。"""

from random import Random
from threading import Thread
from time import perf_counter, sleep

SHORTEST = 0.5  # 0.1..60, 一次下载至少要用的秒数
LONGEST = 1.0  # 0.1..60, 一次下载最多要用的秒数
SEED = 0  # 0..9999, 随机时间的种子（0：每次运行都不同）


class Download(Thread):
    def __init__(self, file, seconds):
        super().__init__()  # 没有这一句，线程就启动不了
        self.file = file
        self.seconds = seconds

    def run(self):
        print(f"{self.file}：开始")
        sleep(self.seconds)
        print(f"{self.file}：完成，用时 {self.seconds:.2f} 秒")


def main():
    dice = Random(SEED or None)
    start = perf_counter()
    downloads = []
    for file in ("slides.pdf", "film.mkv"):
        download = Download(file, dice.uniform(SHORTEST, LONGEST))
        download.start()
        downloads.append(download)
    for download in downloads:
        download.join()
    print(f"两个一共：{perf_counter() - start:.3f} 秒")


if __name__ == "__main__":
    main()

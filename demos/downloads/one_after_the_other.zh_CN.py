"""一个线程里的两个下载：第二个要等第一个。"""

from random import Random
from time import perf_counter, sleep

SHORTEST = 0.5  # 0.1..60, 一次下载至少要用的秒数
LONGEST = 1.0  # 0.1..60, 一次下载最多要用的秒数
SEED = 0  # 0..9999, 随机时间的种子（0：每次运行都不同）


def download(file, seconds):
    print(f"{file}：开始")
    sleep(seconds)
    print(f"{file}：完成，用时 {seconds:.2f} 秒")


def main():
    dice = Random(SEED or None)
    start = perf_counter()
    for file in ("slides.pdf", "film.mkv"):
        download(file, dice.uniform(SHORTEST, LONGEST))
    print(f"两个一共：{perf_counter() - start:.3f} 秒")


if __name__ == "__main__":
    main()

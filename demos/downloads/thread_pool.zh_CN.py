"""把两个下载交给线程池：线程由它管，等待也由它来做。"""

from concurrent.futures import ThreadPoolExecutor
from random import Random
from time import perf_counter, sleep

WORKERS = 2  # 1..8, 线程池里最多的线程数
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
    with ThreadPoolExecutor(WORKERS) as pool:
        for file in ("slides.pdf", "film.mkv"):
            pool.submit(download, file, dice.uniform(SHORTEST, LONGEST))
    # 所有下载都结束了，`with` 才结束。
    print(f"两个一共：{perf_counter() - start:.3f} 秒")


if __name__ == "__main__":
    main()

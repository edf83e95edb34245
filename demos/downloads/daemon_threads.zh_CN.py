"""两个下载放在守护线程里：主线程一结束，它们也就结束了。"""

from random import Random
from threading import Thread
from time import perf_counter, sleep

SHORTEST = 0.5  # 0.1..60, 一次下载至少要用的秒数
LONGEST = 1.0  # 0.1..60, 一次下载最多要用的秒数
SEED = 0  # 0..9999, 随机时间的种子（0：每次运行都不同）


def download(file, seconds):
    print(f"{file}：开始")
    sleep(seconds)
    print(f"{file}：完成，用时 {seconds:.2f} 秒")  # 永远不会执行到


def main():
    dice = Random(SEED or None)
    start = perf_counter()
    for file in ("slides.pdf", "film.mkv"):
        seconds = dice.uniform(SHORTEST, LONGEST)
        Thread(target=download, args=(file, seconds), daemon=True).start()
    sleep(SHORTEST / 2)  # 主线程另有事情要做，然后就走了
    print(f"主线程离开，用时 {perf_counter() - start:.3f} 秒")


if __name__ == "__main__":
    main()

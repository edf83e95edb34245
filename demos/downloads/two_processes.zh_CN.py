"""两个下载，各在自己的进程里，各有自己的进程号和内存。"""

from multiprocessing import Process
from os import getpid
from random import Random
from time import perf_counter, sleep

SHORTEST = 0.5  # 0.1..60, 一次下载至少要用的秒数
LONGEST = 1.0  # 0.1..60, 一次下载最多要用的秒数
SEED = 0  # 0..9999, 随机时间的种子（0：每次运行都不同）


def download(file, seconds):
    print(f"{file}：在进程 {getpid()} 中开始")
    sleep(seconds)
    print(f"{file}：完成，用时 {seconds:.2f} 秒")


def main():
    print(f"主进程是 {getpid()}")
    dice = Random(SEED or None)
    start = perf_counter()
    processes = []
    for file in ("slides.pdf", "film.mkv"):
        seconds = dice.uniform(SHORTEST, LONGEST)
        process = Process(target=download, args=(file, seconds))
        process.start()
        processes.append(process)
    for process in processes:
        process.join()
    print(f"两个一共：{perf_counter() - start:.3f} 秒")


if __name__ == "__main__":  # 子进程里不执行：它们可能会导入这个文件
    main()

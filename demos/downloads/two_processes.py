"""Two downloads, each in a process of its own, with an id and memory of its own."""

from multiprocessing import Process
from os import getpid
from random import Random
from time import perf_counter, sleep

SHORTEST = 0.5  # 0.1..60, seconds that a download takes at least
LONGEST = 1.0  # 0.1..60, seconds that it takes at most
SEED = 0  # 0..9999, seed of the times (0: new ones each run)


def download(file, seconds):
    print(f"{file}: begins in process {getpid()}")
    sleep(seconds)
    print(f"{file}: done after {seconds:.2f} s")


def main():
    print(f"main is process {getpid()}")
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
    print(f"both: {perf_counter() - start:.3f} s")


if __name__ == "__main__":  # not in the children, which may import this file
    main()

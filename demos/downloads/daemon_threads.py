"""Two downloads in daemon threads: the end of main is the end of them."""

from random import Random
from threading import Thread
from time import perf_counter, sleep

SHORTEST = 0.5  # 0.1..60, seconds that a download takes at least
LONGEST = 1.0  # 0.1..60, seconds that it takes at most
SEED = 0  # 0..9999, seed of the times (0: new ones each run)


def download(file, seconds):
    print(f"{file}: begins")
    sleep(seconds)
    print(f"{file}: done after {seconds:.2f} s")  # never comes


def main():
    dice = Random(SEED or None)
    start = perf_counter()
    for file in ("slides.pdf", "film.mkv"):
        seconds = dice.uniform(SHORTEST, LONGEST)
        Thread(target=download, args=(file, seconds), daemon=True).start()
    sleep(SHORTEST / 2)  # main has something else to do, and then it leaves
    print(f"main leaves after {perf_counter() - start:.3f} s")


if __name__ == "__main__":
    main()

"""Two downloads in one thread: the second waits for the first."""

from random import Random
from time import perf_counter, sleep

SHORTEST = 0.5  # 0.1..60, seconds that a download takes at least
LONGEST = 1.0  # 0.1..60, seconds that it takes at most
SEED = 0  # 0..9999, seed of the times (0: new ones each run)


def download(file, seconds):
    print(f"{file}: begins")
    sleep(seconds)
    print(f"{file}: done after {seconds:.2f} s")


def main():
    dice = Random(SEED or None)
    start = perf_counter()
    for file in ("slides.pdf", "film.mkv"):
        download(file, dice.uniform(SHORTEST, LONGEST))
    print(f"both: {perf_counter() - start:.3f} s")


if __name__ == "__main__":
    main()

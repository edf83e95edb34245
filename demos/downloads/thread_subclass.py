"""Two downloads that are threads: `start` calls `run` in a new one."""

from random import Random
from threading import Thread
from time import perf_counter, sleep

SHORTEST = 0.5  # 0.1..60, seconds that a download takes at least
LONGEST = 1.0  # 0.1..60, seconds that it takes at most
SEED = 0  # 0..9999, seed of the times (0: new ones each run)


class Download(Thread):
    def __init__(self, file, seconds):
        super().__init__()  # without it the thread can't start
        self.file = file
        self.seconds = seconds

    def run(self):
        print(f"{self.file}: begins")
        sleep(self.seconds)
        print(f"{self.file}: done after {self.seconds:.2f} s")


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
    print(f"both: {perf_counter() - start:.3f} s")


if __name__ == "__main__":
    main()

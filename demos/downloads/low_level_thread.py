"""Two downloads in threads that nobody waits for: look at the stopwatch."""

import _thread
import atexit
from random import Random
from time import perf_counter, sleep

SHORTEST = 0.5  # 0.1..60, seconds that a download takes at least
LONGEST = 1.0  # 0.1..60, seconds that it takes at most
SEED = 0  # 0..9999, seed of the times (0: new ones each run)


def download(file, seconds):
    sleep(seconds)
    print(f"{file}: done after {seconds:.2f} s")  # never comes


def report(start):
    print(f"both: {perf_counter() - start:.3f} s")


def main():
    dice = Random(SEED or None)
    atexit.register(report, perf_counter())  # called at the end: at whose end?
    for file in ("slides.pdf", "film.mkv"):
        seconds = dice.uniform(SHORTEST, LONGEST)
        print(f"{file}: begins")
        _thread.start_new_thread(download, (file, seconds))
    # Such a thread has no join: main is through.


if __name__ == "__main__":
    main()

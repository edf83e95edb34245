"""One core serves two guests at the same time: while one eats, it cooks for the other."""

import os
from threading import Thread
from time import perf_counter, sleep

STEPS = 5  # 1..50, courses of each guest
PAUSE = 0.04  # 0.001..1, seconds that a guest needs for a course
PORTIONS = 50_000  # 1..10000000, work of the kitchen for a course


def serve(guest):
    for course in range(1, STEPS + 1):
        cooked = 0
        for _ in range(PORTIONS):
            cooked += 1
        print(f"{guest}: course {course}")
        sleep(PAUSE)  # the core is free for somebody else


def main():
    core = min(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})  # all threads of this process
    start = perf_counter()
    guests = [Thread(target=serve, args=(name,)) for name in ("Ada", "Ben")]
    for guest in guests:
        guest.start()
    for guest in guests:
        guest.join()
    print(f"both: {perf_counter() - start:.3f} s")


if __name__ == "__main__":
    main()

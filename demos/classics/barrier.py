"""A walk in stages: nobody begins the next one before all have finished this one."""

from threading import Barrier, Thread
from time import sleep

WALKERS = 3  # 2..100, threads
STAGES = 3  # 1..100, stages of the walk
STRIDE = 0.1  # 0.01..5, seconds of a stage for the fastest; twice as long for the slowest

barrier = Barrier(WALKERS)


def walk(number):
    for stage in range(STAGES):
        sleep(STRIDE * (1 + number / (WALKERS - 1)))
        print(f"walker {number + 1} has finished stage {stage + 1}")
        barrier.wait()  # for all; then it can be used again


def main():
    for number in range(WALKERS):
        Thread(target=walk, args=(number,), name=f"walker {number + 1}").start()


if __name__ == "__main__":
    main()

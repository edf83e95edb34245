"""Two processes want the same core. One of them is nice to the other."""

import os
from multiprocessing import Barrier, Process
from time import perf_counter

NICENESS = 19  # 0..19, how much the nice one gives way
SECONDS = 0.4  # 0.01..10, how long both compute


def compute(name, niceness, both):
    os.nice(niceness)  # for this process; without rights it only goes up
    both.wait()  # neither has a head start
    until = perf_counter() + SECONDS
    rounds = 0
    while perf_counter() < until:
        rounds += 1
    print(f"{name}: {rounds} rounds")


def main():
    core = min(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})  # for this process and all that it starts
    both = Barrier(2)
    processes = []
    for name, niceness in (("nice", NICENESS), ("hasty", 0)):
        process = Process(target=compute, args=(name, niceness, both), name=name)
        process.start()
        processes.append(process)
    for process in processes:
        process.join()


if __name__ == "__main__":
    main()

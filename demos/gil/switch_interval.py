"""Two threads want the GIL all the time. How often does it change hands?"""

import sys
from threading import Thread
from time import perf_counter

INTERVAL = 0.005  # 0.001..1, seconds after which a waiting thread asks for the GIL
SECONDS = 0.3  # 0.01..10, how long each waits, or both run

running = ""
turns = 0  # watch


def take_over(name):
    global running, turns
    running = name
    turns += 1


def compute(name, until):
    while perf_counter() < until:
        if running != name:  # the other one has had the GIL until now
            take_over(name)


def main():
    print(f"the interval was {sys.getswitchinterval()} s")
    sys.setswitchinterval(INTERVAL)  # of time, not of bytecodes
    until = perf_counter() + SECONDS
    threads = [Thread(target=compute, args=(name, until)) for name in ("left", "right")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"{turns} turns in {SECONDS} s")


if __name__ == "__main__":
    main()

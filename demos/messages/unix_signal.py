"""A signal is a number and nothing else, and comes in the middle of anything."""

import os
import signal
from multiprocessing import Event, Process
from time import sleep

TIMES = 3  # 1..100, signals before the last one
GAP = 0.1  # 0.02..5, seconds before each


def on_signal(number, frame):
    print("child: got", signal.Signals(number).name)


def child(ready):
    signal.signal(signal.SIGUSR1, on_signal)  # without a handler it would end the process
    ready.set()
    while True:
        sleep(60)  # interrupted by the handler, then resumed


def main():
    ready = Event()
    process = Process(target=child, args=(ready,))
    process.start()
    ready.wait()
    for _ in range(TIMES):
        sleep(GAP)
        os.kill(process.pid, signal.SIGUSR1)
    sleep(GAP)
    os.kill(process.pid, signal.SIGTERM)  # nobody handles this one
    process.join()
    print("main: the child's exit code is", process.exitcode)


if __name__ == "__main__":
    main()

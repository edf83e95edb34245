"""At its end main waits for its children, but not for daemons: those it ends."""

from multiprocessing import Process
from time import sleep

WORK = 0.5  # 0.1..10, seconds that each child wants to work


def work():
    sleep(WORK)
    print("the child is done")  # only one of them gets here


def main():
    Process(target=work, name="child").start()
    Process(target=work, name="daemon", daemon=True).start()
    sleep(WORK / 2)
    print("main is through")
    # Now Python first ends the daemons, then waits for the others.


if __name__ == "__main__":
    main()

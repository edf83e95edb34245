"""Ended, and nobody has asked: a zombie. Alive, and the parent is gone: an orphan."""

import os
from time import sleep

SHORT = 0.2  # 0.05..5, seconds after which the child ends
LONG = 0.5  # 0.05..5, more seconds until the others do something


def grandchild():
    first = os.getppid()
    sleep(SHORT + LONG)  # meanwhile the parent ends
    print(f"orphan: my parent was {first} and is {os.getppid()}")


def child():
    if os.fork() == 0:
        grandchild()
    else:
        sleep(SHORT)  # and off it goes, with no thought of the grandchild


def main():
    pid = os.fork()
    if pid == 0:
        child()
        return
    sleep(SHORT + LONG)
    os.kill(pid, 0)  # no error: the zombie still has its number
    print("main: the child is waiting for me to ask")
    os.waitpid(pid, 0)  # now it is gone for good
    sleep(LONG)  # nobody can wait for a grandchild


if __name__ == "__main__":
    main()

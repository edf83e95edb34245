"""`forkserver`: a helper process is started once, and forks each child for main."""

import os
from multiprocessing import get_context

CHILDREN = 2  # 1..20, processes that main starts

mood = "as in the file"  # watch


def child():
    print(f"process {os.getpid()}: my parent is {os.getppid()}, and the mood is {mood}")


def main():
    global mood
    mood = "changed by main"  # the helper doesn't know it
    print(f"main is process {os.getpid()}")
    context = get_context("forkserver")
    children = [context.Process(target=child) for _ in range(CHILDREN)]
    for each in children:
        each.start()
    for each in children:
        each.join()


if __name__ == "__main__":
    main()

"""`spawn` starts a new Python, and that one imports this file: it knows nothing else."""

import os
from multiprocessing import get_context

CHILDREN = 2  # 1..20, processes that main starts

mood = "as in the file"  # watch

print(f"process {os.getpid()} reads this file as {__name__}")


def child():
    print(f"process {os.getpid()}: the mood is {mood}")


def main():
    global mood
    mood = "changed by main"  # not in the file, so no child will see it
    context = get_context("spawn")
    children = [context.Process(target=child) for _ in range(CHILDREN)]
    for each in children:
        each.start()
    for each in children:
        each.join()


if __name__ == "__main__":  # what stands outside of this is run by every child
    main()

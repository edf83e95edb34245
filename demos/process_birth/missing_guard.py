"""The file itself starts a process, which reads the file and comes to the same line."""

import sys
from multiprocessing import get_context

METHOD = "spawn"  # spawn or fork (fork reads no file, where there is fork)

tasks_done = 0  # watch


def work():
    global tasks_done
    tasks_done += 1


# No `if __name__ == "__main__":` here.
child = get_context(METHOD).Process(target=work)
child.start()  # in the child this is an error, before it has come to its work
child.join()
print("main: the child's exit code is", child.exitcode)
sys.exit(child.exitcode)

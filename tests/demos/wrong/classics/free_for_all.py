"""Only one waits until the bathroom is empty; all the others walk in past her."""

from threading import Condition, Thread
from time import sleep

PLACES = 1

inside = 0  # watch
whose = None  # watch
change = Condition()


def visit(kind, waits=False):
    global inside, whose
    with change:
        if waits:
            change.wait_for(lambda: not inside)
        whose, inside = kind, inside + 1
    sleep(0.1)
    with change:
        inside -= 1
        change.notify_all()


if __name__ == "__main__":
    for person in ("man",), ("woman", True), ("man",), ("woman",):
        Thread(target=visit, args=person).start()
        sleep(0.03)

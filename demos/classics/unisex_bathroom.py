"""A bathroom for women and men, not for both at once; all go in as they came."""

from collections import deque
from threading import Condition, Thread
from time import sleep

PEOPLE = "man man woman man woman woman woman woman man man"  # who comes, in this order
PLACES = 3  # 1..100, people who fit in
STAY = 0.1  # 0.01..5, seconds in there

inside = 0  # watch
whose = None  # watch
line = deque()
change = Condition()


def fits(kind):
    return not inside or (whose == kind and inside < PLACES)


def visit(kind):
    global inside, whose
    with change:
        line.append(me := object())
        change.wait_for(lambda: line[0] is me and fits(kind))
        line.popleft()
        whose, inside = kind, inside + 1
        print(inside, whose)
        change.notify_all()  # the next in line may fit in too
    sleep(STAY)
    with change:
        inside -= 1
        change.notify_all()


if __name__ == "__main__":
    for number, kind in enumerate(PEOPLE.split(), 1):
        Thread(target=visit, args=(kind,), name=f"{kind} {number}").start()

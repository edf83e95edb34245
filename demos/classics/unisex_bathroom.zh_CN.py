"""男女共用的洗手间，但不能同时在里面；大家按先来后到进去。"""

from collections import deque
from threading import Condition, Thread
from time import sleep

PEOPLE = "man man woman man woman woman woman woman man man"  # 来的人，按顺序（男、女）
PLACES = 3  # 1..100, 能容纳的人数
STAY = 0.1  # 0.01..5, 在里面的秒数

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
        change.notify_all()  # 队里的下一位也许也能进
    sleep(STAY)
    with change:
        inside -= 1
        change.notify_all()


if __name__ == "__main__":
    for number, kind in enumerate(PEOPLE.split(), 1):
        Thread(target=visit, args=(kind,), name=f"{kind} {number}").start()

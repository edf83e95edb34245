"""The four states of a generator: created, running, suspended, closed."""

from inspect import getgeneratorstate
from time import sleep

PARCELS = 10  # 1..1000, parcels of the day
EFFORT = 0.05  # 0..5, seconds to deliver one, and to make the next one ready

state = ""  # watch


def look(worker):
    global state
    seen = state = getgeneratorstate(worker)
    print(seen)
    sleep(EFFORT)


def courier():
    while True:
        yield
        look(worker)  # it looks at itself: GEN_RUNNING


def main():
    global worker
    worker = courier()
    look(worker)  # GEN_CREATED: not a line of it has been run
    next(worker)
    look(worker)  # GEN_SUSPENDED: it stands at its `yield`
    for _ in range(PARCELS):
        worker.send("parcel")
    worker.close()
    look(worker)  # GEN_CLOSED: nothing can wake it any more


if __name__ == "__main__":
    main()

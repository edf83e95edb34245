"""A barber sleeps until a customer comes; who finds all the chairs taken goes away."""

from queue import Full, Queue
from threading import Event, Thread
from time import sleep

CHAIRS = 2  # 1..100, for those who wait
CUSTOMERS = 6  # 1..1000, customers who come
CUTTING = 0.2  # 0.01..5, seconds of a haircut

chairs = Queue(CHAIRS)


def barber():
    while (done := chairs.get()) is not None:  # sleeps while nobody is there
        sleep(CUTTING)
        done.set()
    print("closed")


def customer(name):
    done = Event()
    try:
        chairs.put_nowait(done)  # sits down, or not
    except Full:
        print(name, "finds no chair")
    else:
        done.wait()
        print(name, "has a new haircut")


if __name__ == "__main__":
    Thread(target=barber, name="barber").start()
    for number in range(CUSTOMERS):
        sleep(CUTTING / 3)  # they come faster than he cuts
        name = f"customer {number + 1}"
        Thread(target=customer, args=(name,), name=name).start()
    sleep(CUTTING / 3)
    chairs.put(None)  # after the last one: waits for a chair too

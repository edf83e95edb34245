"""A courier is a generator: it stands still at `yield` until it is handed a parcel."""

from time import sleep

PARCELS = 10  # 1..1000, parcels of the day
EFFORT = 0.05  # 0..5, seconds to deliver one


def courier():
    number = 0
    while True:
        number += 1
        print("ready for parcel", number)
        parcel = yield
        print("delivers", parcel)
        sleep(EFFORT)


def main():
    worker = courier()  # runs nothing yet
    next(worker)  # runs to the first `yield`
    for number in range(1, PARCELS + 1):
        worker.send(f"P-{number}")  # comes back at the next `yield`
    worker.close()
    print("that was all")


if __name__ == "__main__":
    main()

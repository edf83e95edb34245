"""Two couriers get parcels by turns. While one sleeps, nobody else does anything."""

from time import sleep

PARCELS = 10  # 1..1000, parcels of the day
EFFORT = 0.05  # 0..5, seconds to deliver one


def courier(name):
    while True:
        parcel = yield
        print(f"{name} delivers {parcel}")
        sleep(EFFORT)  # in the one thread that there is


def main():
    workers = [courier("Ann"), courier("Ben")]
    for worker in workers:
        next(worker)
    for number in range(1, PARCELS + 1):
        workers[number % 2].send(f"P-{number}")  # waits until it is delivered
    for worker in workers:
        worker.close()
    print("that was all")


if __name__ == "__main__":
    main()

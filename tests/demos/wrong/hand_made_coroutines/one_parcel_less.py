"""One of the parcels is never handed in."""

PARCELS = 4


def courier():
    while True:
        yield


def main():
    worker = courier()
    next(worker)
    for _ in range(PARCELS - 1):
        worker.send("parcel")
    worker.close()


if __name__ == "__main__":
    main()

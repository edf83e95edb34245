"""A parcel for a courier who has not come to the door yet."""

from time import sleep

EFFORT = 0.05  # 0..5, seconds to deliver one

refused = None  # watch


def courier():
    while True:
        parcel = yield
        print("delivers", parcel)
        sleep(EFFORT)


def main():
    global refused
    worker = courier()
    try:
        worker.send("P-1")  # no `yield` has been reached that could take it
    except TypeError as error:
        refused = error
        print("refused:", error)
    sleep(EFFORT)
    worker.send(None)  # as next(worker): runs to the first `yield`
    worker.send("P-1")
    worker.close()


if __name__ == "__main__":
    main()

"""Two threads that hand the lock over long before the interval is over: each waits after each turn."""

from threading import Thread
from time import sleep

INTERVAL = 0.2  # 0.001..1, seconds after which a waiting thread asks for the GIL

turns = 0  # watch


def take_over():
    global turns
    for _ in range(5):
        turns += 1
        sleep(0.01)


def main():
    threads = [Thread(target=take_over) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("done")


if __name__ == "__main__":
    main()

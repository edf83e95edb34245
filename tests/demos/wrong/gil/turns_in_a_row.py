"""Two threads that never want the lock at the same time."""

from threading import Thread

INTERVAL = 0.005  # 0.001..1, seconds after which a waiting thread asks for the GIL

turns = 0  # watch


def take_over():
    global turns
    turns += 1


def main():
    for _ in range(2):
        thread = Thread(target=take_over)
        thread.start()
        thread.join()
    print(turns)


if __name__ == "__main__":
    main()

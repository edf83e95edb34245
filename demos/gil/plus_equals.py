"""Threads add to one counter with `+=`. How many additions get lost?"""

from threading import Thread

THREADS = 4  # 1..16, threads
ROUNDS = 1_000_000  # 10..10000000, additions of each thread

counter = 0
lost = 0  # watch


def count():
    global counter
    for _ in range(ROUNDS):
        counter += 1  # read, add, write: by luck nobody comes between


def main():
    global lost
    threads = [Thread(target=count) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lost = THREADS * ROUNDS - counter
    print(f"counted {counter}, lost {lost}")


if __name__ == "__main__":
    main()

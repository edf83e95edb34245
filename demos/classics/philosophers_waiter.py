"""A waiter lets all but one sit down: one fork at least is then free for somebody."""

from threading import Lock, Semaphore, Thread, current_thread
from time import sleep

PHILOSOPHERS = 5  # 2..100, at the table, and as many forks
MEALS = 3  # 1..1000, meals of each
EATING = 0.05  # 0..5, seconds of a meal
REACH = 0.1  # 0.01..5, seconds between the first fork and the second

waiter = Semaphore(PHILOSOPHERS - 1)


def dine(first, second):
    for _ in range(MEALS):
        with waiter, first:
            sleep(REACH)
            with second:
                print(current_thread().name, "eats")
                sleep(EATING)


def main():
    forks = [Lock() for _ in range(PHILOSOPHERS)]
    for seat in range(PHILOSOPHERS):
        left, right = forks[seat], forks[(seat + 1) % PHILOSOPHERS]
        Thread(target=dine, args=(left, right), name=f"philosopher {seat}").start()
    print("dinner is served")


if __name__ == "__main__":
    main()

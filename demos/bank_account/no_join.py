"""The lock is right, but main guesses how long the others need."""

from threading import Lock, Thread
from time import sleep

DEPOSITORS = 12  # 1..1000, threads that deposit
PAUSE = 0.01  # 0..1, seconds between read and write
GUESS = 1.0  # 0..60, seconds that main sleeps instead of joining


class Account:
    def __init__(self):
        self.balance = 0  # watch
        self.lock = Lock()

    def deposit(self, amount):
        with self.lock:
            seen = self.balance
            sleep(PAUSE)
            self.balance = seen + amount


def main():
    account = Account()
    for _ in range(DEPOSITORS):
        Thread(target=account.deposit, args=(1,)).start()
    sleep(GUESS)  # long enough? No join, so nobody knows
    print("balance:", account.balance)


if __name__ == "__main__":
    main()

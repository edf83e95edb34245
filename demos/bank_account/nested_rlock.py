"""A method with the lock calls one that takes it: an RLock lets its owner in again."""

from threading import RLock, Thread
from time import sleep

DEPOSITORS = 12  # 1..1000, threads that deposit
PAUSE = 0.01  # 0..1, seconds between read and write


class Account:
    def __init__(self):
        self.balance = 0  # watch
        self.lock = RLock()  # a Lock would wait for ever, for its own owner

    def deposit(self, amount):
        with self.lock:
            seen = self.balance
            sleep(PAUSE)
            self.balance = seen + amount

    def deposit_with_bonus(self, amount):
        with self.lock:  # nobody gets in between the two
            self.deposit(amount)
            self.deposit(1)


def main():
    account = Account()
    threads = []
    for _ in range(DEPOSITORS):
        thread = Thread(target=account.deposit_with_bonus, args=(1,))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    print("balance:", account.balance)


if __name__ == "__main__":
    main()

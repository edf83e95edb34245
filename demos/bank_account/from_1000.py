"""An account that isn't empty, and two customers who bring nothing or less."""

from threading import Lock, Thread
from time import sleep

DEPOSITORS = 12  # 1..1000, threads that deposit one coin each
OPENING = 1000  # 0..1000000, coins in the account at the beginning
PAUSE = 0.01  # 0..1, seconds between read and write


class Account:
    def __init__(self, balance):
        self.balance = balance  # watch
        self.lock = Lock()

    def deposit(self, amount):
        if amount <= 0:  # nobody else sees `amount`: no lock needed to look at it
            print("refused:", amount)
            return
        with self.lock:
            seen = self.balance
            sleep(PAUSE)
            self.balance = seen + amount


def main():
    account = Account(OPENING)
    threads = []
    for amount in [1] * DEPOSITORS + [0, -5]:
        thread = Thread(target=account.deposit, args=(amount,))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    print("balance:", account.balance)


if __name__ == "__main__":
    main()

"""Main guesses too short a time: it looks before the others have written."""

from threading import Lock, Thread
from time import sleep


class Account:
    def __init__(self):
        self.balance = 0  # watch
        self.lock = Lock()

    def deposit(self, amount):
        with self.lock:
            seen = self.balance
            sleep(0.05)
            self.balance = seen + amount


def main():
    account = Account()
    for _ in range(4):
        Thread(target=account.deposit, args=(1,)).start()
    sleep(0.02)
    print("balance:", account.balance)


if __name__ == "__main__":
    main()

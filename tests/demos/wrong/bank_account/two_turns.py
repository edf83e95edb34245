"""Each step takes the lock for itself: another thread may get in between the two."""

from threading import RLock, Thread
from time import sleep


class Account:
    def __init__(self):
        self.balance = 0  # watch
        self.lock = RLock()

    def deposit(self, amount):
        with self.lock:
            seen = self.balance
            sleep(0.01)
            self.balance = seen + amount

    def deposit_with_bonus(self, amount):
        self.deposit(amount)
        self.deposit(1)


def main():
    account = Account()
    threads = [Thread(target=account.deposit_with_bonus, args=(1,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("balance:", account.balance)


if __name__ == "__main__":
    main()

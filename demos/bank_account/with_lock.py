"""The same deposits, one at a time: `with` takes the lock and gives it back."""

from threading import Lock, Thread
from time import sleep

DEPOSITORS = 12  # 1..1000, threads that deposit
PAUSE = 0.01  # 0..1, seconds between read and write


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
    threads = []
    for _ in range(DEPOSITORS):
        thread = Thread(target=account.deposit, args=(1,))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    print("balance:", account.balance)


if __name__ == "__main__":
    main()

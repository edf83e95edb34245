"""Several people pay one coin each into the same account, all at once."""

from threading import Thread
from time import sleep

DEPOSITORS = 12  # 1..1000, threads that deposit
PAUSE = 0.01  # 0..1, seconds between read and write


class Account:
    def __init__(self):
        self.balance = 0  # watch

    def deposit(self, amount):
        seen = self.balance  # read,
        sleep(PAUSE)  # think,
        self.balance = seen + amount  # write: whoever wrote meanwhile is forgotten


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

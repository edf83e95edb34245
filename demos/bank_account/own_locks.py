"""Each deposit is careful and takes a lock. But is it the same one?"""

from threading import Lock, Thread
from time import sleep

DEPOSITORS = 12  # 1..1000, threads that deposit
PAUSE = 0.01  # 0..1, seconds between read and write


class Account:
    def __init__(self):
        self.balance = 0  # watch

    def deposit(self, amount):
        lock = Lock()  # new for each caller: nobody else will ever wait for it
        with lock:
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

"""Every thread is careful and takes a lock: its own."""

from threading import Lock, Thread
from time import sleep

DEPOSITORS = 12  # 1..1000, threads that deposit
PAUSE = 0.01  # 0..1, seconds between read and write


class Account:
    def __init__(self):
        self.balance = 0  # watch


class Depositor(Thread):
    def __init__(self, account):
        super().__init__()
        self.account = account
        self.lock = Lock()  # one for each thread: who should ever wait for it?

    def run(self):
        with self.lock:
            seen = self.account.balance
            sleep(PAUSE)
            self.account.balance = seen + 1


def main():
    account = Account()
    threads = [Depositor(account) for _ in range(DEPOSITORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("balance:", account.balance)


if __name__ == "__main__":
    main()

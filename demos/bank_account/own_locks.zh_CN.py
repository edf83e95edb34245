"""每个线程都很小心，都先获取锁：可那是它自己的锁。"""

from threading import Lock, Thread
from time import sleep

DEPOSITORS = 12  # 1..1000, 存款的线程数
PAUSE = 0.01  # 0..1, 读和写之间的秒数


class Account:
    def __init__(self):
        self.balance = 0  # watch


class Depositor(Thread):
    def __init__(self, account):
        super().__init__()
        self.account = account
        self.lock = Lock()  # 每个线程各有一把：还有谁会等它呢？

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
    print("余额：", account.balance)


if __name__ == "__main__":
    main()

"""账户里原本就有钱；还有两位顾客，一位没带钱，一位带来的是负数。"""

from threading import Lock, Thread
from time import sleep

DEPOSITORS = 12  # 1..1000, 存款的线程数，每个存入一枚硬币
OPENING = 1000  # 0..1000000, 账户里一开始的硬币数
PAUSE = 0.01  # 0..1, 读和写之间的秒数


class Account:
    def __init__(self, balance):
        self.balance = balance  # watch
        self.lock = Lock()

    def deposit(self, amount):
        if amount <= 0:  # 别的线程看不到 `amount`：检查它不需要锁
            print("拒绝：", amount)
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
    print("余额：", account.balance)


if __name__ == "__main__":
    main()

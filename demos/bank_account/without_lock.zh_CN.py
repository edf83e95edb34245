"""几个人同时往同一个账户里各存一枚硬币。"""

from threading import Thread
from time import sleep

DEPOSITORS = 12  # 1..1000, 存款的线程数
PAUSE = 0.01  # 0..1, 读和写之间的秒数


class Account:
    def __init__(self):
        self.balance = 0  # watch

    def deposit(self, amount):
        seen = self.balance  # 读，
        sleep(PAUSE)  # 想，
        self.balance = seen + amount  # 写：这期间别人写入的都被覆盖了


def main():
    account = Account()
    threads = []
    for _ in range(DEPOSITORS):
        thread = Thread(target=account.deposit, args=(1,))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    print("余额：", account.balance)


if __name__ == "__main__":
    main()

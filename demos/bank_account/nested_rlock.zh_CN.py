"""持有锁的方法又调用一个要获取锁的方法：RLock 允许持有者再次进入。"""

from threading import RLock, Thread
from time import sleep

DEPOSITORS = 12  # 1..1000, 存款的线程数
PAUSE = 0.01  # 0..1, 读和写之间的秒数


class Account:
    def __init__(self):
        self.balance = 0  # watch
        self.lock = RLock()  # 换成 Lock 就会永远等下去，等的正是自己

    def deposit(self, amount):
        with self.lock:
            seen = self.balance
            sleep(PAUSE)
            self.balance = seen + amount

    def deposit_with_bonus(self, amount):
        with self.lock:  # 两步之间谁也插不进来
            self.deposit(amount)
            self.deposit(1)


def main():
    account = Account()
    threads = []
    for _ in range(DEPOSITORS):
        thread = Thread(target=account.deposit_with_bonus, args=(1,))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    print("余额：", account.balance)


if __name__ == "__main__":
    main()

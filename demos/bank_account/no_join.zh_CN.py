"""锁用对了，但主线程只是在猜其他线程要多久。"""

from threading import Lock, Thread
from time import sleep

DEPOSITORS = 12  # 1..1000, 存款的线程数
PAUSE = 0.01  # 0..1, 读和写之间的秒数
GUESS = 1.0  # 0..60, 主线程不调用 join、只是睡眠的秒数


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
    for _ in range(DEPOSITORS):
        Thread(target=account.deposit, args=(1,)).start()
    sleep(GUESS)  # 够久吗？没有 join，谁也不知道
    print("余额：", account.balance)


if __name__ == "__main__":
    main()

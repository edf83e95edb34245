"""同样的存款，一次一笔：手动获取锁，再手动释放。"""

from threading import Lock, Thread
from time import sleep

DEPOSITORS = 12  # 1..1000, 存款的线程数
PAUSE = 0.01  # 0..1, 读和写之间的秒数


class Account:
    def __init__(self):
        self.balance = 0  # watch
        self.lock = Lock()

    def deposit(self, amount):
        self.lock.acquire()  # 从这里起，其他人都得等
        try:
            seen = self.balance
            sleep(PAUSE)
            self.balance = seen + amount
        finally:
            self.lock.release()  # 即使中间出现异常，锁也会释放


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

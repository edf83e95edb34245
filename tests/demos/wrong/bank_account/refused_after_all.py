"""The refused amounts are looked at after the balance was touched."""

from threading import Lock, Thread


class Account:
    def __init__(self):
        self.balance = 1000  # watch
        self.lock = Lock()

    def deposit(self, amount):
        with self.lock:
            seen = self.balance
            self.balance = seen + amount
            if amount <= 0:
                self.balance = seen
                print("refused:", amount)


def main():
    account = Account()
    threads = [Thread(target=account.deposit, args=(amount,)) for amount in (1, 1, 0, -5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("balance:", account.balance)


if __name__ == "__main__":
    main()

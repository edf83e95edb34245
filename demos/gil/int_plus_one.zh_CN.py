"""多个线程给同一个计数器加一，读和写之间有一次调用。会丢掉多少次？"""

from threading import Thread

THREADS = 4  # 1..16, 线程个数
ROUNDS = 1_000_000  # 10..10000000, 每个线程加一的次数

counter = 0
lost = 0  # watch


def count():
    global counter
    for _ in range(ROUNDS):
        counter = int(counter) + 1  # 调用时 GIL 可能易手：刚读到的值就过时了


def main():
    global lost
    threads = [Thread(target=count) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lost = THREADS * ROUNDS - counter
    print(f"数到 {counter}，丢失 {lost}")


if __name__ == "__main__":
    main()

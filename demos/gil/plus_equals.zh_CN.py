"""多个线程用 `+=` 给同一个计数器加一。会丢掉多少次？"""

from threading import Thread

THREADS = 4  # 1..16, 线程个数
ROUNDS = 1_000_000  # 10..10000000, 每个线程加一的次数

counter = 0
lost = 0  # watch


def count():
    global counter
    for _ in range(ROUNDS):
        counter += 1  # 读、加、写三步，只是碰巧没有人插进来


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

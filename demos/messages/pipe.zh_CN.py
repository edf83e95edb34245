"""管道有两端：主进程在这一端提问，子进程在那一端回答。"""

from multiprocessing import Pipe, Process

QUESTIONS = 5  # 1..1000, 要求平方的数字个数


def square(connection):
    while (number := connection.recv()) is not None:
        connection.send(number * number)


def main():
    ours, theirs = Pipe()
    child = Process(target=square, args=(theirs,))
    child.start()
    for number in range(QUESTIONS):
        ours.send(number)  # 任何能用 pickle 序列化的对象
        print(f"{number} 的平方是 {ours.recv()}")
    ours.send(None)  # 没有问题了
    child.join()


if __name__ == "__main__":
    main()

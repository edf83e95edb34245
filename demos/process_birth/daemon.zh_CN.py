"""主进程结束时会等它的子进程，但不等守护进程：它会结束它们。"""

from multiprocessing import Process
from time import sleep

WORK = 0.5  # 0.1..10, 每个子进程想工作的秒数


def work():
    sleep(WORK)
    print("子进程完成了")  # 只有一个能到这里


def main():
    Process(target=work, name="child").start()
    Process(target=work, name="daemon", daemon=True).start()
    sleep(WORK / 2)
    print("主进程执行完了")
    # 现在 Python 先结束守护进程，再等其他的。


if __name__ == "__main__":
    main()

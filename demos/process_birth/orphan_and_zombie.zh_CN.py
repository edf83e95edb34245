"""已经结束却没人过问：僵尸进程。还活着而父进程没了：孤儿进程。"""

import os
from time import sleep

SHORT = 0.2  # 0.05..5, 子进程过多少秒后结束
LONG = 0.5  # 0.05..5, 其他进程再过多少秒才动


def grandchild():
    first = os.getppid()
    sleep(SHORT + LONG)  # 这期间父进程结束了
    print(f"孤儿：我的父进程原来是 {first}，现在是 {os.getppid()}")


def child():
    if os.fork() == 0:
        grandchild()
    else:
        sleep(SHORT)  # 说走就走，丢下孙进程不管


def main():
    pid = os.fork()
    if pid == 0:
        child()
        return
    sleep(SHORT + LONG)
    os.kill(pid, 0)  # 没有报错：僵尸还占着它的进程号
    print("主进程：子进程正等着我过问")
    os.waitpid(pid, 0)  # 现在它彻底消失了
    sleep(LONG)  # 孙进程是等不了的


if __name__ == "__main__":
    main()

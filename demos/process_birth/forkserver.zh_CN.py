"""`forkserver`：先启动一个辅助进程，由它替主进程 fork 出每个子进程。"""

import os
from multiprocessing import get_context

CHILDREN = 2  # 1..20, 主进程启动的进程数

mood = "文件里的心情"  # watch


def child():
    print(f"进程 {os.getpid()}：我的父进程是 {os.getppid()}，心情是{mood}")


def main():
    global mood
    mood = "主进程改过的心情"  # 辅助进程不知道这件事
    print(f"主进程是 {os.getpid()}")
    context = get_context("forkserver")
    children = [context.Process(target=child) for _ in range(CHILDREN)]
    for each in children:
        each.start()
    for each in children:
        each.join()


if __name__ == "__main__":
    main()

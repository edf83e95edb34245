"""`spawn` 启动一个新的 Python，由它导入这个文件：此外它一无所知。"""

import os
from multiprocessing import get_context

CHILDREN = 2  # 1..20, 主进程启动的进程数

mood = "文件里的心情"  # watch

print(f"进程 {os.getpid()} 以 {__name__} 的名义读这个文件")


def child():
    print(f"进程 {os.getpid()}：心情是{mood}")


def main():
    global mood
    mood = "主进程改过的心情"  # 文件里没有，所以子进程都看不到
    context = get_context("spawn")
    children = [context.Process(target=child) for _ in range(CHILDREN)]
    for each in children:
        each.start()
    for each in children:
        each.join()


if __name__ == "__main__":  # 这里之外的代码，每个子进程都会执行
    main()

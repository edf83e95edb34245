"""文件自己启动一个进程，那个进程又读这个文件，走到同一行。"""

import sys
from multiprocessing import get_context

METHOD = "spawn"  # spawn 或 fork（有 fork 的系统上，fork 不读文件）

tasks_done = 0  # watch


def work():
    global tasks_done
    tasks_done += 1


# 这里没有 `if __name__ == "__main__":`。
child = get_context(METHOD).Process(target=work)
child.start()  # 在子进程里这一行会出错，还没轮到它干活
child.join()
print("主进程：子进程的退出码是", child.exitcode)
sys.exit(child.exitcode)

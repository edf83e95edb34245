"""`fork` 调用一次，返回两次：子进程带着一切的副本继续执行。"""

import os
from time import sleep

STAY = 0.2  # 0..10, 子进程停留的秒数

mood = "文件里的心情"  # watch


def main():
    global mood
    mood = "父进程改过的心情"
    pid = os.fork()
    if pid == 0:
        print("子进程：fork 给了我 0，心情是", mood)
        mood = "子进程改过的心情"
        sleep(STAY)
        return
    print("父进程：fork 给了我", pid)
    os.waitpid(pid, 0)
    print("父进程：心情是", mood)  # 子进程改的是它自己的副本


if __name__ == "__main__":
    main()

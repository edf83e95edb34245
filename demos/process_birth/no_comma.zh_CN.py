"""`("Ping")` 是一个词，`("Ping",)` 是元组：少了逗号，每个字母都成了参数。"""

import sys
from multiprocessing import Process

WORD = "Ping"  # 要说的词（试试只用一个字母）

said = ""  # watch


def speak(word):
    global said
    said = word
    print(word)


def main():
    child = Process(target=speak, args=(WORD))  # 应该是 args=(WORD,)
    child.start()  # 没有报错：调用 `speak` 的是子进程自己
    child.join()
    print("主进程：子进程的退出码是", child.exitcode)
    sys.exit(child.exitcode)


if __name__ == "__main__":
    main()

"""两根管道连着另一个程序：主进程写的它来读，它打印的主进程来读。"""

import subprocess
import sys

WORDS = "ping pong"  # 要另一个程序喊出来的词

other_program = """
import sys
for line in sys.stdin:
    print(line.strip().upper() + "!")
"""


def main():
    command = [sys.executable, "-c", other_program]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as other:
        # 写、关闭、读、等待。自己动手的话，两根满了的管道会互相卡住。
        answer, _ = other.communicate("\n".join(WORDS.split()))
    print("主进程收回：", *answer.split())


if __name__ == "__main__":
    main()

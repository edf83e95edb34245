"""按名字运行别的程序，看看名字不存在时会怎样。"""

import subprocess
import sys

NAMES = "hostname no_such_program exit"  # 程序的名字（命令行参数优先）


def main():
    for name in sys.argv[1:] or NAMES.split():
        try:
            done = subprocess.run([name])
        except FileNotFoundError:  # `exit` 是 shell 的内部命令，不是文件
            print(f"{name}：没有这个程序", flush=True)
        else:
            print(f"{name}：结束，退出码 {done.returncode}", flush=True)


if __name__ == "__main__":
    main()

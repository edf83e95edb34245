"""失败的程序用退出码说明自己失败了。不问，就不会发现。"""

import subprocess
import sys

CODE = 3  # 1..125, 另一个程序的退出码（0 表示成功）

other_program = "import sys; print('出错了', flush=True); sys.exit(int(sys.argv[1]))"


def main():
    command = [sys.executable, "-c", other_program, str(CODE)]
    subprocess.run(command)
    print("主进程：到目前为止一切正常", flush=True)  # 它已经失败了，但没有人看
    subprocess.run(command, check=True)  # 同样的失败，这次成了异常
    print("主进程：永远到不了这里")


if __name__ == "__main__":
    main()

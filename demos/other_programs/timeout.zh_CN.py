"""一个太慢的程序：`run` 只等这么久，然后杀死它。"""

import subprocess
import sys

NEEDS = 30  # 1..3600, 另一个程序想要的秒数
PATIENCE = 1.0  # 0.1..60, 我们给它的秒数

other_program = "import sys, time; time.sleep(float(sys.argv[1])); print('完成')"


def main():
    command = [sys.executable, "-c", other_program, str(NEEDS)]
    try:
        subprocess.run(command, timeout=PATIENCE)
        print("它自己结束了")
    except subprocess.TimeoutExpired:  # 这时它已经死了
        print(f"{PATIENCE} 秒后还没结束：已杀死")


if __name__ == "__main__":
    main()

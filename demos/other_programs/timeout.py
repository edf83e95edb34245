"""A program that takes too long: `run` waits for so long, then kills it."""

import subprocess
import sys

NEEDS = 30  # 1..3600, seconds that the other program wants
PATIENCE = 1.0  # 0.1..60, seconds that we give it

other_program = "import sys, time; time.sleep(float(sys.argv[1])); print('done')"


def main():
    command = [sys.executable, "-c", other_program, str(NEEDS)]
    try:
        subprocess.run(command, timeout=PATIENCE)
        print("it ended by itself")
    except subprocess.TimeoutExpired:  # by now it is dead
        print(f"no end after {PATIENCE} s: killed")


if __name__ == "__main__":
    main()

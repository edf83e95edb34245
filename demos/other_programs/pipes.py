"""Two pipes to another program: what main writes it reads, what it prints main reads."""

import subprocess
import sys

WORDS = "ping pong"  # what the other program is to shout

other_program = """
import sys
for line in sys.stdin:
    print(line.strip().upper() + "!")
"""


def main():
    command = [sys.executable, "-c", other_program]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as other:
        # Writes, closes, reads and waits. By hand, two full pipes may block each other.
        answer, _ = other.communicate("\n".join(WORDS.split()))
    print("main got back:", *answer.split())


if __name__ == "__main__":
    main()

"""A program that fails says so with its exit code. Who doesn't ask doesn't notice."""

import subprocess
import sys

CODE = 3  # 1..125, exit code of the other program (0 would be success)

other_program = "import sys; print('trouble', flush=True); sys.exit(int(sys.argv[1]))"


def main():
    command = [sys.executable, "-c", other_program, str(CODE)]
    subprocess.run(command)
    print("main: so far, so good", flush=True)  # it has failed, and nobody has looked
    subprocess.run(command, check=True)  # the same failure is an exception now
    print("main: we never get here")


if __name__ == "__main__":
    main()

"""A program that fails says so with its exit code. Who doesn't ask doesn't notice."""

import subprocess
import sys

CODE = 3  # 0..125, exit code of the other program

OTHER = "import sys; print('trouble'); sys.exit(int(sys.argv[1]))"


def main():
    command = [sys.executable, "-c", OTHER, str(CODE)]
    subprocess.run(command)  # failed? We go on
    print("main: so far, so good", flush=True)
    try:
        subprocess.run(command, check=True)
        print("main: it went well")
    except subprocess.CalledProcessError as error:
        print("main: exit code", error.returncode)


if __name__ == "__main__":
    main()

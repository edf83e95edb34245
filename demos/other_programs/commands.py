"""Run other programs by their names, and see what happens to a name that is none."""

import subprocess
import sys

NAMES = "hostname no_such_program exit"  # names of programs (arguments come first)


def main():
    for name in sys.argv[1:] or NAMES.split():
        try:
            done = subprocess.run([name])
        except FileNotFoundError:  # `exit` is a word of the shell, not a file
            print(f"{name}: there is no such program", flush=True)
        else:
            print(f"{name}: ended with {done.returncode}", flush=True)


if __name__ == "__main__":
    main()

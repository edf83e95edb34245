"""`("Ping")` is a word, `("Ping",)` a tuple: without it each letter is an argument."""

import sys
from multiprocessing import Process

WORD = "Ping"  # the word to be said (try one letter)

said = ""  # watch


def speak(word):
    global said
    said = word
    print(word)


def main():
    child = Process(target=speak, args=(WORD))  # should be args=(WORD,)
    child.start()  # no complaint: the child itself will call `speak`
    child.join()
    print("main: the child's exit code is", child.exitcode)
    sys.exit(child.exitcode)


if __name__ == "__main__":
    main()

"""`fork` is called once and returns twice: the child goes on with a copy of all."""

import os
from time import sleep

STAY = 0.2  # 0..10, seconds that the child stays

mood = "as in the file"  # watch


def main():
    global mood
    mood = "changed by the parent"
    pid = os.fork()
    if pid == 0:
        print("child: fork gave me 0, and the mood is", mood)
        mood = "changed by the child"
        sleep(STAY)
        return
    print("parent: fork gave me", pid)
    os.waitpid(pid, 0)
    print("parent: the mood is", mood)  # the child changed its own copy


if __name__ == "__main__":
    main()

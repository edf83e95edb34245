"""Two meet half way: whoever comes first waits, and both go on together."""

from threading import Event, Thread
from time import sleep

SHORT = 0.1  # 0.01..5, seconds to the meeting place for one
LONG = 0.3  # 0.01..5, seconds for the other, and from there on


def walk(name, seconds, here, there):
    sleep(seconds)
    print(f"{name} has come")
    here.set()  # first tell, then wait: the other way round both would wait for ever
    there.wait()
    print(f"{name} goes on")
    sleep(LONG)


def main():
    ann, ben = Event(), Event()
    Thread(target=walk, args=("Ann", SHORT, ann, ben), name="Ann").start()
    Thread(target=walk, args=("Ben", LONG, ben, ann), name="Ben").start()


if __name__ == "__main__":
    main()

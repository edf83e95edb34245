"""The child hears all questions and answers none."""

from multiprocessing import Pipe, Process

QUESTIONS = 5  # 1..1000, numbers to be squared


def square(connection):
    while connection.recv() is not None:
        pass


def main():
    ours, theirs = Pipe()
    child = Process(target=square, args=(theirs,))
    child.start()
    for number in range(QUESTIONS):
        ours.send(number)
    ours.send(None)
    child.join()


if __name__ == "__main__":
    main()

"""A pipe has two ends: main asks at the one, the child answers at the other."""

from multiprocessing import Pipe, Process

QUESTIONS = 5  # 1..1000, numbers to be squared


def square(connection):
    while (number := connection.recv()) is not None:
        connection.send(number * number)


def main():
    ours, theirs = Pipe()
    child = Process(target=square, args=(theirs,))
    child.start()
    for number in range(QUESTIONS):
        ours.send(number)  # any object that can be pickled
        print(f"{number} squared is {ours.recv()}")
    ours.send(None)  # no more questions
    child.join()


if __name__ == "__main__":
    main()

"""A list is made at once and stays; an expression is made one by one and used up."""

from time import sleep

NUMBERS = 5  # 1..1000, numbers to square
EFFORT = 0.05  # 0..5, seconds to make one


def numbers():
    for number in range(NUMBERS):
        sleep(EFFORT)
        yield number


def main():
    squares = [number * number for number in numbers()]  # makes all, now
    print("a list:", sum(squares), "and once more:", sum(squares))

    squares = (number * number for number in numbers())  # makes none yet
    print("an expression, and nothing made")
    sleep(EFFORT)
    print("an expression:", sum(squares), "and once more:", sum(squares))  # used up: 0


if __name__ == "__main__":
    main()

"""A sequence without an end: each number is made when it is asked for, and not before."""

from itertools import islice
from time import sleep

NUMBERS = 5  # 1..1000, numbers to take
EFFORT = 0.05  # 0..5, seconds between them


def fibonacci():
    number, following = 0, 1
    while True:  # it never ends, and that does no harm
        yield number
        number, following = following, number + following


def main():
    sequence = fibonacci()
    for number in islice(sequence, NUMBERS):
        print(number)
        sleep(EFFORT)
    print("and the next one:", next(sequence))  # goes on where it stood


if __name__ == "__main__":
    main()

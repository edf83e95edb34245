"""A race that is over before a car has arrived."""

from time import sleep

CARS = 2  # 1..12, cars on the track
DISTANCE = 30  # 20..5000, steps that lead to the finish


class Car:
    def __init__(self):
        self.x = 0  # watch


def main():
    cars = [Car() for _ in range(CARS)]
    for car in cars:
        car.x = DISTANCE - 10
        sleep(0.01)
    print("enough")


if __name__ == "__main__":
    main()

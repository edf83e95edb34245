"""Each car is a thread and moves itself; the main thread draws what it finds."""

from random import Random
from threading import Thread
from time import sleep

from track import Track

CARS = 5  # 1..12, cars on the track
DISTANCE = 900  # 20..5000, steps of 1 to 10 each that lead to the finish, in all
STEP_S = 0.05  # 0.001..1, seconds between two steps of a car
SEED = 0  # 0..9999, seed of the race (0: a new one each time)
TIE_S = 0.01  # 0..1, seconds; who arrives so close together shares the victory
ALONE = True  # it starts by itself and closes at the end


def drive(car, track, dice):
    while track.open:
        sleep(STEP_S)
        track.move(car, car.x + dice.randint(1, 10))


def main():
    track = Track(range(1, CARS + 1), DISTANCE, SEED, TIE_S, ALONE)
    for number, car in enumerate(track.cars):
        dice = Random(SEED + number if SEED else None)
        Thread(target=drive, args=(car, track, dice), name=f"car {car.name}").start()
    while track.open:
        track.listen()
        track.draw()
        track.clock.tick(60)


if __name__ == "__main__":
    main()

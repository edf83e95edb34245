"""A thread moves and draws; the main thread looks for events without a rest."""

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


def race(track):
    dice = Random(SEED or None)
    while track.open:
        for car in track.cars:
            track.move(car, car.x + dice.randint(1, 10))
        track.draw()  # not the thread of the window's events: works here, not everywhere
        sleep(STEP_S)


def main():
    track = Track(range(1, CARS + 1), DISTANCE, SEED, TIE_S, ALONE)
    Thread(target=race, args=(track,)).start()
    while track.open:
        track.listen()  # asks again at once: a core is busy with nothing


if __name__ == "__main__":
    main()

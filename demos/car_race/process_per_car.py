"""Each car is a process that tells its steps; the main process draws what it hears."""

from multiprocessing import get_context, parent_process
from random import Random
from time import sleep

CARS = 5  # 1..12, cars on the track
DISTANCE = 900  # 20..5000, steps of 1 to 10 each that lead to the finish, in all
STEP_S = 0.05  # 0.001..1, seconds between two steps of a car
SEED = 0  # 0..9999, seed of the race (0: a new one each time)
TIE_S = 0.01  # 0..1, seconds; who arrives so close together shares the victory
ALONE = True  # it starts by itself and closes at the end


def drive(number, told):
    dice = Random(SEED + number if SEED else None)
    while parent_process().is_alive():
        sleep(STEP_S)
        told.put((number, dice.randint(1, 10)))


def main():
    from track import Track  # here, so that the cars don't load it too

    spawn = get_context("spawn")
    told = spawn.SimpleQueue()
    track = Track(range(1, CARS + 1), DISTANCE, SEED, TIE_S, ALONE)
    for number in range(CARS):
        spawn.Process(target=drive, args=(number, told), daemon=True).start()
    while track.open:
        track.listen()
        while not told.empty():
            number, step = told.get()
            track.move(track.cars[number], track.cars[number].x + step)
        track.draw()
        track.clock.tick(60)


if __name__ == "__main__":
    main()

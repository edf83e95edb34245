"""One thread does it all: events, moves, drawing; a clock lets it rest between."""

from random import Random

from track import Track

CARS = 5  # 1..12, cars on the track
DISTANCE = 900  # 20..5000, steps of 1 to 10 each that lead to the finish, in all
STEP_S = 0.05  # 0.001..1, seconds between two steps of a car
SEED = 0  # 0..9999, seed of the race (0: a new one each time)
TIE_S = 0.01  # 0..1, seconds; who arrives so close together shares the victory
ALONE = True  # it starts by itself and closes at the end


def main():
    track = Track(range(1, CARS + 1), DISTANCE, SEED, TIE_S, ALONE)
    dice = Random(SEED or None)
    since_step = 0
    while track.open:
        track.listen()
        if since_step >= STEP_S:
            since_step -= STEP_S
            for car in track.cars:
                track.move(car, car.x + dice.randint(1, 10))
        track.draw()
        since_step += track.clock.tick(60) / 1000  # sleeps until the next frame is due


if __name__ == "__main__":
    main()

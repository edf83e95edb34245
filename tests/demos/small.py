"""Smaller values than a class watches: claims say nothing about how long things take."""

SMALL: dict[str, object] = {
    "SHORTEST": 0.1,
    "LONGEST": 0.2,
    "SEED": 7,
    "DEPOSITORS": 5,
    "GUESS": 0.5,
    "SLICES": 3,
    "ROUNDS": 300_000,
    "NAP": 0.1,
    "DELAY": 0.1,
    "PARCELS": 4,
    "MEALS": 1,
    "EATING": 0.02,
    "CUTTING": 0.1,
    "STRIDE": 0.05,
    "LONG": 0.15,
    "SECONDS": 0.5,
    "DISTANCE": 30,
    "STEP_S": 0.03,
    "PIECES": 8,
}

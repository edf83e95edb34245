"""Smaller values than a class watches: claims say nothing about how long things take."""

SMALL: dict[str, object] = {
    "SHORTEST": 0.1,
    "LONGEST": 0.2,
    "SEED": 7,
    "DEPOSITORS": 5,
    "GUESS": 0.5,
    "SLICES": 3,
    "ROUNDS": 300_000,
}

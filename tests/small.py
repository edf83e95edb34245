"""Values of parameters with which demos are over sooner than a class would like; their claims hold all the same."""

SMALL: dict[str, object] = {
    "SHORTEST": 0.1,
    "LONGEST": 0.2,
    "SEED": 7,
    "DEPOSITORS": 5,
    "GUESS": 0.5,
    "SECONDS": 0.5,
    "DISTANCE": 30,
    "STEP_S": 0.03,
    "PIECES": 8,
}

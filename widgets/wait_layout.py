"""Where lanes that wait for each other stand: a ring where they do so all around, the others in line before them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

#: Of so many lanes in one column the names can still be read.
MOST_IN_COLUMN = 6


class Spot(NamedTuple):
    """A lane's place: `x` and `y` from 0 to 1, left to right and top to bottom."""

    actor: int
    x: float
    y: float


class WaitLayout(NamedTuple):
    """The places, how many columns and rows they make up, and how many lanes found none."""

    spots: tuple[Spot, ...]
    columns: int
    rows: int
    left_out: int


def arrange_waits(following: Mapping[int, int], ring: Sequence[int]) -> WaitLayout:
    """Place lanes; `following`: who waits for whom, `ring`: those that wait for each other all around.

    Who waits stands left of whom it waits for. A ring takes the two columns at the right.
    """
    steps = _steps(following, ring)
    columns = max(steps.values(), default=-1) + (2 if ring else 1)
    spots, tallest = _on_ring(ring, columns) if ring else ([], 0)
    left_out = 0
    heights = {spot.actor: spot.y for spot in spots}
    lines: dict[int, list[int]] = defaultdict(list)
    for actor, step in steps.items():
        if actor not in heights:
            lines[step].append(actor)
    for step in sorted(lines):  # from the right: a line is in the order of those that it waits for
        line = sorted(lines[step], key=lambda actor: heights.get(following.get(actor, -1), 0.5))
        left_out += max(len(line) - MOST_IN_COLUMN, 0)
        line = line[:MOST_IN_COLUMN]
        tallest = max(tallest, len(line))
        column = columns - 1 - step - (1 if ring else 0)
        for row, actor in enumerate(line):
            heights[actor] = (row + 0.5) / len(line)
            spots.append(Spot(actor, (column + 0.5) / columns, heights[actor]))
    return WaitLayout(tuple(spots), columns, tallest, left_out)


def _steps(following: Mapping[int, int], ring: Sequence[int]) -> dict[int, int]:
    """How many waits each lane is away from one that waits for none, or from the ring."""
    steps = dict.fromkeys(ring, 0)
    for first in following:
        path: list[int] = []
        each: int | None = first
        while each is not None and each not in steps and each not in path:
            path.append(each)
            each = following.get(each)
        if each is None or each in path:  # nobody stands there; or a second ring, which is cut open
            steps[path.pop()] = 0
        for actor in reversed(path):
            steps[actor] = steps[following[actor]] + 1
    return steps


def _on_ring(ring: Sequence[int], columns: int) -> tuple[list[Spot], int]:
    """The places of a ring, clockwise from its top, and its rows; each has room beside all others."""
    sides, bottom = (len(ring) - 1) // 2, len(ring) % 2 == 0
    rows = 1 + sides + bottom
    places = [(0, 0), *((1, row) for row in range(1, sides + 1))]
    places += [(0, rows - 1)] * bottom + [(-1, row) for row in range(sides, 0, -1)]
    if len(ring) == 2:
        rows, places = 1, [(-1, 0), (1, 0)]
    return [
        Spot(actor, 1 - (1 - side / 2) / columns, (row + 0.5) / rows)
        for actor, (side, row) in zip(ring, places, strict=False)
    ], rows

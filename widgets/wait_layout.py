"""Where lanes that wait for each other stand: a ring where they do so all around, the others in line before them."""

from __future__ import annotations

import math
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
    spots, left_out, tallest = _on_ring(ring, columns), 0, 3 if len(ring) > 2 else len(ring)
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


def _on_ring(ring: Sequence[int], columns: int) -> list[Spot]:
    middle = 1 - 1 / columns if columns else 0.5
    wide = 0.5 / columns if columns else 0.5
    angles = [2 * math.pi * number / len(ring) - math.pi / 2 for number in range(len(ring))]
    if len(ring) < 3:  # one, or two beside each other
        angles = [math.pi + math.pi * number for number in range(len(ring))]
    reach = 0.0 if len(ring) == 1 else 1.0
    return [
        Spot(actor, middle + reach * wide * math.cos(angle), 0.5 + reach * 0.36 * math.sin(angle))
        for actor, angle in zip(ring, angles, strict=True)
    ]

"""What each state looks like on a bar: fill and edges as colours, and as numbers for a raster."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.core.events import State
from widgets.palette import Palette

#: Beside the states: a lane of a program that can't be traced, so that what it does isn't known.
UNSEEN = len(State)

#: Colour is never the only cue: some waits have a solid bottom edge (palette.edges), these a dotted one ...
DOTTED = frozenset((State.PUT, State.GET, State.IO, State.AWAIT, State.INPUT))
#: ... and those that wait for the end of another lane an edge at the top.
TOPPED = frozenset((State.JOIN, State.PROCESS))


@dataclass(frozen=True, slots=True)
class Look:
    """How a state is drawn: `#rrggbb` of the body and of its edges (None: as the body)."""

    fill: str
    top: str | None = None
    bottom: str | None = None
    dotted: bool = False


def mix(colour: str, other: str, share: float) -> str:
    """`colour` with a `share` (0..1) of `other` in it."""
    return "#" + "".join(
        f"{round(a + (b - a) * share):02x}" for a, b in zip(rgb(colour), rgb(other), strict=True)
    )


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of `#rrggbb`."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def look(palette: Palette, state: int) -> Look:
    """How a state (or UNSEEN) is drawn."""
    if state == UNSEEN:
        return Look(mix(palette.card, palette.muted, 0.22), mix(palette.card, palette.muted, 0.6), None)
    known = State(state)
    fill = palette.fills[known]
    top = mix(fill, palette.muted, 0.6) if known in TOPPED else None
    return Look(fill, top, palette.edges.get(known), known in DOTTED)


class Paint:
    """Looks as a matrix: per state the bytes (blue, green, red, alpha) of each kind of pixel row."""

    #: The kinds: top edge, body, bottom edge on and between the dots of a dotted one.
    TOP, BODY, BOTTOM, BETWEEN = range(4)

    def __init__(self, palette: Palette) -> None:
        self.matrix: npt.NDArray[np.float32] = np.zeros((UNSEEN + 1, 16), np.float32)
        for state in range(UNSEEN + 1):
            drawn = look(palette, state)
            bottom = drawn.bottom or drawn.fill
            rows = (drawn.top or drawn.fill, drawn.fill, bottom, drawn.fill if drawn.dotted else bottom)
            self.matrix[state] = [part for row in rows for part in (*reversed(rgb(row)), 255)]

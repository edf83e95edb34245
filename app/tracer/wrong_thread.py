"""Tells that a thread has touched what belongs to the thread of the windows."""

from __future__ import annotations

from . import lanes, layout, places
from .writer import emit, name

_MOST = 200  # a thread that draws for ever tells enough by these
_told: dict[tuple[int, int, str], int] = {}


def tell(what: int, title: str, level: int = 3) -> None:
    """`title` of the kind `what` (TOUCHED_*) was called by the running thread, which isn't the right one."""
    lane = lanes.here.lane or lanes.adopt()
    where = places.place(level)
    key = lane, where, title
    count = _told.get(key, 0)
    if count < _MOST:
        _told[key] = count + 1
        emit(lane, layout.OFF_THREAD, what, 0, where, 0, name(title))

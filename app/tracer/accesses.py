"""Writes one read or write of watched data, whatever saw it."""

from __future__ import annotations

from . import lanes, layout
from .lanes import here
from .writer import emit_at, name

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any


def tell(ts: int, serial: int, write: bool, value: Any, where: int) -> None:
    """Write one access that happened at `ts` on the line with the serial number `where`."""
    flags = layout.ACCESS_WRITE if write else 0
    lane = here.lane or lanes.adopt()
    if type(value) is int and -(1 << 63) <= value < 1 << 63:
        emit_at(ts, lane, layout.ACCESS, flags | layout.ACCESS_INT, serial, where, value)
    else:
        emit_at(ts, lane, layout.ACCESS, flags, serial, where, 0, name(short(value)))


def short(value: Any) -> str:
    """A short text for a value; only of types whose repr runs no code of the program."""
    if isinstance(value, str | bytes | float | int | bool) or value is None:
        text = repr(value) if type(value).__module__ == "builtins" else f"<{type(value).__name__}>"
    elif type(value) in (list, tuple, dict, set, frozenset):
        text = f"{type(value).__name__} of {len(value)}"
    else:
        text = f"<{type(value).__name__}>"
    return text if len(text) <= 80 else f"{text[:77]}..."

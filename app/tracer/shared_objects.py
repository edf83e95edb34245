"""Objects of `multiprocessing` that several processes know, each by a key that is the same in all of them."""

from __future__ import annotations

import os
import sys

from . import lanes, layout, places, shared_facts
from .lanes import here
from .writer import emit, name

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any

#: Library code that makes objects as part of what the program asked for.
_FOR_THE_PROGRAM = os.path.join("multiprocessing", "sharedctypes.py")
_CONTEXT = os.path.join("multiprocessing", "context.py")


class Shared:
    """One process' view of such an object: its serial number here is told together with the key."""

    __slots__ = ("_declared", "_made", "key", "kind", "serial")

    def __init__(self, kind: int, key: int, made: tuple[int, str] = (0, "")) -> None:
        self.kind = kind
        self.key = key
        self.serial = lanes.new_object()
        self._made = made
        self._declared = False

    def declare(self) -> int:
        """Tell of the object unless that was done; return its serial number."""
        if not self._declared:
            self._declared = True
            where, title = self._made
            lane = here.lane or lanes.adopt()
            emit(lane, layout.SHARED, self.kind, self.serial, where, self.key, name(title))
        return self.serial

    def __reduce__(self) -> Any:
        # It hangs on objects of the library, and must not be in the way of pickling one.
        return int, ()


def origin(thing: Any) -> tuple[int, str] | None:
    """(place, name) of the line of the program that makes `thing`; None where library code does for itself.

    To be called by a stand-in for the `__init__` of its class.
    """
    frame: Any = sys._getframe(2)
    while frame is not None and _is_making(frame, thing):
        frame = frame.f_back
    if frame is None:
        return None
    file = frame.f_code.co_filename
    if places.is_library(file) and not file.endswith(_FOR_THE_PROGRAM):
        return None
    return places.place(3), places.assigned_name(3)


def _is_making(frame: Any, thing: Any) -> bool:
    """Whether a frame belongs to the making of `thing`: a constructor, or the context that calls it."""
    code = frame.f_code
    if places.is_ours(code) or code.co_filename.endswith(_CONTEXT):
        return True
    return code.co_name == "__init__" and frame.f_locals.get("self") is thing


def tell_passed_on(thing: Shared, how: int, since: int) -> None:
    """Tell who let go or woke, if that was after `since` (perf_counter_ns): the running lane has waited."""
    who, when = shared_facts.last(thing.key)
    if who and when >= since:
        lane = here.lane or lanes.adopt()
        emit(lane, layout.PASSED_ON, how, thing.declare(), 0, who, when)

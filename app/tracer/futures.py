"""Waiting for a result of another thread or process: `Future.result` and `Future.exception`."""

from __future__ import annotations

import os
import sys

from . import lanes, layout, places, stand_in, waits
from .lanes import here
from .synchronizers import serial_of
from .writer import emit

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any


_WAKERS = ("set_result", "set_exception")


def patch_futures(module: Any) -> None:
    """See the waits of `concurrent.futures.Future`, and who ends them."""
    waits.add_time_out(module.TimeoutError)
    for method in ("result", "exception"):
        _patch(module.Future, method)
    for method in _WAKERS:
        _patch_end(module.Future, method)


def _patch(future_class: Any, method: str) -> None:
    stock = getattr(future_class, method)

    def wait(self: Any, timeout: float | None = None) -> Any:
        if here.depth or self.done():
            return stock(self, timeout)
        serial = serial_of(self, layout.OBJ_FUTURE)
        limit = waits.nanoseconds(timeout)
        return waits.tell(layout.JOIN, lambda: stock(self, timeout), obj=serial, limit=limit)

    stand_in.replace(future_class, method, wait)


def _patch_end(future_class: Any, method: str) -> None:
    stock = getattr(future_class, method)

    def end(self: Any, *args: Any, **kwargs: Any) -> None:
        serial = getattr(self, "_concurrency_lab_serial", 0)  # it has one if somebody has waited
        waiting = len(self._condition._waiters) if serial else 0
        if waiting and not _is_messenger(sys._getframe(1)):
            emit(here.lane or lanes.adopt(), layout.WAKE, 0, serial, places.place(2), waiting)
        stock(self, *args, **kwargs)

    stand_in.replace(future_class, method, end)


def _is_messenger(frame: Any) -> bool:
    """Whether it is the library's thread that hands on what another process has worked out."""
    return bool(frame.f_code.co_filename.endswith(f"{os.sep}process.py"))

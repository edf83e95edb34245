"""Waiting for a result of another thread or process: `Future.result`, `Future.exception`, and by a task."""

from __future__ import annotations

import os
import sys
from time import perf_counter_ns as now

from . import lanes, layout, places, stand_in, waits
from .lanes import here
from .synchronizers import serial_of
from .writer import emit, emit_at

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
        if not _is_messenger(sys._getframe(1)):
            lane = here.lane or lanes.adopt()
            waiting = len(self._condition._waiters) if serial else 0
            if waiting:
                emit(lane, layout.WAKE, 0, serial, places.place(2), waiting)
            self._concurrency_lab_ended = lane, now()  # a task that awaits it comes to that later
        stock(self, *args, **kwargs)

    stand_in.replace(future_class, method, end)


def _is_messenger(frame: Any) -> bool:
    """Whether it is the library's thread that hands on what another process has worked out."""
    return bool(frame.f_code.co_filename.endswith(f"{os.sep}process.py"))


def patch_chaining(module: Any) -> None:
    """Remember which result of another thread a future of asyncio passes on."""
    stock = module._chain_future

    def _chain_future(source: Any, destination: Any) -> None:
        stock(source, destination)
        if module.isfuture(destination) and not module.isfuture(source):
            destination._concurrency_lab_source = source

    stand_in.replace(module, "_chain_future", _chain_future)


def _sources(future: Any) -> list[Any]:
    """The results of other threads that a future, or what it gathers, passes on."""
    futures = getattr(future, "_children", None) or (future,)
    found = [getattr(each, "_concurrency_lab_source", None) for each in futures]
    return [source for source in found if source is not None]


def serial_if_passed_on(future: Any) -> int:
    """The serial number of a future that passes on what other threads work out; 0 of any other."""
    return serial_of(future, layout.OBJ_FUTURE) if _sources(future) else 0


def tell_wake(future: Any) -> None:
    """Tell who worked out, as the last one, what a task now goes on with; that was some time ago."""
    ended = [getattr(source, "_concurrency_lab_ended", (0, 0)) for source in _sources(future)]
    lane, ended_ns = max(ended, key=lambda each: each[1], default=(0, 0))
    if lane:
        emit_at(ended_ns, lane, layout.WAKE, 0, serial_of(future, layout.OBJ_FUTURE), 0, 1)

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
_NOBODY = 0, 0


def patch_futures(module: Any) -> None:
    """See the waits of `concurrent.futures.Future`, and who ends them."""
    waits.add_time_out(module.TimeoutError)
    for method in ("result", "exception"):
        _patch(module.Future, method)
    for method in _WAKERS:
        _patch_end(module.Future, method)
    _patch_waiter(module._Waiter, module.threading.Event)


def _patch(future_class: Any, method: str) -> None:
    stock = getattr(future_class, method)

    def wait(self: Any, timeout: float | None = None) -> Any:
        if here.depth or self.done():
            return stock(self, timeout)
        serial = serial_of(self, layout.OBJ_FUTURE)
        limit = waits.nanoseconds(timeout)
        try:
            return waits.tell(layout.JOIN, lambda: stock(self, timeout), obj=serial, limit=limit)
        finally:
            who, ended_ns = self.__dict__.get("_concurrency_lab_passed", _NOBODY)
            if who:
                emit(here.lane, layout.PASSED_ON, layout.PASSED_WAKE, serial, 0, who, ended_ns)

    stand_in.replace(future_class, method, wait)


def _patch_waiter(waiter: Any, event: Any) -> None:
    """What `wait` and `as_completed` wait for is an event of the library's; it stands for results."""
    stock = waiter.__init__

    class Results(event):  # type: ignore[misc]
        def wait(self, timeout: float | None = None) -> Any:
            if here.depth or self._flag:
                return event.wait(self, timeout)
            return waits.tell(
                layout.JOIN,
                lambda: event.wait(self, timeout),
                obj=serial_of(self, layout.OBJ_FUTURE),
                limit=waits.nanoseconds(timeout),
                timed_out=lambda got: not got,
            )

    def __init__(self: Any) -> None:
        stock(self)
        self.event = Results()

    Results.__name__ = Results.__qualname__ = event.__name__
    Results.__module__ = event.__module__
    stand_in.replace(waiter, "__init__", __init__)


def _patch_end(future_class: Any, method: str) -> None:
    stock = getattr(future_class, method)

    def end(self: Any, *args: Any, **kwargs: Any) -> None:
        serial = getattr(self, "_concurrency_lab_serial", 0)  # it has one if somebody has waited
        if _is_messenger(sys._getframe(1)):
            self._concurrency_lab_passed = here.worker
        else:
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


def stand_for(future: Any, group: Any) -> None:
    """Know that a future of the library's is there to tell that these have ended."""
    sources = [each for each in group if getattr(each, "_concurrency_lab_source", None) is not None]
    if sources:
        future._concurrency_lab_group = sources


def _sources(future: Any) -> list[Any]:
    """The results of other threads that a future, or what it gathers, passes on."""
    group = getattr(future, "_concurrency_lab_group", None)
    futures = group or getattr(future, "_children", None) or (future,)
    found = [getattr(each, "_concurrency_lab_source", None) for each in futures]
    return [source for source in found if source is not None]


def serial_if_passed_on(future: Any) -> int:
    """The serial number of a future that passes on what other threads work out; 0 of any other."""
    return serial_of(future, layout.OBJ_FUTURE) if _sources(future) else 0


def tell_wake(lane: int, future: Any) -> None:
    """Tell who worked out, as the last one, what a task now goes on with; that was some time ago."""
    sources = _sources(future)
    who, ended_ns = _last(sources, "_concurrency_lab_ended")
    elsewhere, there_ns = _last(sources, "_concurrency_lab_passed")
    if there_ns > ended_ns:
        emit(
            lane,
            layout.PASSED_ON,
            layout.PASSED_WAKE,
            serial_of(future, layout.OBJ_FUTURE),
            0,
            elsewhere,
            there_ns,
        )
    elif who:
        emit_at(ended_ns, who, layout.WAKE, 0, serial_of(future, layout.OBJ_FUTURE), 0, 1)


def _last(sources: list[Any], what: str) -> tuple[int, int]:
    """Who ended the last of them, and when."""
    return max((getattr(each, what, _NOBODY) for each in sources), key=lambda each: each[1], default=_NOBODY)

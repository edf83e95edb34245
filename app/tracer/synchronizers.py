"""Condition, Event, Semaphore and Barrier: who waits at them, and who wakes whom."""

from __future__ import annotations

import sys

from . import lanes, layout, places, stand_in, waits
from .lanes import here
from .writer import emit, name

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def patch_threading(threading: Any) -> None:
    """See the waits at `threading`'s synchronization objects, and what ends them."""
    _patch_condition(threading.Condition)
    _patch_event(threading.Event)
    _patch_semaphore(threading.Semaphore, threading.BoundedSemaphore)
    _patch_barrier(threading.Barrier)


def serial_of(thing: Any, kind: int) -> int:
    """The serial number of a synchronization object, told at its first use in this process."""
    try:
        serial: int = thing._concurrency_lab_serial
    except AttributeError:
        serial = thing._concurrency_lab_serial = lanes.new_object()
        made, title = getattr(thing, "_concurrency_lab_made", (0, ""))
        emit(here.lane or lanes.adopt(), layout.OBJECT, kind, serial, made, 0, name(title))
    return serial


def remember_origin(owner: Any) -> None:
    """Note where objects of a class are made, if the program makes them: that names them later."""
    stock = owner.__init__

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        caller = sys._getframe(1)
        if not places.is_library(caller.f_code.co_filename):
            self._concurrency_lab_made = places.place(2), places.assigned_name(2)
        stock(self, *args, **kwargs)

    stand_in.replace(owner, "__init__", __init__)


def _wake(thing: Any, kind: int, count: int) -> None:
    if count > 0:
        lane = here.lane or lanes.adopt()
        emit(lane, layout.WAKE, 0, serial_of(thing, kind), places.place(3), count)


def _patch_condition(condition: Any) -> None:
    remember_origin(condition)
    stock_wait: Any = condition.wait
    stock_notify: Any = condition.notify

    def wait(self: Any, timeout: float | None = None) -> Any:
        if here.depth or (_is_quiet(self._lock) and not self._is_owned()):
            return stock_wait(self, timeout)
        return waits.tell(
            layout.CONDITION,
            lambda: stock_wait(self, timeout),
            obj=serial_of(self, layout.OBJ_CONDITION),
            limit=waits.nanoseconds(timeout),
            timed_out=lambda got: not got,
        )

    def notify(self: Any, n: Any = 1) -> None:
        count = min(n, len(self._waiters)) if not here.depth and isinstance(n, int) else 0
        if not _is_quiet(self._lock):
            stock_notify(self, n)
            _wake(self, layout.OBJ_CONDITION, count)  # nobody goes on before the lock is let go
            return
        if count and self._is_owned():
            _wake(self, layout.OBJ_CONDITION, count)
        stock_notify(self, n)

    stand_in.replace(condition, "wait", wait)
    stand_in.replace(condition, "notify", notify)


def _is_quiet(lock: Any) -> bool:
    """Whether a lock doesn't mind to be asked who has it; one of the program's own may do anything then."""
    return type(lock).__module__ == "_thread"


def _patch_event(event: Any) -> None:
    remember_origin(event)
    stock_wait, stock_set = event.wait, event.set

    def wait(self: Any, timeout: float | None = None) -> Any:
        if here.depth or self._flag:
            return stock_wait(self, timeout)
        return waits.tell(
            layout.EVENT,
            lambda: stock_wait(self, timeout),
            obj=serial_of(self, layout.OBJ_EVENT),
            limit=waits.nanoseconds(timeout),
            timed_out=lambda got: not got,
        )

    def set(self: Any) -> None:
        if here.depth:
            stock_set(self)
            return
        _wake(self, layout.OBJ_EVENT, len(self._cond._waiters))
        _silently(lambda: stock_set(self))

    stand_in.replace(event, "wait", wait)
    stand_in.replace(event, "set", set)


def _silently(call: Callable[[], Any]) -> Any:
    """Call something of the library whose own use of other objects isn't told."""
    here.depth += 1
    try:
        return call()
    finally:
        here.depth -= 1


def _patch_semaphore(semaphore: Any, bounded: Any) -> None:
    for owner in (semaphore, bounded):
        remember_origin(owner)
    stock_acquire = semaphore.acquire

    def acquire(self: Any, *args: Any, **kwargs: Any) -> Any:
        if here.depth:
            return stock_acquire(self, *args, **kwargs)
        blocking, timeout = _limits(*args, **kwargs) if len(args) + len(kwargs) <= 2 else (False, None)
        if not blocking or (isinstance(timeout, (int, float)) and timeout <= 0):
            return _silently(lambda: stock_acquire(self, *args, **kwargs))
        if _silently(lambda: stock_acquire(self, False)):
            return True
        return waits.tell(
            layout.SEMAPHORE,
            lambda: stock_acquire(self, *args, **kwargs),
            obj=serial_of(self, layout.OBJ_SEMAPHORE),
            limit=waits.nanoseconds(timeout),
            timed_out=lambda got: not got,
        )

    stand_in.replace(semaphore, "acquire", acquire)
    semaphore.__enter__ = semaphore.acquire
    for owner in (semaphore, bounded):
        _patch_release(owner)


def _limits(blocking: Any = True, timeout: Any = None, **wrong: Any) -> tuple[bool, Any]:
    return bool(blocking) and not wrong, timeout


def _patch_release(owner: Any) -> None:
    stock = owner.release

    def release(self: Any, *args: Any, **kwargs: Any) -> None:
        if here.depth:
            stock(self, *args, **kwargs)
            return
        n = args[0] if args else kwargs.get("n", 1)
        if isinstance(n, int):
            _wake(self, layout.OBJ_SEMAPHORE, min(n, len(self._cond._waiters)))
        _silently(lambda: stock(self, *args, **kwargs))

    stand_in.replace(owner, "release", release)


def _patch_barrier(barrier: Any) -> None:
    remember_origin(barrier)
    stock = barrier.wait

    def wait(self: Any, timeout: float | None = None) -> Any:
        if here.depth:
            return stock(self, timeout)
        if self._count + 1 >= self._parties:  # the last one doesn't wait: it lets the others go
            _wake(self, layout.OBJ_BARRIER, self._count)
            return _silently(lambda: stock(self, timeout))
        limit = self._timeout if timeout is None else timeout
        return waits.tell(
            layout.BARRIER,
            lambda: stock(self, timeout),
            obj=serial_of(self, layout.OBJ_BARRIER),
            limit=waits.nanoseconds(limit),
        )

    stand_in.replace(barrier, "wait", wait)

"""Condition, Event and Barrier of `multiprocessing`: who waits at them, and who wakes whom, across processes.

The wait is told late: only if it comes. Who wakes leaves word in the table that the processes share, and
whoever wakes reads it there.
"""

from __future__ import annotations

from time import perf_counter_ns as now

from . import layout, shared_facts, stand_in, waits
from .lanes import current, here
from .late_waits import call, silently
from .mp_locks import keep_quiet, patch_semaphores, seen, speak_up
from .shared_objects import Shared, origin, tell_passed_on

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def patch_synchronize(synchronize: Any) -> None:
    """See the waits at the objects of `multiprocessing.synchronize`, simple and compound."""
    patch_semaphores(synchronize)
    _patch_condition(synchronize.Condition)
    _patch_event(synchronize.Event)
    _patch_barrier(synchronize.Barrier)


def _never(result: Any) -> bool:
    return False


def _missed(got: Any) -> bool:
    return not got


def _as_a_whole(inner: Any, kind: int, made: tuple[int, str] | None = None) -> Shared | None:
    """The object that is known by the key of its inner semaphore, and kept with that one.

    The semaphore has a pickled state of its own, so that nothing of ours travels with the object.
    """
    known: Shared | None = inner.__dict__.get("_concurrency_lab_whole")
    if known is None:
        part = seen(inner)
        if part is None:
            return None
        known = inner.__dict__["_concurrency_lab_whole"] = Shared(kind, part.shared.key, made or (0, ""))
    return known


def _wait(
    state: int, whole: Shared, stock: Callable[[], Any], timeout: Any, failed: Callable[[Any], bool] = _never
) -> Any:
    begun = now()
    limit = waits.nanoseconds(timeout)
    result = call(state, stock, obj=whole.declare(), limit=limit, timed_out=failed)
    if not failed(result):
        tell_passed_on(whole, layout.PASSED_WAKE, begun)
    return result


def _declare(inner: Any, kind: int, made: tuple[int, str] | None) -> None:
    whole = _as_a_whole(inner, kind, made) if made is not None else None
    if whole is not None:
        whole.declare()
        shared_facts.prepare(whole.key)


def _patch_condition(condition: Any) -> None:
    stock_init, stock_state = condition.__init__, condition.__setstate__
    stock_wait, stock_notify = condition.wait, condition.notify

    def __init__(self: Any, lock: Any = None, *args: Any, **kwargs: Any) -> None:
        stock_init(self, lock, *args, **kwargs)
        made = origin(self)
        if not lock and made is not None:
            speak_up(self._lock, made)
            self._make_methods()
        _declare(self._wait_semaphore, layout.OBJ_CONDITION, made)

    def __setstate__(self: Any, state: Any) -> None:
        stock_state(self, state)
        keep_quiet(self._sleeping_count, self._woken_count, self._wait_semaphore)

    def wait(self: Any, timeout: Any = None) -> Any:
        whole = _as_a_whole(self._wait_semaphore, layout.OBJ_CONDITION)
        if here.depth or whole is None or not self._lock._semlock._is_mine():
            return stock_wait(self, timeout)
        return _wait(layout.CONDITION, whole, lambda: stock_wait(self, timeout), timeout, _missed)

    def notify(self: Any, *args: Any, **kwargs: Any) -> None:
        whole = _as_a_whole(self._wait_semaphore, layout.OBJ_CONDITION)
        if whole is not None and not here.depth:
            shared_facts.let_go(whole.key, current())
        silently(lambda: stock_notify(self, *args, **kwargs))

    stand_in.replace(condition, "__init__", __init__)
    stand_in.replace(condition, "__setstate__", __setstate__)
    stand_in.replace(condition, "wait", wait)
    stand_in.replace(condition, "notify", notify)


def _patch_event(event: Any) -> None:
    stock_init, stock_wait, stock_set = event.__init__, event.wait, event.set

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        stock_init(self, *args, **kwargs)
        _declare(self._flag, layout.OBJ_EVENT, origin(self))

    def wait(self: Any, timeout: Any = None) -> Any:
        whole = _event(self)
        if here.depth or whole is None:
            return stock_wait(self, timeout)
        return _wait(layout.EVENT, whole, lambda: stock_wait(self, timeout), timeout, _missed)

    def set(self: Any) -> None:
        whole = _event(self)
        if whole is not None and not here.depth:
            shared_facts.let_go(whole.key, current())
        silently(lambda: stock_set(self))

    stand_in.replace(event, "__init__", __init__)
    stand_in.replace(event, "wait", wait)
    stand_in.replace(event, "set", set)
    for method in ("is_set", "clear"):
        _patch_quiet(event, method)


def _event(event: Any) -> Shared | None:
    """An Event as a whole; its parts come to a spawned child without a word on whose they are."""
    keep_quiet(event._cond._lock, event._flag)
    return _as_a_whole(event._flag, layout.OBJ_EVENT)


def _patch_quiet(event: Any, method: str) -> None:
    stock = getattr(event, method)

    def quiet(self: Any) -> Any:
        _event(self)
        return silently(lambda: stock(self))

    stand_in.replace(event, method, quiet)


def _patch_barrier(barrier: Any) -> None:
    stock_init, stock_release = barrier.__init__, barrier._release
    stock_wait = getattr(barrier.wait, "__wrapped__", barrier.wait)  # that of threading.Barrier

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        stock_init(self, *args, **kwargs)
        keep_quiet(self._cond._lock)
        _declare(self._cond._wait_semaphore, layout.OBJ_BARRIER, origin(self))

    def wait(self: Any, timeout: Any = None) -> Any:
        keep_quiet(self._cond._lock)
        whole = _as_a_whole(self._cond._wait_semaphore, layout.OBJ_BARRIER)
        if here.depth or whole is None:
            return stock_wait(self, timeout)
        limit = self._timeout if timeout is None else timeout
        return _wait(layout.BARRIER, whole, lambda: stock_wait(self, timeout), limit)

    def _release(self: Any) -> Any:
        whole = _as_a_whole(self._cond._wait_semaphore, layout.OBJ_BARRIER)
        if whole is not None:
            shared_facts.let_go(whole.key, current())
        return silently(lambda: stock_release(self))

    stand_in.replace(barrier, "__init__", __init__)
    stand_in.replace(barrier, "wait", wait)
    stand_in.replace(barrier, "_release", _release)

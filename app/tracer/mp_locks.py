"""Locks and semaphores of `multiprocessing`: who holds them, in whatever process, and who waits.

A lock is known by one key in all processes: the name of its semaphore where it has one (spawn, forkserver),
otherwise (fork) a number that is inherited with the object. Locks that library code makes for itself aren't
told, but a call that is told further out learns from them that it blocks.
"""

from __future__ import annotations

import sys
from time import perf_counter_ns as now

from . import lanes, late_waits, layout, places, shared_facts, stand_in, waits
from .lanes import here
from .shared_objects import Shared, origin, tell_passed_on
from .writer import emit

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any

_OBJECT_KINDS = {
    layout.LOCK: layout.OBJ_LOCK,
    layout.RLOCK: layout.OBJ_RLOCK,
    layout.SEMAPHORE: layout.OBJ_SEMAPHORE,
}
_WINDOW = 1024  # uses between two looks at the clock
_HOT_NS = _WINDOW * 50_000  # as for the locks of threads: more than 20,000 uses a second


class SeenSemaphore:
    """Stands in for `acquire` and `release` of one lock or semaphore in this process."""

    __slots__ = ("_counting", "_since", "_skipped", "_state", "_uses", "raw", "shared", "told")

    def __init__(self, raw: Any, state: int) -> None:
        self.raw = raw
        self._state = state
        self.shared = Shared(_OBJECT_KINDS[state], _key_of(raw))
        self.told = True
        self._counting = False
        self._uses = self._skipped = 0
        self._since = now()

    def __reduce_ex__(self, protocol: Any) -> Any:
        return self.raw.__reduce_ex__(protocol)  # a bound method of the stock one fails in these words

    def acquire(self, *args: Any, **kwargs: Any) -> bool:
        """Take it, as the stock method does."""
        raw = self.raw
        if self._counting and not args and not kwargs and raw.acquire(False):
            self._count()
            return True
        limits = _asked(args, kwargs) if args or kwargs else (True, None)
        if limits is None or not (self.told or late_waits.is_expected()):
            return bool(raw.acquire(*args, **kwargs))
        if raw.acquire(False):
            self._taken()
            return True
        blocking, timeout = limits
        if not blocking or (timeout is not None and timeout <= 0):
            return False
        if here.depth or not self.told:
            late_waits.about_to_block()
            got = bool(raw.acquire(*args, **kwargs))
            if got:
                self._taken()
            return got
        return self._wait(timeout, args, kwargs)

    def release(self, *args: Any, **kwargs: Any) -> None:
        """Let it go, as the stock method does."""
        raw = self.raw
        if self._counting and self._state == layout.LOCK and raw._is_zero():
            shared_facts.let_go(self.shared.key, here.lane)
        elif self.told:
            self._leaving()
        raw.release(*args, **kwargs)

    def _taken(self) -> None:
        if not self.told or self._state == layout.SEMAPHORE:
            return
        if self._state == layout.RLOCK and self.raw._count() > 1:
            return
        if self._counting:
            self._count()
            return
        lane = here.lane or lanes.adopt()
        shared_facts.hold(self.shared.key, lane)
        emit(lane, layout.LOCK_ACQUIRED, 0, self.shared.declare(), places.place(3))
        self._uses += 1
        if self._uses >= _WINDOW:
            self._look_at_the_clock(lane)

    def _count(self) -> None:
        """Note one of the many acquisitions that aren't told."""
        if self._state == layout.RLOCK and self.raw._count() > 1:
            return
        lane = here.lane or lanes.adopt()
        shared_facts.hold(self.shared.key, lane)
        self._skipped += 1
        if self._skipped >= _WINDOW:
            self._look_at_the_clock(lane)

    def _leaving(self) -> None:
        """Note a release just before it happens: no one can have the lock before its time."""
        raw, lane = self.raw, here.lane or lanes.adopt()
        if self._state == layout.RLOCK:
            if not raw._is_mine() or raw._count() > 1:
                return
        elif self._state == layout.LOCK and not raw._is_zero():
            return
        shared_facts.let_go(self.shared.key, lane)
        if self._state != layout.SEMAPHORE and not self._counting:
            emit(lane, layout.LOCK_RELEASED, 0, self.shared.declare(), places.place(3))

    def _look_at_the_clock(self, lane: int) -> None:
        time = now()
        hot = time - self._since < _HOT_NS
        self._since = time
        self._uses = 0
        if self._skipped:
            emit(lane, layout.LOCK_COUNTED, 0, self.shared.declare(), 0, self._skipped)
            self._skipped = 0
        self._counting = hot

    def _wait(self, timeout: Any, args: Any, kwargs: Any) -> bool:
        lane, key, serial = here.lane or lanes.adopt(), self.shared.key, self.shared.declare()
        begun, where = now(), places.place(3)
        held_by = 0 if self._state == layout.SEMAPHORE else shared_facts.holder(key)
        limit = waits.nanoseconds(timeout)
        emit(lane, layout.WAIT_BEGIN, self._state, serial, where, held_by, limit)
        self._counting = False  # a contended lock is told precisely
        outcome = layout.OUTCOME_RAISED
        try:
            got = bool(self.raw.acquire(*args, **kwargs))
            outcome = 0 if got else layout.OUTCOME_TIMED_OUT
        finally:
            if not outcome and self._state != layout.SEMAPHORE:
                shared_facts.hold(key, lane)
            emit(lane, layout.WAIT_END, self._state | outcome, serial)
        if got:
            how = layout.PASSED_WAKE if self._state == layout.SEMAPHORE else layout.PASSED_HANDOVER
            tell_passed_on(self.shared, how, begun)
        return got


def _asked(args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[bool, Any] | None:
    """What `acquire` was asked for; None where it will refuse, which it does best in its own words."""
    try:
        block, timeout = _limits(*args, **kwargs)
    except TypeError:
        return None
    right = isinstance(block, int) and (timeout is None or isinstance(timeout, (int, float)))
    return (bool(block), timeout) if right else None


def _limits(block: Any = True, timeout: Any = None) -> tuple[Any, Any]:
    return block, timeout


def _key_of(raw: Any) -> int:
    """What all processes know a semaphore by."""
    title: str | None = raw.name
    if title is None:
        return shared_facts.new_key()
    if title.isdigit():  # where it has no name of its own, `_rebuild` was given the key for one
        return int(title)
    return int.from_bytes(title.encode()[-8:], "big") & (1 << 63) - 1  # the random part of the name


def seen(lock: Any) -> SeenSemaphore | None:
    """What stands in for the methods of a `multiprocessing` lock or semaphore; None if others do."""
    found = getattr(lock.__dict__.get("acquire"), "__self__", None)
    return found if isinstance(found, SeenSemaphore) else None


def keep_quiet(*locks: Any) -> None:
    """Tell nothing of these: they are the inner parts of an object that is told as a whole."""
    for lock in locks:
        found = seen(lock) if lock is not None else None
        if found is not None and found.told:
            found.told = False
            lock.release = found.raw.release


def speak_up(lock: Any, made: tuple[int, str]) -> None:
    """Tell of a lock that library code made, as a part of what the program made at that place."""
    found = seen(lock)
    if found is not None:
        found.told = True
        found.shared = Shared(found.shared.kind, found.shared.key, made)
        lock.release = found.release


def patch_semaphores(synchronize: Any) -> None:
    """See `Lock`, `RLock`, `Semaphore` and `BoundedSemaphore` of `multiprocessing.synchronize`."""
    sem_lock = synchronize.SemLock
    stock_init, stock_state = sem_lock.__init__, sem_lock.__getstate__
    stock_methods, stock_enter, stock_exit = sem_lock._make_methods, sem_lock.__enter__, sem_lock.__exit__
    states = (synchronize.RLock, layout.RLOCK), (synchronize.Lock, layout.LOCK)

    def _make_methods(self: Any) -> None:
        stock_methods(self)
        state = next((state for kind, state in states if isinstance(self, kind)), layout.SEMAPHORE)
        found = SeenSemaphore(self._semlock, state)
        self.acquire, self.release = found.acquire, found.release

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        stock_init(self, *args, **kwargs)
        found, made = seen(self), origin(self)
        if found is None:
            return
        if made is None:
            keep_quiet(self)
        else:
            found.shared = Shared(found.shared.kind, found.shared.key, made)
            found.shared.declare()
            shared_facts.prepare(found.shared.key)

    def __getstate__(self: Any) -> Any:
        state = stock_state(self)
        found = seen(self)
        if sys.platform == "win32" and found is not None and state[3] is None:
            state = (*state[:3], str(found.shared.key))
        return state

    def __enter__(self: Any) -> Any:
        found = getattr(self.acquire, "__self__", None)
        return found.acquire() if type(found) is SeenSemaphore else stock_enter(self)

    def __exit__(self: Any, *args: Any) -> None:
        found = getattr(self.acquire, "__self__", None)
        if type(found) is SeenSemaphore and found.told:
            found.release()
        else:
            stock_exit(self, *args)

    for method in ("acquire", "release"):
        stand_in.dress(vars(SeenSemaphore)[method], getattr(synchronize._multiprocessing.SemLock, method))
    stand_in.replace(sem_lock, "_make_methods", _make_methods)
    stand_in.replace(sem_lock, "__init__", __init__)
    stand_in.replace(sem_lock, "__getstate__", __getstate__)
    stand_in.replace(sem_lock, "__enter__", __enter__)
    stand_in.replace(sem_lock, "__exit__", __exit__)

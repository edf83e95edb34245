"""Locks that tell who holds them and who waits; they stand in for `Lock` and `RLock` of the program.

A lock that is used very often (HOT operations a second) stops writing each uncontended use and counts them
instead; waits are always written. Locks that library code makes for itself stay as they are.
"""

from __future__ import annotations

import _thread
import sys
from time import perf_counter_ns as now

from . import lanes, layout, places, stand_in
from .lanes import here
from .writer import emit, name

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any

_stock_lock: Any = _thread.allocate_lock
_StockRLock: Any = _thread.RLock
_LockType = _thread.LockType

_WINDOW = 1024  # uses between two looks at the clock
_HOT_NS = _WINDOW * 50_000  # that many uses in less time than this is more than 20,000 a second


def _declare(kind: int, level: int) -> int:
    serial = lanes.new_object()
    where = places.place(level)
    emit(here.lane, layout.OBJECT, kind, serial, where, 0, name(places.assigned_name(level)))
    return serial


class _LockMeta(type):
    """Keeps `isinstance(x, threading.Lock)` true for the locks that stay as they are."""

    @property
    def __name__(cls) -> str:  # type: ignore[override]
        return "lock"

    def __instancecheck__(cls, instance: object) -> bool:
        return type.__instancecheck__(cls, instance) or type(instance) is _LockType


class Lock(metaclass=_LockMeta):
    """A `threading.Lock` that is seen."""

    __slots__ = ("__weakref__", "_counting", "_holder", "_raw", "_serial", "_since", "_skipped", "_uses")
    _raw: Any
    _serial: int
    _holder: int
    _uses: int
    _since: int
    _skipped: int
    _counting: bool

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        raw: Any = _LockType(*args, **kwargs)  # before 3.13 this is refused
        return raw if places.library_asks() else _seen(raw)

    def __init_subclass__(cls) -> None:
        raise TypeError("type '_thread.lock' is not an acceptable base type")

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        return _LockType

    def __repr__(self) -> str:
        state = "locked" if self._raw.locked() else "unlocked"
        return f"<{state} _thread.lock object at {id(self):#x}>"

    def __reduce_ex__(self, protocol: Any) -> Any:
        return self._raw.__reduce_ex__(protocol)  # which is refused

    def __enter__(self) -> bool:
        if self._raw.acquire(False):
            self._taken(layout.SCOPED)
            return True
        return self._wait(-1, layout.SCOPED)

    def __exit__(self, *exc: object) -> None:
        self._leaving()
        self._raw.release()

    def acquire(self, *args: Any, **kwargs: Any) -> bool:
        raw = self._raw
        if args or kwargs:
            # A lock that nobody else knows of refuses wrong arguments just as this one would, without
            # waiting.
            _stock_lock().acquire(*args, **kwargs)
        if raw.acquire(False):
            self._taken()
            return True
        blocking, timeout = _limits(*args, **kwargs)
        return self._wait(timeout) if blocking and timeout != 0 else False

    def release(self, *wrong: Any) -> None:
        if self._raw.locked() and not wrong:
            self._leaving()
        self._raw.release(*wrong)

    def locked(self, *wrong: Any) -> bool:
        return bool(self._raw.locked(*wrong))

    acquire_lock = acquire
    release_lock = release
    locked_lock = locked

    def _at_fork_reinit(self) -> None:
        self._holder = 0
        self._raw._at_fork_reinit()

    def _taken(self, how: int = 0) -> None:
        """Note an acquisition that didn't wait; `how` SCOPED: by `with`."""
        lane = self._holder = here.lane or lanes.adopt()
        self._uses += 1
        if not self._uses % _WINDOW:
            self._look_at_the_clock(lane)
        if self._counting:
            self._skipped += 1
        else:
            emit(lane, layout.LOCK_ACQUIRED, how, self._serial, places.place(3))

    def _leaving(self) -> None:
        """Note a release just before it happens: no one can have the lock before its time."""
        self._holder = 0
        if not self._counting:
            emit(here.lane or lanes.adopt(), layout.LOCK_RELEASED, 0, self._serial, places.place(3))

    def _look_at_the_clock(self, lane: int) -> None:
        time = now()
        hot = time - self._since < _HOT_NS
        self._since = time
        if self._skipped:
            emit(lane, layout.LOCK_COUNTED, 0, self._serial, 0, self._skipped)
            self._skipped = 0
        self._counting = hot

    def _wait(self, timeout: float = -1, how: int = 0) -> bool:
        got: bool
        if here.depth:  # a wait of the library within one that is told already
            got = self._raw.acquire(True, timeout)
            if got:
                self._taken(how)
            return got
        lane = here.lane or lanes.adopt()
        limit = -1 if timeout < 0 else int(timeout * 1e9)
        emit(lane, layout.WAIT_BEGIN, layout.LOCK | how, self._serial, places.place(3), self._holder, limit)
        self._counting = False  # a contended lock is told precisely
        outcome = layout.OUTCOME_RAISED
        try:
            got = self._raw.acquire(True, timeout)
            outcome = 0 if got else layout.OUTCOME_TIMED_OUT
        finally:
            if not outcome:
                self._holder = lane
            emit(lane, layout.WAIT_END, layout.LOCK | outcome, self._serial)
        return got


def _seen(raw: Any) -> Lock:
    self = object.__new__(Lock)
    self._raw = raw
    self._holder = 0
    self._uses = self._skipped = 0
    self._since = now()
    self._counting = False
    self._serial = _declare(layout.OBJ_LOCK, 3)
    return self


def _allocate_lock(*args: Any, **kwargs: Any) -> Any:
    raw = _stock_lock(*args, **kwargs)  # refuses arguments as ever
    return raw if places.library_asks() else _seen(raw)


# In C a type has one name for messages, with its module, and another one for `__name__`.
type.__dict__["__name__"].__set__(Lock, "_thread.lock")
Lock.__qualname__ = "lock"
Lock.__module__ = "_thread"
for _method in ("acquire", "release", "locked", "__enter__", "__exit__"):
    stand_in.dress(Lock.__dict__[_method], getattr(_LockType, _method))


class RLock(_StockRLock):  # type: ignore[misc]
    """A `threading.RLock` that is seen; only the outermost acquire and release of a lane are told."""

    __slots__ = ("_depth", "_holder", "_serial")
    _serial: int
    _holder: int
    _depth: int

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        if cls is RLock and places.library_asks():
            return _StockRLock(*args, **kwargs)
        return _seen_rlock(cls, *args, **kwargs)

    def __repr__(self) -> str:
        return str(super().__repr__()).replace(" RLock object", " _thread.RLock object")

    def __reduce_ex__(self, protocol: Any) -> Any:
        if type(self) is RLock:
            return _StockRLock().__reduce_ex__(protocol)  # which is refused
        raise TypeError(f"cannot pickle {type(self).__name__!r} object")

    def __enter__(self) -> bool:
        return self._take(True, -1)

    def __exit__(self, *exc: object) -> None:
        self._leave()

    def acquire(self, *args: Any, **kwargs: Any) -> bool:
        if args or kwargs:
            _StockRLock().acquire(*args, **kwargs)  # refuses wrong arguments without waiting
        return self._take(*_limits(*args, **kwargs))

    def release(self, *wrong: Any) -> None:
        if wrong:
            super().release(*wrong)
        self._leave()

    def _take(self, blocking: bool, timeout: float) -> bool:
        stock: Any = super()
        if self._is_owned():
            stock.acquire()
            self._depth += 1
            return True
        if stock.acquire(False):
            self._taken()
            return True
        if not blocking or timeout == 0:
            return False
        if here.depth:
            got: bool = stock.acquire(True, timeout)
            if got:
                self._taken()
            return got
        return self._wait(timeout)

    def _taken(self) -> None:
        self._depth = 1
        lane = self._holder = here.lane or lanes.adopt()
        emit(lane, layout.LOCK_ACQUIRED, 0, self._serial, places.place(4))

    def _wait(self, timeout: float) -> bool:
        lane = here.lane or lanes.adopt()
        limit = -1 if timeout < 0 else int(timeout * 1e9)
        emit(lane, layout.WAIT_BEGIN, layout.RLOCK, self._serial, places.place(4), self._holder, limit)
        outcome = layout.OUTCOME_RAISED
        try:
            got: bool = super().acquire(True, timeout)
            outcome = 0 if got else layout.OUTCOME_TIMED_OUT
        finally:
            if not outcome:
                self._depth, self._holder = 1, lane
            emit(lane, layout.WAIT_END, layout.RLOCK | outcome, self._serial)
        return got

    def _leave(self) -> None:
        if self._is_owned():
            self._depth -= 1
            if not self._depth:
                self._holder = 0
                emit(here.lane, layout.LOCK_RELEASED, 0, self._serial, places.place(3))
        super().release()

    # What a Condition calls: it gives the lock up whatever its depth, and takes it back as it was.
    def _release_save(self) -> Any:
        depth, self._depth, self._holder = self._depth, 0, 0
        emit(here.lane or lanes.adopt(), layout.LOCK_RELEASED, 0, self._serial, places.place(2))
        return super()._release_save(), depth

    def _acquire_restore(self, state: Any) -> None:
        stock, depth = state
        super()._acquire_restore(stock)
        self._depth, self._holder = depth, here.lane or lanes.adopt()
        emit(self._holder, layout.LOCK_ACQUIRED, 0, self._serial, places.place(2))

    def _at_fork_reinit(self) -> None:
        self._depth = self._holder = 0
        super()._at_fork_reinit()


def _seen_rlock(cls: type[RLock], *args: Any, **kwargs: Any) -> RLock:
    self: RLock = _StockRLock.__new__(cls, *args, **kwargs)
    self._holder = self._depth = 0
    self._serial = _declare(layout.OBJ_RLOCK, 3)
    return self


RLock.__module__ = "_thread"
for _method in ("acquire", "release", "__enter__", "__exit__"):
    stand_in.dress(RLock.__dict__[_method], getattr(_StockRLock, _method))


def _limits(blocking: bool = True, timeout: float = -1) -> tuple[bool, float]:
    return bool(blocking), timeout


def patch_thread_module() -> None:
    """Let programs that take locks straight from `_thread` make ours."""
    module: Any = _thread
    for function in ("allocate_lock", "allocate"):
        stand_in.replace(module, function, _allocate_lock)
    module.LockType = Lock
    if hasattr(module, "lock"):  # 3.13+
        module.lock = Lock
    module.RLock = RLock


def patch_threading(threading: Any) -> None:
    """Let `threading.Lock()` and `RLock()` make ours; what threading makes for itself stays stock."""
    threading.Lock = Lock if isinstance(threading.Lock, type) else _thread.allocate_lock  # 3.13+: a type
    threading._allocate_lock = _stock_lock
    threading._CRLock = _StockRLock
    stock = threading.RLock

    def make_rlock(*args: Any, **kwargs: Any) -> Any:
        if args or kwargs:
            stand_in.call_at(sys._getframe(1), stock, *args, **kwargs)  # warns of them
        return _StockRLock(*args, **kwargs) if places.library_asks() else _seen_rlock(RLock, *args, **kwargs)

    stand_in.replace(threading, "RLock", make_rlock)

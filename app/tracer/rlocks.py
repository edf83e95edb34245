"""Re-entrant locks that tell who holds them and who waits; they stand in for the program's `RLock`."""

from __future__ import annotations

import _thread
import sys

from . import lanes, layout, places, stand_in
from .lanes import here
from .locks import declare, limits
from .writer import emit

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any

_StockRLock: Any = _thread.RLock


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

    def __enter__(self, *args: Any, **kwargs: Any) -> bool:
        if args or kwargs:  # by name it takes what `acquire` takes
            _StockRLock().__enter__(*args, **kwargs)
            return self._take(*limits(*args, **kwargs))
        return self._take(True, -1)

    def __exit__(self, *exc: Any, **wrong: Any) -> None:
        if wrong:
            super().__exit__(*exc, **wrong)
        self._leave()

    def acquire(self, *args: Any, **kwargs: Any) -> bool:
        if args or kwargs:
            _StockRLock().acquire(*args, **kwargs)  # refuses wrong arguments without waiting
        return self._take(*limits(*args, **kwargs))

    def release(self, *wrong: Any, **also_wrong: Any) -> None:
        if wrong or also_wrong:
            super().release(*wrong, **also_wrong)
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

    def _at_fork_reinit(self, *wrong: Any, **also_wrong: Any) -> None:
        if wrong or also_wrong:
            super()._at_fork_reinit(*wrong, **also_wrong)
        self._depth = self._holder = 0
        super()._at_fork_reinit()


def _seen_rlock(cls: type[RLock], *args: Any, **kwargs: Any) -> RLock:
    self: RLock = _StockRLock.__new__(cls, *args, **kwargs)
    self._holder = self._depth = 0
    self._serial = declare(layout.OBJ_RLOCK, 3)
    return self


RLock.__module__ = "_thread"
RLock.__doc__ = _StockRLock.__doc__
for _method in ("acquire", "release", "__enter__", "__exit__"):
    stand_in.dress(RLock.__dict__[_method], getattr(_StockRLock, _method))


def patch_thread_module() -> None:
    """Let programs that take these locks straight from `_thread` make ours."""
    module: Any = _thread
    module.RLock = RLock


def patch_threading(threading: Any) -> None:
    """Let `threading.RLock()` make ours; what threading makes for itself stays stock."""
    threading._CRLock = _StockRLock
    stock = threading.RLock

    def make_rlock(*args: Any, **kwargs: Any) -> Any:
        if args or kwargs:
            stand_in.call_at(sys._getframe(1), stock, *args, **kwargs)  # warns of them
        return _StockRLock(*args, **kwargs) if places.library_asks() else _seen_rlock(RLock, *args, **kwargs)

    stand_in.replace(threading, "RLock", make_rlock)

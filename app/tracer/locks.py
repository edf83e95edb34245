"""Locks that tell who holds them and who waits; they stand in for the program's `Lock`.

A lock that is used very often (20,000 operations a second) stops writing each uncontended use and counts them
instead; waits are always written. Locks that library code makes for itself stay as they are.
"""

from __future__ import annotations

import _thread
import atexit
import sys
from _thread import get_ident
from _weakref import ref
from time import perf_counter_ns as now

from . import lanes, layout, places, stand_in, writer
from .lanes import here
from .writer import emit, head, name, pack_brief

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any

stock_lock: Any = _thread.allocate_lock
_getframe = sys._getframe
_LockType = _thread.LockType

_WINDOW = 1024  # uses between two looks at the clock
_HOT_WINDOW = 256  # the same for a hot lock; numbers up to this one are never made anew
_USE_NS = 50_000  # uses that come faster than this one after the other are more than 20,000 a second
_TOLD_AT_ONCE = 4096  # uses of a hot lock that one event tells
_NONE: Any = object()  # no such argument was given


def declare(kind: int, level: int) -> int:
    """Tell of a new lock, made by the program's frame at `level`, and return its serial number."""
    serial = lanes.new_object()
    where = places.place(level)
    emit(here.lane, layout.OBJECT, kind, serial, where, 0, name(places.assigned_name(level)))
    return serial


class _LockMeta(type):
    """Keeps `isinstance(x, threading.Lock)` true for the locks that stay as they are, and makes hot ones alike."""

    def __eq__(cls, other: object) -> bool:
        return cls is other or type(other) is _LockMeta

    def __hash__(cls) -> int:
        return hash(_LockType)

    @property
    def __name__(cls) -> str:  # type: ignore[override]
        return "lock"

    def __instancecheck__(cls, instance: object) -> bool:
        return type.__instancecheck__(cls, instance) or type(instance) is _LockType


class Lock(metaclass=_LockMeta):
    """A `threading.Lock` that is seen."""

    __slots__ = (
        "__weakref__",
        "_counting",
        "_holder",
        "_ident",
        "_lane",
        "_left",
        "_let_go",
        "_raw",
        "_serial",
        "_since",
        "_skipped",
        "_taken_at",
        "_taken_in",
        "_told_free",
        "_told_taken",
        "_try",
    )
    _raw: Any
    _try: Any
    _let_go: Any
    _serial: int
    _holder: int  # the lane that has it, as far as it is told; 0 if none has
    _ident: int  # of the thread that had it last while it was hot
    _left: int  # uses until the next look at the clock
    _since: int
    _skipped: int  # uses that no event has told of yet
    _counting: bool  # it is hot
    _taken_at: int  # where `acquire` took it last: the instruction,
    _taken_in: Any  # the code,
    _lane: int  # and for whom;
    _told_taken: bytes  # what is written of that (see `writer.head`),
    _told_free: bytes  # and when the same lane lets it go

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        raw: Any = _LockType(*args, **kwargs)  # before 3.13 this is refused
        return raw if places.library_asks() else _seen(raw)

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        return _LockType

    def __repr__(self) -> str:
        state = "locked" if self._raw.locked() else "unlocked"
        return f"<{state} _thread.lock object at {id(self):#x}>"

    def __reduce_ex__(self, protocol: Any) -> Any:
        return self._raw.__reduce_ex__(protocol)  # which is refused

    def __enter__(self, *args: Any, **kwargs: Any) -> bool:
        if args or kwargs:  # by name it takes what `acquire` takes
            stock_lock().__enter__(*args, **kwargs)
        if self._try(False):
            self._taken(layout.SCOPED)
            return True
        blocking, timeout = limits(*args, **kwargs)
        return self._wait(timeout, layout.SCOPED) if blocking and timeout != 0 else False

    def __exit__(self, *exc: Any, **wrong: Any) -> None:
        if wrong:
            stock_lock().__exit__(*exc, **wrong)
        if not self._counting:
            self._holder = 0  # told before it happens: no one can have the lock before its time
            emit(here.lane or lanes.adopt(), layout.LOCK_RELEASED, 0, self._serial)
        self._let_go()

    # This and `release` name their parameters: `*args` and `**kwargs` would cost a tenth of a use. There is one
    # more than there should be: what is too much is for the stock lock to refuse.
    def acquire(self, blocking: Any = True, timeout: Any = -1, more: Any = _NONE) -> bool:
        if blocking is not True or timeout != -1 or more is not _NONE:
            # A lock that nobody else knows of refuses wrong arguments just as this one would, without
            # waiting.
            stock_lock().acquire(blocking, timeout, *(() if more is _NONE else (more,)))
        if not self._try(False):
            return self._wait(timeout) if blocking and timeout != 0 else False
        if self._counting:
            self._taken()
            return True
        # As `_taken`, written out for speed.
        lane = self._holder = here.lane or lanes.adopt()
        frame = _getframe(1)
        if lane != self._lane or frame.f_lasti != self._taken_at or frame.f_code is not self._taken_in:
            self._note_place(lane, frame)
        segment, take = writer.current
        try:
            at = take()
        except StopIteration:
            emit(lane, layout.LOCK_ACQUIRED, 0, self._serial, places.place(2))
        else:
            pack_brief(segment, at, now(), self._told_taken, at)
        left = self._left = self._left - 1
        if not left:
            self._look_at_the_clock()
        return True

    def release(self, more: Any = _NONE) -> None:
        if more is not _NONE:
            self._let_go(more)
        if not self._counting and (self._holder or self._raw.locked()):
            self._holder = 0  # as in `__exit__`, written out for speed
            lane = here.lane or lanes.adopt()
            if lane == self._lane:
                segment, take = writer.current
                try:
                    at = take()
                except StopIteration:
                    emit(lane, layout.LOCK_RELEASED, 0, self._serial)
                else:
                    pack_brief(segment, at, now(), self._told_free, at)
            else:
                emit(lane, layout.LOCK_RELEASED, 0, self._serial)
        self._let_go()

    def locked(self, *wrong: Any, **also_wrong: Any) -> bool:
        return bool(self._raw.locked(*wrong, **also_wrong))

    acquire_lock = acquire
    release_lock = release
    locked_lock = locked

    def _at_fork_reinit(self, *wrong: Any, **also_wrong: Any) -> None:
        if wrong or also_wrong:
            self._raw._at_fork_reinit(*wrong, **also_wrong)
        self._holder = self._ident = 0
        self._raw._at_fork_reinit()

    def _note_place(self, lane: int, frame: Any) -> None:
        """Get ready what is written when this lane takes the lock here, and lets it go."""
        where = places.place(3)
        # The lane comes first: another thread may read in between, and shan't write in this one's name.
        self._lane = 0
        self._taken_at, self._taken_in = frame.f_lasti, frame.f_code
        self._told_taken = head(lane, layout.LOCK_ACQUIRED, 0, self._serial, where)
        self._told_free = head(lane, layout.LOCK_RELEASED, 0, self._serial, 0)
        self._lane = lane

    def _taken(self, how: int = 0) -> None:
        """Note an acquisition that didn't wait; `how` SCOPED: by `with`."""
        lane = self._holder = here.lane or lanes.adopt()
        left = self._left = self._left - 1
        if self._counting:
            self._ident = get_ident()
        else:
            emit(lane, layout.LOCK_ACQUIRED, how, self._serial, places.place(3))
        if not left:
            self._look_at_the_clock()

    def _wait(self, timeout: float = -1, how: int = 0) -> bool:
        got: bool
        if here.depth:  # a wait of the library within one that is told already
            got = self._raw.acquire(True, timeout)
            if got:
                self._taken(how)
            return got
        lane = here.lane or lanes.adopt()
        if self._counting and self._cool_for(lane, timeout):
            self._taken(how)
            return True
        limit = -1 if timeout < 0 else int(timeout * 1e9)
        emit(lane, layout.WAIT_BEGIN, layout.LOCK | how, self._serial, places.place(3), self._holder, limit)
        outcome = layout.OUTCOME_RAISED
        try:
            got = self._raw.acquire(True, timeout)
            outcome = 0 if got else layout.OUTCOME_TIMED_OUT
        finally:
            if not outcome:
                if self._holder:  # let go by what the holder had taken from it while it was hot
                    emit(self._holder, layout.LOCK_RELEASED, 0, self._serial)
                self._holder = lane
            emit(lane, layout.WAIT_END, layout.LOCK | outcome, self._serial)
        return got

    # Hot and not ------------------------------------------------------------------------------------------
    def _look_at_the_clock(self) -> None:
        """Called by the holder at the end of each window of uses."""
        time = now()
        window = _HOT_WINDOW if self._counting else _WINDOW
        hot = time - self._since < window * _USE_NS
        self._since = time
        if self._counting:
            self._skipped += window
        self._left = _HOT_WINDOW if hot else _WINDOW
        if self._skipped >= _TOLD_AT_ONCE:
            self._tell_count()
        if hot and not self._counting:
            self._heat()
        elif self._counting and not hot:
            self._cool()

    def _heat(self) -> None:
        self._ident = get_ident()
        self._counting = True
        _set_class(self, _Hot)
        _hot[self._serial] = ref(self)

    def _cool(self) -> None:
        self._skipped += _HOT_WINDOW - self._left
        self._tell_count()
        self._counting = False
        self._left = _WINDOW
        self._since = now()
        self._holder = self._holder_now()
        _set_class(self, Lock)
        _hot.pop(self._serial, None)

    def _cool_for(self, lane: int, timeout: float) -> bool:
        """A contended lock is told precisely from here on; True if there was no need to wait for it."""
        self._cool()
        if self._holder != lane:
            return False
        # Either this lane waits for itself, or another one has just got it and didn't come to say so yet.
        if self._raw.acquire(True, min(timeout, 0.001) if timeout >= 0 else 0.001):
            return True
        self._holder = self._holder_now()
        return False

    def _holder_now(self) -> int:
        return lanes.lane_of(self._ident) if self._raw.locked() else 0

    def _tell_count(self) -> None:
        if self._skipped:
            emit(here.lane or lanes.adopt(), layout.LOCK_COUNTED, 0, self._serial, 0, self._skipped)
            self._skipped = 0


class _Hot(Lock):
    """A lock while it is hot: it takes note of its holder and of nothing else.

    Its `release` is the built-in one: whoever has to wait makes it a `Lock` again before.
    """

    __slots__ = ()

    def acquire(self, blocking: Any = True, timeout: Any = -1, more: Any = _NONE) -> bool:
        if blocking is not True or timeout != -1 or more is not _NONE:
            return Lock.acquire(self, blocking, timeout, more)
        if self._try(False):
            self._ident = get_ident()
            left = self._left = self._left - 1
            if not left:
                self._look_at_the_clock()
            return True
        return self._wait()

    def __enter__(self, *args: Any, **kwargs: Any) -> bool:
        if args or kwargs:
            return Lock.__enter__(self, *args, **kwargs)
        if self._try(False):
            self._ident = get_ident()
            left = self._left = self._left - 1
            if not left:
                self._look_at_the_clock()
            return True
        return self._wait(-1, layout.SCOPED)


_hot: dict[int, ref[Lock]] = {}
_set_class = object.__dict__["__class__"].__set__


def _refuse_subclass(cls: type) -> None:
    raise TypeError("type '_thread.lock' is not an acceptable base type")


Lock.__doc__ = _LockType.__doc__
Lock.__init_subclass__ = classmethod(_refuse_subclass)  # type: ignore[assignment, method-assign]
_Hot.release = Lock.__dict__["_let_go"]  # type: ignore[method-assign]


def _tell_counts() -> None:
    """Tell the uses of locks that are hot when the program ends."""
    for each in list(_hot.values()):
        lock = each()
        if lock is not None:
            lock._cool()


def _seen(raw: Any) -> Lock:
    self = object.__new__(Lock)
    self._raw = raw
    self._try = raw.acquire
    self._let_go = raw.release
    self._holder = self._ident = 0
    self._skipped = 0
    self._left = _WINDOW
    self._since = now()
    self._counting = False
    self._taken_at = self._lane = -1
    self._serial = declare(layout.OBJ_LOCK, 3)
    return self


def _allocate_lock(*args: Any, **kwargs: Any) -> Any:
    raw = stock_lock(*args, **kwargs)  # refuses arguments as ever
    return raw if places.library_asks() else _seen(raw)


for _class in (Lock, _Hot):
    # In C a type has one name for messages, with its module, and another one for `__name__`.
    type.__dict__["__name__"].__set__(_class, "_thread.lock")
    _class.__qualname__ = "lock"
    _class.__module__ = "_thread"
    for _method in ("acquire", "release", "locked", "__enter__", "__exit__"):
        if type(_class.__dict__.get(_method)) is type(_refuse_subclass):
            stand_in.dress(_class.__dict__[_method], getattr(_LockType, _method))


def limits(blocking: bool = True, timeout: float = -1) -> tuple[bool, float]:
    """The arguments of an `acquire`, once they are known to be right."""
    return bool(blocking), timeout


def patch_thread_module() -> None:
    """Let programs that take locks straight from `_thread` make ours."""
    module: Any = _thread
    for function in ("allocate_lock", "allocate"):
        stand_in.replace(module, function, _allocate_lock)
    module.LockType = Lock
    if hasattr(module, "lock"):  # 3.13+
        module.lock = Lock
    atexit.register(_tell_counts)


def patch_threading(threading: Any) -> None:
    """Let `threading.Lock()` make ours; what threading makes for itself stays stock."""
    threading.Lock = Lock if isinstance(threading.Lock, type) else _thread.allocate_lock  # 3.13+: a type
    threading._allocate_lock = stock_lock

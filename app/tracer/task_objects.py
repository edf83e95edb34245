"""Locks, events and the like of asyncio: who holds them, and who wakes whom."""

from __future__ import annotations

from . import lanes, layout, places, stand_in, synchronizers
from .lanes import here
from .writer import emit

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


#: Lane of a task -> the lock that it has got by waiting and is just about to take.
granted: dict[int, int] = {}


def patch_locks(module: Any) -> None:
    """See asyncio's synchronization objects; how a task waits at them is seen where it is suspended."""
    _name_inner_lock(module.Condition)
    for owner in (module.Lock, module.Event, module.Condition, module.Semaphore, module.Barrier):
        synchronizers.remember_origin(owner)
    synchronizers.remember_origin(module.BoundedSemaphore)
    module.Lock._locked = _Locked()
    _patch_event(module.Event)
    _patch_notify(module.Condition)
    _patch_semaphore(module.Semaphore)
    _patch_barrier(module.Barrier)


def is_told(thing: Any) -> bool:
    """Whether the program made this object: what library code makes for itself isn't told."""
    return hasattr(thing, "_concurrency_lab_made")


class _Locked:
    """Stands on the class in place of a lock's `_locked` and notes when it changes.

    Without a `__get__` it leaves reading to the instance: who asks whether the lock is taken asks as ever.
    """

    def __set__(self, lock: Any, taken: bool) -> None:
        held = lock.__dict__
        before = held.get("_locked", False)
        held["_locked"] = taken
        if taken == before or not is_told(lock):
            return
        lane = here.lane or lanes.adopt()
        lock._concurrency_lab_holder = lane if taken else 0
        serial = synchronizers.serial_of(lock, layout.OBJ_LOCK)
        if taken and granted.pop(lane, 0) == serial:
            return  # the end of the wait said it
        emit(lane, layout.LOCK_ACQUIRED if taken else layout.LOCK_RELEASED, 0, serial, places.place(2))


def _name_inner_lock(condition: Any) -> None:
    """The lock that a condition makes for itself goes by the condition's name."""
    stock = condition.__init__

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        stock(self, *args, **kwargs)
        if is_told(self) and not is_told(self._lock):
            self._lock._concurrency_lab_made = self._concurrency_lab_made

    stand_in.replace(condition, "__init__", __init__)


def _wake(thing: Any, kind: int, count: int) -> None:
    if count > 0 and is_told(thing):
        lane = here.lane or lanes.adopt()
        emit(lane, layout.WAKE, 0, synchronizers.serial_of(thing, kind), places.place(3), count)


def _waiting(waiters: Iterable[Any] | None) -> int:
    return sum(not future.done() for future in waiters or ())


def _patch_event(event: Any) -> None:
    stock = event.set

    def set(self: Any) -> None:
        if not self._value:
            _wake(self, layout.OBJ_EVENT, _waiting(self._waiters))
        stock(self)

    stand_in.replace(event, "set", set)


def _patch_notify(condition: Any) -> None:
    stock = condition.notify

    def notify(self: Any, n: Any = 1) -> None:
        if isinstance(n, int) and self.locked():
            _wake(self, layout.OBJ_CONDITION, min(n, _waiting(self._waiters)))
        stock(self, n)

    stand_in.replace(condition, "notify", notify)


def _patch_semaphore(semaphore: Any) -> None:
    stock = semaphore.release

    def release(self: Any) -> None:
        _wake(self, layout.OBJ_SEMAPHORE, min(1, _waiting(self._waiters)))
        stock(self)

    stand_in.replace(semaphore, "release", release)


def _patch_barrier(barrier: Any) -> None:
    """The last one that comes lets the others go."""
    stock = barrier._release

    def _release(self: Any) -> Any:
        _wake(self, layout.OBJ_BARRIER, self._count - 1)
        return stock(self)

    stand_in.replace(barrier, "_release", _release)

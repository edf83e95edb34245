"""Who held a lock, from when to when."""

from dataclasses import dataclass

import numpy as np

from app.core.events import Kind
from app.core.recording import Events
from app.tracer import layout

_KINDS = np.array([Kind.LOCK_ACQUIRED, Kind.LOCK_RELEASED, Kind.WAIT_END], np.uint16)
_LOCKS = (layout.LOCK, layout.RLOCK)


@dataclass(slots=True)
class Hold:
    """One lane holding one lock; `end_ns` is None while it does."""

    object: int
    actor: int
    start_ns: int
    end_ns: int | None
    where: int  # index of the place where it was taken
    scoped: bool = False  # by `with`


class HoldFold:
    """Holds per lock, in order; `counted` says how many uses of a hot lock weren't told one by one.

    `released` is when a lock was let go last, told hold or not; a lock in `passed_on` was let go by a lane
    that didn't hold it: it is used as a signal.
    """

    def __init__(self) -> None:
        self.holds: dict[int, list[Hold]] = {}
        self.counted: dict[int, int] = {}
        self.released: dict[int, int] = {}
        self.passed_on: set[int] = set()
        # (actor, lock) -> where it waits, and whether by `with`
        self._waits: dict[tuple[int, int], tuple[int, bool]] = {}

    def feed(self, events: Events) -> None:
        """Take new events in."""
        interesting = np.isin(events["kind"], _KINDS) | (
            (events["kind"] == Kind.WAIT_BEGIN) & np.isin(events["flags"] & layout.STATE_MASK, _LOCKS)
        )
        for row in events[interesting | (events["kind"] == Kind.LOCK_COUNTED)]:
            self._take(row)

    def _take(self, row: np.void) -> None:
        lock, actor, t = int(row["object"]), int(row["actor"]), int(row["t"])
        match int(row["kind"]):
            case Kind.WAIT_BEGIN:
                self._waits[actor, lock] = int(row["where"]), _is_scoped(row)
            case Kind.LOCK_ACQUIRED:
                self._begin(lock, actor, t, int(row["where"]), _is_scoped(row))
            case Kind.WAIT_END if int(row["flags"]) in _LOCKS:
                self._begin(lock, actor, t, *self._waits.get((actor, lock), (-1, False)))
            case Kind.LOCK_RELEASED:
                self._release(lock, actor, t)
            case Kind.LOCK_COUNTED:
                self.counted[lock] = self.counted.get(lock, 0) + int(row["a"])
            case _:
                pass  # a wait that ended without the lock

    def _begin(self, lock: int, actor: int, t: int, where: int, scoped: bool) -> None:
        self._end(lock, t)
        self.holds.setdefault(lock, []).append(Hold(lock, actor, t, None, where, scoped))

    def _release(self, lock: int, actor: int, t: int) -> None:
        held = self.holds.get(lock)
        if held and held[-1].end_ns is None and held[-1].start_ns <= t and held[-1].actor != actor:
            self.passed_on.add(lock)
        self.released[lock] = max(t, self.released.get(lock, t))
        self._end(lock, t)

    def _end(self, lock: int, t: int) -> None:
        held = self.holds.get(lock)
        if not held:
            return
        if t < held[-1].start_ns:
            # Told by another process, whose file was read later: it ended the hold before.
            if len(held) > 1 and (held[-2].end_ns is None or held[-2].end_ns > t >= held[-2].start_ns):
                held[-2].end_ns = t
        elif held[-1].end_ns is None:
            held[-1].end_ns = t


def _is_scoped(row: np.void) -> bool:
    return bool(int(row["flags"]) & layout.SCOPED)

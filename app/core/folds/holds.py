"""Who held a lock, from when to when."""

from dataclasses import dataclass

from app.core.events import Kind, among
from app.core.recording import Events
from app.tracer import layout

_KINDS = among([Kind.LOCK_ACQUIRED, Kind.LOCK_RELEASED, Kind.WAIT_END])
_LOCKS = (layout.LOCK, layout.RLOCK)
_FOR_LOCKS = among(_LOCKS)


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
        interesting = _KINDS[events["kind"]] | (
            (events["kind"] == Kind.WAIT_BEGIN) & _FOR_LOCKS[events["flags"] & layout.STATE_MASK]
        )
        chosen = events[interesting | (events["kind"] == Kind.LOCK_COUNTED)]
        # Columns of plain numbers: to take each row apart would cost more than all the rest.
        names = ("kind", "object", "actor", "t", "where", "flags", "a")
        for values in zip(*(chosen[name].tolist() for name in names), strict=True):
            self._take(*values)

    def _take(self, kind: int, lock: int, actor: int, t: int, where: int, flags: int, count: int) -> None:
        match kind:
            case Kind.WAIT_BEGIN:
                self._waits[actor, lock] = where, bool(flags & layout.SCOPED)
            case Kind.LOCK_ACQUIRED:
                self._begin(lock, actor, t, where, bool(flags & layout.SCOPED))
            case Kind.WAIT_END if flags in _LOCKS:
                self._begin(lock, actor, t, *self._waits.get((actor, lock), (-1, False)))
            case Kind.LOCK_RELEASED:
                self._release(lock, actor, t)
            case Kind.LOCK_COUNTED:
                self.counted[lock] = self.counted.get(lock, 0) + count
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

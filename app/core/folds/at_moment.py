"""How everything stood at one moment of a run: locks, queues, watched values, and who waited for whom."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.core.events import State
from app.core.evidence import Evidence, Held
from app.core.model import Access, Span

#: The states in which a lane waits for a lock that one other holds.
LOCK_STATES = frozenset({State.LOCK, State.RLOCK})
_FOR_AN_ACTOR = frozenset({State.JOIN, State.PROCESS, State.AWAIT})

#: Of the reads and writes of watched data so many must happen under a lock for it to guard them.
GUARDS = 0.9


@dataclass(frozen=True, slots=True)
class LockAt:
    """A lock: who holds it since when (ns) and on which line, and who waits for it, the longest wait first."""

    object: int
    holder: int | None
    since_ns: int | None
    line: int
    waiting: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class QueueAt:
    """A queue: how many items are in it (None: that can't be told), who waits to put and who to get."""

    object: int
    items: int | None
    putting: tuple[int, ...]
    getting: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ValueAt:
    """Watched data: its value as short text, and who read or wrote it last and when (ns)."""

    object: int
    value: str
    actor: int
    t_ns: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """`waiter` can't go on before `on` does something; `object` is the lock in between, if any."""

    waiter: int
    on: int
    state: State
    object: int | None
    line: int


@dataclass(frozen=True, slots=True)
class StateAt:
    """All of it at `t_ns`. `cycle` has lanes that wait for each other all around, none where nobody does."""

    t_ns: int
    locks: tuple[LockAt, ...]
    queues: tuple[QueueAt, ...]
    values: tuple[ValueAt, ...]
    waits: tuple[Waiting, ...]
    cycle: tuple[int, ...]


class Moments:
    """Answers how things stood at any time of a run that has been read; made once for a run.

    `occupancy`: rows of OCCUPANCY in the order of time.
    """

    def __init__(self, evidence: Evidence, occupancy: npt.NDArray[np.void]) -> None:
        self._evidence = evidence
        self._start = np.array([span.start_ns for span in evidence.spans], np.int64)
        ends = [evidence.end_ns + 1 if span.end_ns is None else span.end_ns for span in evidence.spans]
        self._end = np.array(ends, np.int64)
        self._accesses = _by_object(evidence.accesses)
        self._occupancy = _by_queue(occupancy)
        self.locks = tuple(sorted({*evidence.held, *_waited_for(evidence, LOCK_STATES)}))
        queues = _waited_for(evidence, frozenset({State.PUT, State.GET}))
        self.queues = tuple(sorted({*self._occupancy, *queues}))
        self.values = tuple(sorted(self._accesses))
        self._guarded: dict[int, tuple[int, ...]] = {}

    def at(self, t_ns: int) -> StateAt:
        """How it stood at `t_ns` (ns since the spawn): what begins then has begun, what ends then has ended."""
        spans = self._open(t_ns)
        locks = {lock: self._lock(lock, t_ns, spans) for lock in self.locks}
        waits = tuple(found for span in spans if (found := _waiting(span, locks, self._evidence)) is not None)
        return StateAt(
            t_ns,
            tuple(locks.values()),
            tuple(self._queue(queue, t_ns, spans) for queue in self.queues),
            tuple(filter(None, (self._value(each, t_ns) for each in self.values))),
            waits,
            cycle_in(waits),
        )

    def guarded_by(self, lock: int) -> tuple[int, ...]:
        """The watched data that lanes touched with the lock in their hands, nearly always."""
        if lock not in self._guarded:
            self._guarded[lock] = self._find_guarded(lock)
        return self._guarded[lock]

    def occupancy(self, queue: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Times (ns) and the number of items from each on; shapes (n,), (n,)."""
        empty = np.empty(0, np.int64)
        return self._occupancy.get(queue, (empty, empty))

    def _find_guarded(self, lock: int) -> tuple[int, ...]:
        holds: dict[int, list[Held]] = defaultdict(list)
        for held in self._evidence.holds(lock):
            holds[held.actor].append(held)
        return tuple(
            each
            for each, (_, accesses) in self._accesses.items()
            if (touched := [access for access in accesses if access.actor in holds])
            and sum(_covered(access, holds[access.actor]) for access in touched) >= GUARDS * len(touched)
        )

    def _open(self, t_ns: int) -> list[Span]:
        places = np.flatnonzero((self._start <= t_ns) & (t_ns < self._end))
        return [self._evidence.spans[place] for place in places.tolist()]

    def _lock(self, lock: int, t_ns: int, spans: Sequence[Span]) -> LockAt:
        holds = self._evidence.holds(lock)
        last = bisect_right(holds, t_ns, key=lambda hold: hold.start_ns) - 1
        held = holds[last] if last >= 0 and _holds_at(holds[last], t_ns) else None
        waiting = [span for span in spans if span.object == lock and span.state in LOCK_STATES]
        waiting.sort(key=lambda span: span.start_ns)
        actors = tuple(span.actor for span in waiting)
        if held is not None:
            return LockAt(lock, held.actor, held.start_ns, held.line, actors)
        if holds:
            return LockAt(lock, None, None, 0, actors)
        # One that is used too often to be told each time: who waits has noted who held it.
        noted = next((span.holder for span in waiting if span.holder is not None), None)
        return LockAt(lock, noted, None, 0, actors)

    def _queue(self, queue: int, t_ns: int, spans: Sequence[Span]) -> QueueAt:
        times, items = self.occupancy(queue)
        place = int(np.searchsorted(times, t_ns, side="right")) - 1
        here = [span for span in spans if span.object == queue]
        return QueueAt(
            queue,
            int(items[place]) if place >= 0 else (0 if len(times) else None),
            tuple(span.actor for span in here if span.state == State.PUT),
            tuple(span.actor for span in here if span.state == State.GET),
        )

    def _value(self, data: int, t_ns: int) -> ValueAt | None:
        times, accesses = self._accesses[data]
        place = bisect_right(times, t_ns) - 1
        if place < 0:
            return None
        access = accesses[place]
        return ValueAt(data, access.value, access.actor, access.t_ns)


def cycle_in(waits: Sequence[Waiting]) -> tuple[int, ...]:
    """Lanes that wait for each other all around, in the order of who waits for whom; () where none do.

    A lane waits for one other at a time, so following it either ends or comes round.
    """
    following = {wait.waiter: wait.on for wait in waits}
    ended: set[int] = set()
    for first in following:
        path: list[int] = []
        each: int | None = first
        while each is not None and each not in ended and each not in path:
            path.append(each)
            each = following.get(each)
        if each is not None and each in path:
            return tuple(path[path.index(each) :])
        ended.update(path)
    return ()


def _waiting(span: Span, locks: Mapping[int, LockAt], evidence: Evidence) -> Waiting | None:
    """For whom a lane waits; None where it waits for a time, an item, or nobody in particular."""
    on = span.holder
    if span.state in LOCK_STATES and span.object is not None and span.object in locks:
        on = locks[span.object].holder
    if on is None or on not in evidence.actors:
        return None
    object = None if span.state in _FOR_AN_ACTOR else span.object
    return Waiting(span.actor, on, span.state, object, span.line)


def _holds_at(held: Held, t_ns: int) -> bool:
    return held.start_ns <= t_ns and (held.end_ns is None or t_ns < held.end_ns)


def _covered(access: Access, holds: Sequence[Held]) -> bool:
    place = bisect_right(holds, access.t_ns, key=lambda held: held.start_ns) - 1
    return place >= 0 and _holds_at(holds[place], access.t_ns)


def _waited_for(evidence: Evidence, states: frozenset[State]) -> set[int]:
    return {span.object for span in evidence.spans if span.state in states and span.object is not None}


def _by_object(accesses: Sequence[Access]) -> dict[int, tuple[list[int], list[Access]]]:
    found: dict[int, tuple[list[int], list[Access]]] = {}
    for access in accesses:
        times, each = found.setdefault(access.object, ([], []))
        times.append(access.t_ns)
        each.append(access)
    return found


def _by_queue(
    rows: npt.NDArray[np.void],
) -> dict[int, tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
    return {
        int(queue): (rows["t"][mine].astype(np.int64), rows["items"][mine].astype(np.int64))
        for queue in np.unique(rows["object"])
        if (mine := rows["object"] == queue).any()
    }

"""Who held a lock, from when to when."""

from collections.abc import ItemsView, Iterator, Mapping, ValuesView
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.core.events import Kind, among
from app.core.folds.grouping import begins_group, grouped, latest, mixed
from app.core.folds.shared_holds import SharedHolds, ends_of, passes_on
from app.core.growing import GrowingTable
from app.core.model import HOLD, OPEN
from app.core.recording import Events, Recording
from app.core.rows import joined, picked
from app.tracer import layout

_KINDS = among([Kind.LOCK_ACQUIRED, Kind.LOCK_RELEASED])
_GOT = among([layout.LOCK, layout.RLOCK])  # the flags of a wait that ended with the lock

Rows = npt.NDArray[np.void]
Places = npt.NDArray[np.intp]
_NOWHERE = -1, False
_NEVER = np.iinfo(np.int64).min


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
    """Holds as rows of HOLD, in the order in which they were read; `of` and `holds` give a lock's in order of time.

    `counted` says how many uses of a hot lock weren't told one by one. `released` is when a lock was let go
    last, told hold or not; a lock in `passed_on` is used as a signal.
    """

    READS = _KINDS | among([Kind.WAIT_BEGIN, Kind.WAIT_END, Kind.LOCK_COUNTED])

    def __init__(self, recording: Recording) -> None:
        self.table = GrowingTable(HOLD)
        self.counted: dict[int, int] = {}
        self._recording = recording
        self._passed_on: set[int] = set()
        self._released = np.full(64, _NEVER, np.int64)  # by lock + 1
        self._last = np.full(64, -1, np.int64)  # by lock + 1: the row of its last hold
        self._shared = SharedHolds()
        # mixed number of actor and lock -> where it waits, and whether by `with`
        self._waits: dict[int, tuple[int, bool]] = {}
        self._made: dict[int, list[Hold]] = {}
        self._made_of = -1  # how many marks had come when these were made
        self._marks = 0

    # taking in --------------------------------------------------------------------------------------------
    def feed(self, events: Events) -> None:
        """Take new events in."""
        kinds, flags = events["kind"], events["flags"]
        got = (kinds == Kind.WAIT_END) & _GOT.take(flags)
        marks = np.flatnonzero(_KINDS.take(kinds) | got)
        waits = np.flatnonzero(got | ((kinds == Kind.WAIT_BEGIN) & _GOT.take(flags & layout.STATE_MASK)))
        where, scoped = self._waited(events, waits)
        if len(marks):
            told = events.take(marks)
            begun = np.zeros(len(told), HOLD)
            begun["start"], begun["end"] = told["t"], OPEN
            begun["object"], begun["actor"], begun["where"] = told["object"], told["actor"], told["where"]
            begun["scoped"] = told["flags"] & layout.SCOPED != 0
            waited = got[marks]
            begun["where"][waited], begun["scoped"][waited] = where, scoped
            self._take(begun, told["kind"] == Kind.LOCK_RELEASED)
        for row in picked(events, kinds == Kind.LOCK_COUNTED):
            lock = int(row["object"])
            self.counted[lock] = self.counted.get(lock, 0) + int(row["a"])

    def _waited(self, events: Events, at: Places) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.bool_]]:
        """Where those that got a lock by waiting began to wait, and whether by `with`; in order of getting it."""
        keys = mixed(events["object"][at], events["actor"][at].astype(np.int64))
        order = np.argsort(keys, kind="stable")
        at, keys = at[order], keys[order]
        begins = events["kind"][at] == Kind.WAIT_BEGIN
        last = latest(keys, begins)
        places, scoped = events["where"][at], events["flags"][at] & layout.SCOPED != 0
        where, by_with = places[last], scoped[last]
        for row in np.flatnonzero(~begins & (last < 0)).tolist():  # it began in an earlier batch
            where[row], by_with[row] = self._waits.pop(int(keys[row]), _NOWHERE)
        # A wait that is the last of its lane and lock goes on.
        for row in np.flatnonzero(begins & np.append(begins_group(keys)[1:], True)).tolist():
            self._waits[int(keys[row])] = int(places[row]), bool(scoped[row])
        ends = np.flatnonzero(~begins)
        ends = ends[np.argsort(at[ends], kind="stable")]
        return where[ends], by_with[ends]

    def _take(self, marks: Rows, frees: npt.NDArray[np.bool_]) -> None:
        """Take in locks taken and (`frees`) let go, in the order of time: each ends the hold before it."""
        self._marks += len(marks)
        self._make_room(int(marks["object"].max()) + 2)
        np.maximum.at(self._released, marks["object"][frees] + 1, marks["start"][frees])
        shared = self._recording.are_shared(marks["object"])
        if shared.any():
            self._shared.take(picked(marks, shared), frees[shared])
            marks, frees = picked(marks, ~shared), frees[~shared]
        order = grouped(marks["object"])
        told, freed = marks.take(order), frees[order]
        first = begins_group(told["object"])
        marks["end"][order] = ends_of(told, first)
        self._passed_on.update(told["object"][passes_on(told, freed, first)].tolist())
        self._end_before(told.take(np.flatnonzero(first)), freed[first])
        taken = np.flatnonzero(~frees)
        # The last of several for one lock stays, and the batch is in the order of time.
        self._last[marks["object"][taken] + 1] = len(self.table) + np.arange(len(taken))
        self.table.append(marks.take(taken))

    def _make_room(self, locks: int) -> None:
        if locks > len(self._last):
            room = np.full(2 * locks - len(self._last), -1, np.int64)
            self._last = np.concatenate((self._last, room))
            self._released = np.concatenate((self._released, np.full(len(room), _NEVER)))

    def _end_before(self, marks: Rows, freed: npt.NDArray[np.bool_]) -> None:
        """End the holds of earlier batches at the first marks, one for each lock, of this one."""
        rows = self._last[marks["object"] + 1]
        known = rows >= 0
        marks, freed, rows = picked(marks, known), freed[known], rows[known]
        if not len(rows):
            return
        held = self.table.take(rows)
        ends = (held["end"] == OPEN) & (held["start"] <= marks["start"])
        self.table.put("end", rows[ends], marks["start"][ends])
        given = ends & freed & (held["actor"] != marks["actor"])
        self._passed_on.update(marks["object"][given].tolist())

    # asking -----------------------------------------------------------------------------------------------
    @property
    def released(self) -> dict[int, int]:
        """When each lock was let go last."""
        known = np.flatnonzero(self._released != _NEVER)
        return dict(zip((known - 1).tolist(), self._released[known].tolist(), strict=True))

    @property
    def passed_on(self) -> set[int]:
        """The locks that were let go by a lane that didn't hold them."""
        return self._passed_on | self._shared.passed_on()

    @property
    def holds(self) -> Mapping[int, list[Hold]]:
        """The holds of each lock in the order of time; those of one lock are found without the others."""
        return _ByLock(self)

    def all(self) -> dict[int, list[Hold]]:
        """All holds by lock, in the order of time."""
        if self._made_of != self._marks:
            self._made_of = self._marks
            rows = self.table.rows()
            self._made = _by_lock(rows.take(grouped(rows["object"])))
            self._made |= {int(own["object"][0]): _as_holds(own) for own in self._shared.all()}
        return self._made

    def locks(self) -> list[int]:
        """Which locks were held."""
        found: list[int] = (np.flatnonzero(self._last >= 0) - 1).tolist()
        return found + [int(own["object"][0]) for own in self._shared.last()]

    def of(self, lock: int) -> list[Hold]:
        """The holds of one lock in the order of time."""
        return _as_holds(self._rows_of(lock))

    def between(self, lock: int, start_ns: int, end_ns: int) -> list[Hold]:
        """The holds of one lock that have a part in [start, end), in the order of time."""
        rows = self._rows_of(lock)
        return _as_holds(picked(rows, (rows["start"] < end_ns) & (rows["end"] > start_ns)))

    def _rows_of(self, lock: int) -> Rows:
        if lock in self._shared:
            return self._shared.of(lock)
        parts = [picked(rows, rows["object"] == lock) for rows in self.table.newest_first()]
        return joined(parts[::-1], HOLD)

    def last(self) -> dict[int, Hold]:
        """The last hold of each lock."""
        rows = [self.table.take(self._last[self._last >= 0]), *self._shared.last()]
        return {hold.object: hold for hold in _as_holds(joined(rows, HOLD))}


class _ByLock(Mapping[int, list[Hold]]):
    """The holds of a fold as they are now."""

    def __init__(self, fold: HoldFold) -> None:
        self._fold = fold

    def __getitem__(self, lock: int) -> list[Hold]:
        found = self._fold.of(lock)
        if not found:
            raise KeyError(lock)
        return found

    def __iter__(self) -> Iterator[int]:
        return iter(self._fold.locks())

    def __len__(self) -> int:
        return len(self._fold.locks())

    def items(self) -> ItemsView[int, list[Hold]]:
        return self._fold.all().items()

    def values(self) -> ValuesView[list[Hold]]:
        return self._fold.all().values()


def _as_holds(rows: Rows) -> list[Hold]:
    names = ("object", "actor", "start", "end", "where", "scoped")
    columns = [rows[name].tolist() for name in names]
    return [
        Hold(lock, actor, start, None if end == OPEN else end, where, scoped == 1)
        for lock, actor, start, end, where, scoped in zip(*columns, strict=True)
    ]


def _by_lock(rows: Rows) -> dict[int, list[Hold]]:
    begins = np.flatnonzero(begins_group(rows["object"]))
    ends = [*begins.tolist(), len(rows)][1:]
    return {
        int(rows["object"][begin]): _as_holds(rows[begin:end])
        for begin, end in zip(begins.tolist(), ends, strict=True)
    }

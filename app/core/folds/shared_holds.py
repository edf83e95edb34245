"""Who held a lock that several processes share: what they tell of it is read one process after the other."""

import numpy as np
import numpy.typing as npt

from app.core.folds.grouping import begins_group, grouped
from app.core.growing import GrowingTable
from app.core.model import HOLD, OPEN

Rows = npt.NDArray[np.void]
Marks = npt.NDArray[np.bool_]

_FREED = 2  # in `scoped`: the row tells that the lock was let go


class SharedHolds:
    """Keeps what was told of each lock, and brings it into the order of time when somebody asks."""

    def __init__(self) -> None:
        self._told: dict[int, GrowingTable] = {}

    def __contains__(self, lock: object) -> bool:
        return lock in self._told

    def take(self, marks: Rows, freed: Marks) -> None:
        """Take in locks taken, rows of HOLD, and let go (`freed`), `start` being when."""
        marks["scoped"][freed] = _FREED
        marks = marks.take(grouped(marks["object"]))
        begins = np.flatnonzero(begins_group(marks["object"]))
        for own in np.split(marks, begins[1:]) if len(marks) else []:
            self._told.setdefault(int(own["object"][0]), GrowingTable(HOLD)).append(own)

    def of(self, lock: int) -> Rows:
        """The holds of one lock in the order of time, rows of HOLD."""
        return _holds(self._told[lock].rows())

    def all(self) -> list[Rows]:
        """The holds of each lock that was held."""
        return [rows for lock in self._told if len(rows := self.of(lock))]

    def last(self) -> list[Rows]:
        """The last hold of each lock that was held, one row each, as far as a look at what came last shows."""
        found = []
        for told in self._told.values():
            for marks in told.newest_first():
                holds = _holds(marks)
                if len(holds):
                    found.append(holds[-1:])
                    break
        return found

    def passed_on(self) -> set[int]:
        """The locks that were let go by a lane that didn't hold them."""
        return {lock for lock, told in self._told.items() if _is_passed_on(told.rows())}


def ends_of(marks: Rows, first: Marks) -> npt.NDArray[np.int64]:
    """When what each mark began ended: at the next mark of its lock; `first` are the first ones of each lock."""
    ends = np.full(len(marks), OPEN, np.int64)
    ends[:-1][~first[1:]] = marks["start"][1:][~first[1:]]
    return ends


def passes_on(marks: Rows, freed: Marks, first: Marks) -> Marks:
    """Which marks tell of a lock that was let go by a lane that hadn't taken it; shape as given."""
    passes = freed & ~first
    passes[1:] &= ~freed[:-1] & (marks["actor"][1:] != marks["actor"][:-1])
    return passes


def _in_time(marks: Rows) -> Rows:
    return marks.take(np.argsort(marks["start"], kind="stable"))


def _holds(marks: Rows) -> Rows:
    marks = _in_time(marks)
    marks["end"] = ends_of(marks, begins_group(marks["object"]))
    return marks.take(np.flatnonzero(marks["scoped"] != _FREED))


def _is_passed_on(marks: Rows) -> bool:
    marks = _in_time(marks)
    return bool(passes_on(marks, marks["scoped"] == _FREED, begins_group(marks["object"])).any())

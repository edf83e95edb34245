"""How things went over a run: who held a lock, how many waited for it, how many items were in a queue."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from app.core.events import State
from app.core.evidence import Evidence
from app.core.model import OPEN

Series = npt.NDArray[np.int64]
NOBODY = -1


class Steps(NamedTuple):
    """A number that changes at `times` (ns, sorted), shape (n,), to `values`, shape (n,); 0 before."""

    times: Series
    values: Series

    def at(self, t_ns: int) -> int:
        """The number at an instant: what changes then has changed."""
        place = int(np.searchsorted(self.times, t_ns, side="right")) - 1
        return int(self.values[place]) if place >= 0 else 0

    def highest(self, edges_ns: Series) -> Series:
        """The greatest number in each of the columns between `edges_ns`, shape (n + 1,); shape (n,)."""
        values = np.concatenate(([0], self.values, [0]))
        first = np.searchsorted(self.times, edges_ns[:-1], side="right")
        last = np.maximum(np.searchsorted(self.times, edges_ns[1:], side="left"), first)
        bounds = np.stack((first, last + 1), axis=1).reshape(-1)
        return np.maximum.reduceat(values, bounds)[::2]


class Tenure(NamedTuple):
    """Who held a lock from `start` to `end` (OPEN while it lasts), one after the other, each shape (n,)."""

    start: Series
    end: Series
    holder: Series
    line: Series

    def columns(self, edges_ns: Series) -> Series:
        """The number of a hold that has a part in each column between `edges_ns`, or NOBODY; shape (n,).

        Of several the last one.
        """
        if not len(self.start):
            return np.full(len(edges_ns) - 1, NOBODY, np.int64)
        last = np.searchsorted(self.start, edges_ns[1:], side="left") - 1
        held = (last >= 0) & (self.end[last] > edges_ns[:-1])
        return np.where(held, last, NOBODY).astype(np.int64)

    def at(self, t_ns: int) -> int:
        """The number of the hold at an instant, or NOBODY."""
        last = int(np.searchsorted(self.start, t_ns, side="right")) - 1
        return last if last >= 0 and t_ns < self.end[last] else NOBODY


def tenure(evidence: Evidence, lock: int) -> Tenure:
    """Who held a lock when; empty where it is used too often to be told each time."""
    holds = [
        (hold.start_ns, OPEN if hold.end_ns is None else hold.end_ns, hold.actor, hold.line)
        for hold in evidence.holds(lock)
    ]
    columns = np.array(holds, np.int64).reshape(-1, 4)
    return Tenure(*columns[np.argsort(columns[:, 0], kind="stable")].T)


def waiting(evidence: Evidence, object: int, states: Collection[State]) -> Steps:
    """How many lanes waited in one of these states for an object."""
    spans = [span for span in evidence.spans if span.object == object and span.state in states]
    begins = [span.start_ns for span in spans]
    ends = [span.end_ns for span in spans if span.end_ns is not None]
    times = np.array(begins + ends, np.int64)
    changes = np.concatenate((np.ones(len(begins), np.int64), np.full(len(ends), -1, np.int64)))
    unique, which = np.unique(times, return_inverse=True)
    summed = np.zeros(len(unique), np.int64)
    np.add.at(summed, which.reshape(-1), changes)
    return Steps(unique, np.cumsum(summed))

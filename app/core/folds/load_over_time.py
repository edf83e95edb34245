"""How busy cores and lanes were between any instants: estimated from samples and from what lanes told."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Series = npt.NDArray[np.int64]
Lengths = npt.NDArray[np.float64]

#: Sorted instants (ns), shape (n,), to how long a lane had run before each, shape (n,): its life without waits.
RanBefore = Callable[[Series], Lengths]


class LaneLoad(NamedTuple):
    """Shares of the time between edges, each shape (n - 1,), 0 to 1; NaN where nobody looked.

    `on` a core; `ready`: it waited for a core, as the system counts that; `off`: it ran by what it told, but
    neither: it waited for the GIL, or rested in C code (for a core too where the system doesn't count that).
    """

    on: Lengths
    ready: Lengths
    off: Lengths


def core_load(rows: Series, edges_ns: Series) -> Lengths:
    """The share of the time between `edges_ns`, shape (n,), that a core was busy, shape (n - 1,).

    `rows`: a core's samples, shape (3, m). NaN where an interval has no part in the time that was looked at.
    """
    if not rows.shape[1] or len(edges_ns) < 2:
        return np.full(max(len(edges_ns) - 1, 0), np.nan)
    times = np.concatenate(([max(rows[0][0] - rows[2][0], 0)], rows[0])).astype(float)
    times = np.maximum.accumulate(times)
    busy = np.concatenate(([0.0], np.cumsum(np.diff(times) * rows[1] / 1000)))
    return _shares(np.interp(edges_ns, times, busy), edges_ns, times[0], times[-1])


def lane_load(rows: Series, ran_before: RanBefore, edges_ns: Series) -> LaneLoad:
    """What a lane's running time was between `edges_ns`, shape (n,).

    `rows`: a thread's samples, shape (3, m), as `CpuFold.thread` has them. Between two of them the time on a
    core is shared out among the stretches in which the lane ran: a sample doesn't say which they were.
    """
    count = max(len(edges_ns) - 1, 0)
    rows = rows[:, np.argsort(rows[0], kind="stable")]
    if rows.shape[1] < 2 or not count:
        return LaneLoad(*(np.full(count, np.nan) for _ in range(3)))
    times = rows[0]
    ran_at, ran = _ran(ran_before, times, edges_ns)
    on, ready = _fitting(rows, np.diff(ran_at))
    first, last = float(times[0]), float(times[-1])
    shares = [
        _shares(_shared_out(spent, times, ran_at, edges_ns, ran), edges_ns, first, last)
        for spent in (on, ready)
    ]
    running = _shares(np.interp(np.clip(edges_ns, first, last), edges_ns, ran), edges_ns, first, last)
    return LaneLoad(shares[0], shares[1], np.clip(running - shares[0] - shares[1], 0, 1))


def _ran(ran_before: RanBefore, times: Series, edges_ns: Series) -> tuple[Lengths, Lengths]:
    """How long it had run by the samples and by the edges, counted from one beginning."""
    instants = np.concatenate((times, edges_ns))
    order = np.argsort(instants, kind="stable")
    ran = np.empty(len(instants))
    ran[order] = ran_before(instants[order])
    return ran[: len(times)], ran[len(times) :]


def _fitting(rows: Series, ran: Lengths) -> tuple[Lengths, Lengths]:
    """Time on a core and ready for one between samples, cut so that both fit into the time that it ran."""
    on = np.maximum(np.diff(rows[1]), 0).astype(float)
    known = (rows[2][1:] >= 0) & (rows[2][:-1] >= 0)
    ready = np.where(known, np.maximum(np.diff(rows[2]), 0), 0).astype(float)
    on = np.minimum(on, ran)
    return on, np.minimum(ready, ran - on)


def _shared_out(spent: Lengths, times: Series, ran_at: Lengths, edges_ns: Series, ran: Lengths) -> Lengths:
    """How much was spent before each edge: between two samples in proportion to how long the lane ran."""
    before = np.concatenate(([0.0], np.cumsum(spent)))
    place = np.clip(np.searchsorted(times, edges_ns, side="right") - 1, 0, len(spent) - 1)
    whole = np.diff(ran_at)[place]
    part = np.clip(ran - ran_at[place], 0, whole)
    return before[place] + spent[place] * np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _shares(so_far: Lengths, edges_ns: Series, first: float, last: float) -> Lengths:
    """Of the part of each interval that lies between `first` and `last`."""
    lengths = np.diff(np.clip(edges_ns.astype(float), first, last))
    shares = np.full(len(lengths), np.nan)
    np.divide(np.diff(so_far), lengths, out=shares, where=lengths > 0)
    clipped: Lengths = np.clip(shares, 0, 1)
    return clipped

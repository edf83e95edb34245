"""The honest stopwatch: where the wall time of a run went, phase by phase; the phases add up to it exactly.

At every moment between the spawn of the first process (0) and its reaping (the wall time) exactly one phase
counts, the first of these that holds. *Workers* are all visible lanes but the first process' main one; a lane
*runs* from its start to its end except inside its waits (from a wait's begin event to its end event).

- `start`: the first interpreter hasn't reached the program's first line (its first event).
- `work`: some worker runs.
- `children`: some child process has been asked for (its parent's start event) and hasn't begun (its begin event).
- `hand_over`: the main lane runs, and some worker is still to begin.
- `collect`: the main lane runs, and all workers have ended.
- `work`: the main lane runs, among workers that all wait, or without any.
- `wait`: nobody runs.

The first process' main lane ends with the process, so putting the interpreter away counts as running of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from app.core.evidence import Evidence
from app.core.model import Actor

PhaseName = Literal["start", "children", "hand_over", "work", "wait", "collect"]

#: In the order in which they are shown.
PHASES: tuple[PhaseName, ...] = ("start", "children", "hand_over", "work", "wait", "collect")

_Interval = tuple[int, int]
_Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Phase:
    """How long a phase lasted in all, in ns."""

    name: PhaseName
    ns: int


def phases(evidence: Evidence, program_ns: int) -> list[Phase]:
    """All phases in the order of `PHASES`; `program_ns`: when the program's own lines began, in ns
    since the spawn; the wall time where they never did.

    Their sum is `evidence.wall_ns`. Without a first process all of it is `start`.
    """
    wall = evidence.wall_ns
    try:
        main = evidence.main
    except LookupError:
        return [Phase(name, wall if name == "start" else 0) for name in PHASES]
    workers = [actor for actor in evidence.actors.values() if actor.id != main.id]
    starts = [
        (flow.sent_ns, evidence.actors[flow.receiver].start_ns)
        for flow in evidence.flows
        if flow.kind == "start" and evidence.actors[flow.receiver].kind in ("process", "opaque")
    ]
    waits = _waits(evidence, wall)
    begun = max((actor.start_ns for actor in workers), default=0)
    over = max((_end(actor, wall) for actor in workers), default=wall)
    working = [each for actor in workers for each in _running(actor, waits, wall)]
    own = _running(main, waits, wall)
    cuts = [0, wall, program_ns, begun, over]
    cuts += [moment for interval in (*working, *own, *starts) for moment in interval]
    edges = np.unique(np.clip(np.array(cuts, np.int64), 0, wall))
    if len(edges) < 2:
        return [Phase(name, 0) for name in PHASES]
    lengths, begins = np.diff(edges), edges[:-1]
    runs = _inside(own, edges)
    few = bool(workers)
    rules: list[tuple[PhaseName, _Flags]] = [
        ("start", begins < program_ns),
        ("work", _inside(working, edges)),
        ("children", _inside(starts, edges)),
        ("hand_over", runs & few & (begins < begun)),
        ("collect", runs & few & (begins >= over)),
        ("work", runs),
    ]
    return _counted(rules, lengths)


def _counted(rules: Iterable[tuple[PhaseName, _Flags]], lengths: npt.NDArray[np.int64]) -> list[Phase]:
    left = np.ones(len(lengths), bool)
    sums: dict[PhaseName, int] = dict.fromkeys(PHASES, 0)
    for name, holds in rules:
        sums[name] += int(lengths[left & holds].sum())
        left &= ~holds
    sums["wait"] += int(lengths[left].sum())
    return [Phase(name, ns) for name, ns in sums.items()]


def _waits(evidence: Evidence, wall: int) -> dict[int, list[_Interval]]:
    waits: dict[int, list[_Interval]] = {}
    for span in evidence.spans:
        end = wall if span.end_ns is None else span.end_ns
        waits.setdefault(span.actor, []).append((span.start_ns, end))
    return waits


def _running(actor: Actor, waits: dict[int, list[_Interval]], wall: int) -> list[_Interval]:
    """What is left of a lane without its waits."""
    pieces, at = [], actor.start_ns
    for begin, end in waits.get(actor.id, ()):
        if begin > at:
            pieces.append((at, begin))
        at = max(at, end)
    if _end(actor, wall) > at:
        pieces.append((at, _end(actor, wall)))
    return pieces


def _end(actor: Actor, wall: int) -> int:
    return wall if actor.end_ns is None else min(actor.end_ns, wall)


def _inside(intervals: Sequence[_Interval], edges: npt.NDArray[np.int64]) -> _Flags:
    """For each piece between two edges, whether one of the intervals covers it. All their ends are edges."""
    if not intervals:
        return np.zeros(len(edges) - 1, bool)
    bounds = np.clip(np.array(intervals, np.int64), edges[0], edges[-1])
    depth = np.zeros(len(edges), np.int64)
    np.add.at(depth, np.searchsorted(edges, bounds[:, 0]), 1)
    np.add.at(depth, np.searchsorted(edges, bounds[:, 1]), -1)
    return np.cumsum(depth)[:-1] > 0

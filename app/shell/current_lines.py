"""Which line of the program a lane is at, at any time of its run."""

from itertools import chain
from pathlib import Path
from typing import Literal

import numpy as np

from app.core.events import State
from app.core.trace import Trace

_LOCKS = (State.LOCK, State.RLOCK)
Role = Literal["current", "holder", "other"]


def current_lines(trace: Trace, actor: int, t_ns: int, program: Path) -> dict[int, Role]:
    """Line of `program` -> "current" for the lane's own line, "holder" for the one that it waits for.

    The lane's line is that of its latest wait: the last thing that it was seen doing.
    """
    row = _latest(trace, actor, t_ns)
    if row is None:
        return {}
    marks: dict[int, Role] = {}
    if int(row["end"]) > t_ns:
        _mark(trace, _where_holder_is(trace, row, t_ns), program, "holder", marks)
    _mark(trace, int(row["where"]), program, "current", marks)
    return marks


def _where_holder_is(trace: Trace, wait: np.void, t_ns: int) -> int:
    """Place of the lane that a wait waits for at `t_ns`: its latest wait, or where it took the lock after it."""
    holder, taken_ns, where = int(wait["holder"]), -1, -1
    lock = int(wait["object"])
    if lock >= 0 and wait["state"] in _LOCKS:
        for hold in trace.holds.between(lock, t_ns, t_ns + 1)[-1:]:
            holder, taken_ns, where = hold.actor, hold.start_ns, hold.where
    other = _latest(trace, holder, t_ns) if holder >= 0 else None
    return where if other is None or int(other["end"]) <= taken_ns else int(other["where"])


def _latest(trace: Trace, actor: int, t_ns: int) -> np.void | None:
    """The last wait that the lane had begun by `t_ns`."""
    # A lane waits for one thing at a time, so what it waited for last lies furthest back in the tables.
    for rows in chain((trace.spans.open,), trace.spans.closed.newest_first()):
        chosen = rows[(rows["actor"] == actor) & (rows["start"] <= t_ns)]
        if len(chosen):
            latest: np.void = chosen[int(chosen["start"].argmax())]
            return latest
    return None


def _mark(trace: Trace, where: int, program: Path, role: Role, marks: dict[int, Role]) -> None:
    if where >= 0:
        place = trace.recording.places[where]
        if Path(place.file) == program:
            marks[place.line] = role

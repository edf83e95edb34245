"""Which line of the program a lane is at, at any time of its run."""

from itertools import chain
from pathlib import Path
from typing import Literal

import numpy as np

from app.core.trace import Trace

Role = Literal["current", "holder", "other"]


def current_lines(trace: Trace, actor: int, t_ns: int, program: Path) -> dict[int, Role]:
    """Line of `program` -> "current" for the lane's own line, "holder" for the one that it waits for.

    The lane's line is that of its latest wait: the last thing that it was seen doing.
    """
    row = _latest(trace, actor, t_ns)
    if row is None:
        return {}
    marks: dict[int, Role] = {}
    holder = int(row["holder"])
    if holder >= 0 and int(row["end"]) > t_ns:
        other = _latest(trace, holder, t_ns)
        if other is not None:
            _mark(trace, other, program, "holder", marks)
    _mark(trace, row, program, "current", marks)
    return marks


def _latest(trace: Trace, actor: int, t_ns: int) -> np.void | None:
    """The last wait that the lane had begun by `t_ns`."""
    # A lane waits for one thing at a time, so what it waited for last lies furthest back in the tables.
    for rows in chain((trace.spans.open,), trace.spans.closed.newest_first()):
        chosen = rows[(rows["actor"] == actor) & (rows["start"] <= t_ns)]
        if len(chosen):
            latest: np.void = chosen[int(chosen["start"].argmax())]
            return latest
    return None


def _mark(trace: Trace, row: np.void, program: Path, role: Role, marks: dict[int, Role]) -> None:
    where = int(row["where"])
    if where >= 0:
        place = trace.recording.places[where]
        if Path(place.file) == program:
            marks[place.line] = role

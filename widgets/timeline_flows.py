"""The arrows between lanes: those in sight, found among a million, without those too dense to tell apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from app.core.events import State
from app.core.folds.arrows import as_rows
from app.core.model import FLOW_KINDS, Flow, FlowKind
from widgets.lane_track import Spans, Times

ArrowKind = FlowKind | Literal["join"]
KINDS: tuple[ArrowKind, ...] = (*FLOW_KINDS, "join")

_ARROW = np.dtype(
    [("sent", "<i8"), ("received", "<i8"), ("sender", "<i4"), ("receiver", "<i4"), ("kind", "u1")]
)
_COLUMNS = _ARROW.names or ()
Arrows = npt.NDArray[np.void]

_JOINS = (int(State.JOIN), int(State.PROCESS))

# Chunks are merged up to this size only, so that no single merge is felt.
_CHUNK = 1 << 16
# More arrows than these in one stretch can't be told apart whichever lanes they join.
_CROWD = 12


class _Chunk(NamedTuple):
    """Arrows sorted by the time of their effect."""

    arrows: Arrows
    received: Times  # the same as in `arrows`, without gaps: searching a column of records would copy it
    longest: int  # ns from cause to effect

    @classmethod
    def of(cls, arrows: Arrows) -> _Chunk:
        arrows = arrows[np.argsort(arrows["received"], kind="stable")]
        longest = int((arrows["received"] - arrows["sent"]).max())
        return cls(arrows, np.ascontiguousarray(arrows["received"]), longest)


class FlowArrows:
    """Flows in sorted chunks."""

    def __init__(self) -> None:
        self._chunks: list[_Chunk] = []
        self.kinds: set[ArrowKind] = set()
        self.end_ns = 0  # when the last of them arrived

    def __len__(self) -> int:
        return sum(len(chunk.arrows) for chunk in self._chunks)

    def clear(self) -> None:
        """Forget everything."""
        self._chunks, self.kinds, self.end_ns = [], set(), 0

    def add(self, flows: Iterable[Flow]) -> None:
        """Take flows in any order."""
        rows = as_rows(flows)
        if not len(rows):
            return
        arrows = np.empty(len(rows), _ARROW)
        for name in _COLUMNS:
            arrows[name] = rows[name]
        self._take(arrows)

    def add_joins(self, spans: Spans) -> None:
        """Take the joins among waits (dtype SPAN) that got what they waited for: from the joined lane's end."""
        ended = np.isin(spans["state"], _JOINS) & (spans["holder"] >= 0) & (spans["outcome"] == 0)
        chosen = spans[ended]
        if not len(chosen):
            return
        arrows = np.empty(len(chosen), _ARROW)
        arrows["sent"] = arrows["received"] = chosen["end"]
        arrows["sender"], arrows["receiver"] = chosen["holder"], chosen["actor"]
        arrows["kind"] = KINDS.index("join")
        self._take(arrows)

    def arriving(self, receiver: int, t_ns: int, within_ns: int) -> tuple[int, int] | None:
        """Sender and time of the arrow that reached a lane at an instant, or little before or after."""
        for chunk in self._chunks:
            low, high = chunk.received.searchsorted((t_ns - within_ns, t_ns + within_ns + 1))
            part = chunk.arrows[low:high]
            part = part[part["receiver"] == receiver]
            if len(part):
                nearest = part[int(np.abs(part["received"] - t_ns).argmin())]
                return int(nearest["sender"]), int(nearest["sent"])
        return None

    def _take(self, arrows: Arrows) -> None:
        self.kinds |= {KINDS[kind] for kind in np.unique(arrows["kind"])}
        self.end_ns = max(self.end_ns, int(arrows["received"].max()))
        while self._chunks and len(last := self._chunks[-1].arrows) <= min(
            2 * len(arrows), _CHUNK - len(arrows)
        ):
            arrows = np.concatenate((last, arrows))
            self._chunks.pop()
        self._chunks.append(_Chunk.of(arrows))

    def in_sight(self, start_ns: int, end_ns: int, horizon_ns: int, apart_ns: float) -> Arrows:
        """The arrows that end in a range, or begin in it and end soon after, up to the horizon.

        Of two with the same sender or the same receiver, nearer than `apart_ns` to each other, none is given.
        """
        found = [part for chunk in self._chunks if len(part := _uncrowded(chunk, start_ns, end_ns, apart_ns))]
        if not found:
            return np.zeros(0, _ARROW)
        arrows = np.concatenate(found) if len(found) > 1 else found[0]
        arrows = arrows[(arrows["received"] <= horizon_ns) & (arrows["sent"] <= end_ns)]
        return arrows[
            _alone(arrows, "receiver", "received", apart_ns) & _alone(arrows, "sender", "sent", apart_ns)
        ]


def _uncrowded(chunk: _Chunk, start_ns: int, end_ns: int, apart_ns: float) -> Arrows:
    """Those of a chunk that stand in stretches of time where few do."""
    arrows, received = chunk.arrows, chunk.received
    end_ns += min(chunk.longest, end_ns - start_ns)
    first, last = (int(i) for i in received.searchsorted((start_ns, end_ns + 1)))
    if last - first <= _CROWD:
        return arrows[first:last]
    stretch = max(round(apart_ns), 1)  # counted from 0, so that panning doesn't change the choice
    marks = np.arange(start_ns // stretch, end_ns // stretch + 2) * stretch
    bounds = np.clip(received.searchsorted(marks), first, last)
    counts = np.diff(bounds)
    few = np.flatnonzero((counts > 0) & (counts <= _CROWD))
    if not len(few):
        return arrows[:0]
    return np.concatenate([arrows[bounds[i] : bounds[i + 1]] for i in few.tolist()])


def _alone(arrows: Arrows, lane: str, time: str, apart_ns: float) -> npt.NDArray[np.bool_]:
    """Which arrows have no other at the same lane nearer than `apart_ns`."""
    order = np.lexsort((arrows[time], arrows[lane]))
    lanes, times = arrows[lane][order], arrows[time][order]
    near = (np.diff(lanes) == 0) & (np.diff(times) < apart_ns)
    alone = np.ones(len(arrows), np.bool_)
    alone[order] = ~(np.concatenate((near, [False])) | np.concatenate(([False], near)))
    return alone

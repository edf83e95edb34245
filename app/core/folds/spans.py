"""What lanes did: each wait from its begin to its end, one span per outermost call."""

import numpy as np
import numpy.typing as npt

from app.core.events import EVENT, Kind, State, among
from app.core.folds.grouping import grouped
from app.core.folds.span_table import SpanTable
from app.core.model import OPEN, SPAN
from app.core.recording import Events, Recording
from app.core.rows import joined, picked
from app.tracer import layout

_STATES = among(state for state in State if state != State.RUNNING)
_WAITS = among([Kind.WAIT_BEGIN, Kind.WAIT_END])


class SpanFold:
    """Waits as rows of SPAN: `closed` in the order in which they ended, `open` those that still last."""

    READS = _WAITS

    def __init__(self, recording: Recording) -> None:
        self.closed = SpanTable()
        self.open: npt.NDArray[np.void] = np.empty(0, SPAN)
        self._recording = recording
        self._begun: Events = np.empty(0, EVENT)  # the WAIT_BEGIN of each lane that waits

    def feed(self, events: Events) -> None:
        """Take new events in."""
        known = _STATES.take(events["flags"] & layout.STATE_MASK)  # others are of a damaged file
        waits = picked(events, _WAITS.take(events["kind"]) & known)
        if not len(waits):
            return
        if len(self._begun):
            waits = joined([self._begun, waits], EVENT)
        waits = waits.take(grouped(waits["actor"]))  # each lane's in its own order
        begins = waits["kind"] == Kind.WAIT_BEGIN
        same_lane = waits["actor"][1:] == waits["actor"][:-1]
        paired = begins[:-1] & ~begins[1:] & same_lane
        first = np.flatnonzero(paired)
        took_ns = waits["t"][first + 1] - waits["t"][first]
        unsure = waits["flags"][first] & layout.WAIT_UNSURE != 0
        first = first[~unsure | (took_ns >= layout.BRIEF_NS)]
        closed = self._spans(waits.take(first), waits.take(first + 1))
        self.closed.append(closed.take(np.argsort(closed["end"], kind="stable")))
        last = np.append(waits["actor"][1:] != waits["actor"][:-1], True)
        self._begun = picked(waits, last & begins)
        self.open = self._spans(self._begun, None)

    def _spans(self, begins: Events, ends: Events | None) -> npt.NDArray[np.void]:
        spans = np.zeros(len(begins), SPAN)
        spans["start"] = begins["t"]
        spans["end"] = OPEN if ends is None else ends["t"]
        spans["state"] = begins["flags"] & layout.STATE_MASK
        for name in ("actor", "object", "where"):
            spans[name] = begins[name]
        spans["suspends"] = begins["flags"] & layout.SUSPENDS != 0
        spans["outside"] = begins["flags"] & layout.OUTSIDE != 0
        spans["bounded"] = begins["b"] >= 0
        spans["holder"] = self._holders(begins)
        if ends is not None:
            spans["outcome"] = ends["flags"] >> 8 & 3  # other bits aren't about the outcome
        return spans

    def _holders(self, begins: Events) -> npt.NDArray[np.int32]:
        """Lanes (of the waiting process) or process ids as actor ids, -1 where nobody held it."""
        holders = np.full(len(begins), -1, np.int32)
        states = begins["flags"] & layout.STATE_MASK
        elsewhere = (states != layout.PROCESS) & (begins["a"] > layout.LANE_MASK)
        for at in np.flatnonzero(elsewhere):
            pid, lane = divmod(int(begins["a"][at]), 1 << layout.PID_SHIFT)
            holders[at] = self._recording.lane_elsewhere(pid, lane)
        lanes_of_its_own = (states != layout.PROCESS) & (begins["a"] > 0) & ~elsewhere
        for index in np.unique(begins["process"]):
            chosen = lanes_of_its_own & (begins["process"] == index)
            lanes = begins["a"][chosen].astype(np.uint32)
            holders[chosen] = self._recording.logs[int(index)].lanes.map(lanes)
        for at in np.flatnonzero((states == layout.PROCESS) & (begins["a"] > 0)):
            holders[at] = self._recording.known_child(int(begins["a"][at]))
        return holders

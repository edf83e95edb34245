"""What of a trace the views have been told, and what they are told next: all at once, or piece by piece."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.core.events import State
from app.core.lane_order import in_order
from app.core.model import Actor, Flow, Output
from app.core.trace import Trace

_LANES_SHARE = 10  # new lanes are told again after ten times what telling them took: thousands take long
_SPANS, _FLOWS, _OUTPUT = 30_000, 10_000, 1_000  # of a piece: a few ms


@dataclass(frozen=True, slots=True)
class Advance:
    """What has come since the last one.

    `lanes` is the same list as before while no lane has changed, `open_spans` the same array while no wait has
    begun or ended.
    """

    lanes: list[Actor]
    spans: npt.NDArray[np.void]
    open_spans: npt.NDArray[np.void]
    flows: Sequence[Flow]
    output: list[Output]
    horizon_ns: int
    wants_input: bool


class Telling:
    """Counts what has been told of one trace."""

    def __init__(self) -> None:
        self._lanes: list[Actor] = []
        self._lanes_changes = -1  # what the fold had counted when they were told
        self._lanes_due_s = 0.0
        self._begin_s: float | None = None  # of telling lanes that are being shown
        self._spans = self._flows = self._output = 0

    def news(self, trace: Trace, horizon_ns: int, live: bool) -> Advance:
        """All that is new. `live`: the program may still ask for input."""
        return self._advance(trace, horizon_ns, live=live)

    def rest(self, trace: Trace) -> Advance:
        """All that is left of a trace that has settled."""
        return self._advance(trace, trace.end_ns, settled=True)

    def piece(self, trace: Trace) -> Advance:
        """Some of what is left of a trace that has settled."""
        stops = self._spans + _SPANS, self._flows + _FLOWS, self._output + _OUTPUT
        return self._advance(trace, trace.end_ns, settled=self._lanes_changes < 0, stops=stops)

    def shown(self) -> None:
        """The views have shown what was told last."""
        if self._begin_s is not None:
            end_s = time.perf_counter()
            self._lanes_due_s = end_s + _LANES_SHARE * (end_s - self._begin_s)
            self._begin_s = None

    def told_all(self, trace: Trace) -> bool:
        """Whether everything has been told of a trace that has settled, but for what still lasts."""
        return self._left(trace) == 0

    def share(self, trace: Trace) -> float:
        """Which share has been told."""
        told = self._spans + self._flows + self._output
        return told / max(told + self._left(trace), 1)

    def _left(self, trace: Trace) -> int:
        there = len(trace.spans.closed) + len(trace.flows.table) + len(trace.output.pieces)
        return there - self._spans - self._flows - self._output

    def _advance(
        self,
        trace: Trace,
        horizon_ns: int,
        *,
        live: bool = False,
        settled: bool = False,
        stops: tuple[int, int, int] | tuple[None, None, None] = (None, None, None),
    ) -> Advance:
        begin_s = time.perf_counter()
        if trace.actors.changes != self._lanes_changes and (settled or begin_s >= self._lanes_due_s):
            self._begin_s = begin_s
            self._lanes_changes = trace.actors.changes
            actors = trace.actors.actors.values()
            self._lanes = in_order([actor for actor in actors if not actor.hidden and actor.name])
        spans = trace.spans.closed.rows(self._spans, stops[0])
        flows = trace.flows.since(self._flows, stops[1])
        output = trace.output.pieces[self._output : stops[2]]
        self._spans += len(spans)
        self._flows += len(flows)
        self._output += len(output)
        return Advance(
            lanes=self._lanes,
            spans=spans,
            open_spans=trace.spans.open,
            flows=flows,
            output=sorted(output, key=lambda piece: piece.t_ns),
            horizon_ns=horizon_ns,
            wants_input=live and bool((trace.spans.open["state"] == State.INPUT).any()),
        )

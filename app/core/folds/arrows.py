"""The columns in which flows are kept, and the list of flows that is made of them when somebody asks."""

from collections.abc import Iterable, Iterator, Sequence
from typing import overload

import numpy as np
import numpy.typing as npt

from app.core.growing import GrowingTable
from app.core.model import FLOW, FLOW_KINDS, Flow, FlowKind
from app.core.rows import joined

Rows = npt.NDArray[np.void]
Column = npt.NDArray[np.integer] | int

_NUMBERS: dict[FlowKind, int] = {kind: number for number, kind in enumerate(FLOW_KINDS)}


class Flows(Sequence[Flow]):
    """Rows of FLOW, `rows`, as a sequence of flows; each is made when it is asked for."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, chosen: int) -> Flow: ...
    @overload
    def __getitem__(self, chosen: slice) -> "Flows": ...
    def __getitem__(self, chosen: int | slice) -> "Flow | Flows":
        if isinstance(chosen, slice):
            return Flows(self.rows[chosen])
        return as_flows(self.rows[chosen : chosen + 1 or None])[0]

    def __iter__(self) -> Iterator[Flow]:
        return iter(as_flows(self.rows))


def as_flows(rows: Rows) -> list[Flow]:
    """Rows of FLOW as flows."""
    names = ("kind", "sender", "receiver", "sent", "received")
    return [
        Flow(FLOW_KINDS[kind], *rest)
        for kind, *rest in zip(*(rows[name].tolist() for name in names), strict=True)
    ]


class Arrows:
    """The flows that one batch of events completes; `at`: the place in the batch of the event that does."""

    def __init__(self) -> None:
        self._at: list[npt.NDArray[np.intp]] = []
        self._rows: list[Rows] = []
        self._singles: list[tuple[int, FlowKind, int, int, int, int]] = []

    def tell(
        self, at: int, kind: FlowKind, sender: int, receiver: int, sent_ns: int, received_ns: int
    ) -> None:
        """Add one flow."""
        self._singles.append((at, kind, sender, receiver, sent_ns, received_ns))

    def add(
        self,
        at: npt.NDArray[np.integer],
        kind: FlowKind,
        sender: Column,
        receiver: Column,
        sent: Column,
        received: Column,
    ) -> None:
        """Add flows of one kind by columns, shape (n,)."""
        if not len(at):
            return
        rows = np.zeros(len(at), FLOW)
        rows["kind"] = _NUMBERS[kind]
        rows["sender"], rows["receiver"] = sender, receiver
        rows["sent"], rows["received"] = sent, received
        self._at.append(at.astype(np.intp))
        self._rows.append(rows)

    def add_met(self, kind: FlowKind, met: npt.NDArray[np.int64]) -> None:
        """Add those who met, as `Meetings` tells it; nothing is received before it is sent."""
        at, sender, sent, receiver, received = met.T
        self.add(at, kind, sender, receiver, sent, np.maximum(received, sent))

    def move_to(self, table: GrowingTable) -> None:
        """Append them to a table of FLOW in the order of the events."""
        self._add_singles()
        if not self._rows:
            return
        rows = joined(self._rows, FLOW)
        table.append(rows.take(np.argsort(np.concatenate(self._at), kind="stable")))

    def _add_singles(self) -> None:
        if self._singles:
            at, kinds, sender, receiver, sent, received = zip(*self._singles, strict=True)
            rows = np.zeros(len(at), FLOW)
            rows["kind"] = [_NUMBERS[kind] for kind in kinds]
            rows["sender"], rows["receiver"] = sender, receiver
            rows["sent"], rows["received"] = sent, received
            self._at.append(np.array(at, np.intp))
            self._rows.append(rows)


def as_rows(flows: Iterable[Flow]) -> Rows:
    """Flows as rows of FLOW."""
    if isinstance(flows, Flows):
        return flows.rows
    told = [(f.sent_ns, f.received_ns, f.sender, f.receiver, _NUMBERS[f.kind], b"") for f in flows]
    return np.array(told, FLOW)

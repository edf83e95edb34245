"""Reads and writes of watched data, and what its value is."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from app.core.events import Kind, among
from app.core.growing import GrowingTable
from app.core.model import Access
from app.core.recording import Events, Recording
from app.core.rows import picked
from app.tracer import layout

#: One read or write: `t` in ns since the spawn; `value` is a number where `flags` say so, otherwise where the
#: text of `process` lies; `actor`, `object` and `where` are indices. 32 bytes.
ACCESS = np.dtype(
    [
        ("t", "<i8"),
        ("value", "<i8"),
        ("actor", "<i4"),
        ("object", "<i4"),
        ("where", "<i4"),
        ("process", "<u2"),
        ("flags", "<u2"),
    ]
)


class AccessFold:
    """Accesses in the order in which they were read from the files, `table` as rows of ACCESS."""

    READS = among([Kind.ACCESS])

    def __init__(self, recording: Recording) -> None:
        self.table = GrowingTable(ACCESS)
        self._made: list[Access] = []
        self._recording = recording

    def feed(self, events: Events) -> None:
        """Take new events in."""
        told = picked(events, (events["kind"] == Kind.ACCESS) & (events["object"] >= 0))
        if not len(told):
            return
        rows = np.empty(len(told), ACCESS)
        for name in ("t", "actor", "object", "where", "process", "flags"):
            rows[name] = told[name]
        rows["value"] = np.where(told["flags"] & layout.ACCESS_INT != 0, told["a"], told["b"])
        self.table.append(rows)

    @property
    def accesses(self) -> list[Access]:
        """All accesses, made when asked for; `sorted()` gives the order of time."""
        self._made += self.resolved(self.table.rows(len(self._made)))
        return self._made

    def sorted(self) -> list[Access]:
        """The accesses in the order of time."""
        accesses = self.accesses
        order = np.argsort(self.table.rows()["t"], kind="stable")
        return [accesses[place] for place in order.tolist()]

    def resolved(self, rows: npt.NDArray[np.void]) -> list[Access]:
        """Rows of ACCESS with their values and lines."""
        write = (rows["flags"] & layout.ACCESS_WRITE != 0).tolist()
        columns = (rows[name].tolist() for name in ("actor", "object", "t"))
        return [
            Access(actor, thing, writes, value, t, line)
            for actor, thing, t, writes, value, line in zip(
                *columns, write, self._values(rows), self._lines(rows), strict=True
            )
        ]

    def _values(self, rows: npt.NDArray[np.void]) -> list[str]:
        if bool((rows["flags"] & layout.ACCESS_INT != 0).all()):
            return list(map(str, rows["value"].tolist()))
        columns = (rows[name].tolist() for name in ("flags", "value", "process"))
        logs = self._recording.logs
        return [
            str(value) if flags & layout.ACCESS_INT else logs[process].segments.text(value)
            for flags, value, process in zip(*columns, strict=True)
        ]

    def _lines(self, rows: npt.NDArray[np.void]) -> Iterable[int]:
        lines = [place.line for place in self._recording.places]
        return [lines[where] if where >= 0 else 0 for where in rows["where"].tolist()]

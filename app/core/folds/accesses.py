"""Reads and writes of watched data, and what its value is."""

import numpy as np

from app.core.events import Kind
from app.core.model import Access
from app.core.recording import Events, Recording
from app.tracer import layout


class AccessFold:
    """Accesses in the order in which they were read from the files; `sorted()` gives the order of time."""

    def __init__(self, recording: Recording) -> None:
        self.accesses: list[Access] = []
        self._recording = recording

    def feed(self, events: Events) -> None:
        """Take new events in."""
        for row in events[(events["kind"] == Kind.ACCESS) & (events["object"] >= 0)]:
            self.accesses.append(self._access(row))

    def _access(self, row: np.void) -> Access:
        flags = int(row["flags"])
        if flags & layout.ACCESS_INT:
            value = str(int(row["a"]))
        else:
            value = self._recording.logs[int(row["process"])].segments.text(int(row["b"]))
        where = int(row["where"])
        return Access(
            actor=int(row["actor"]),
            object=int(row["object"]),
            write=bool(flags & layout.ACCESS_WRITE),
            value=value,
            t_ns=int(row["t"]),
            line=self._recording.places[where].line if where >= 0 else 0,
        )

    def sorted(self) -> list[Access]:
        """The accesses in the order of time."""
        return sorted(self.accesses, key=lambda access: access.t_ns)

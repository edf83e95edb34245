"""Reads and writes of watched data, and what its value is."""

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
        rows = events[(events["kind"] == Kind.ACCESS) & (events["object"] >= 0)]
        # Columns of plain numbers: a loop may watch its data a million times a second.
        names = ("flags", "a", "b", "process", "where", "actor", "object", "t")
        places, logs = self._recording.places, self._recording.logs
        for flags, a, b, process, where, actor, thing, t in zip(
            *(rows[name].tolist() for name in names), strict=True
        ):
            value = str(a) if flags & layout.ACCESS_INT else logs[process].segments.text(b)
            line = places[where].line if where >= 0 else 0
            self.accesses.append(Access(actor, thing, bool(flags & layout.ACCESS_WRITE), value, t, line))

    def sorted(self) -> list[Access]:
        """The accesses in the order of time."""
        return sorted(self.accesses, key=lambda access: access.t_ns)

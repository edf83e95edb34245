"""What threads touched that belongs to the thread of a program's windows."""

from dataclasses import dataclass

from app.core.events import Kind, among
from app.core.recording import Events, Recording
from app.tracer import layout


@dataclass(frozen=True, slots=True)
class Touch:
    """One call from the wrong thread. `what` is `widget`, `display` or `events`; `where` is the index of its line."""

    actor: int
    what: str
    name: str
    t_ns: int
    where: int


_WHAT = {
    layout.TOUCHED_WIDGET: "widget",
    layout.TOUCHED_DISPLAY: "display",
    layout.TOUCHED_EVENTS: "events",
}


class TouchFold:
    """Such calls in the order in which they were read."""

    READS = among([Kind.OFF_THREAD])

    def __init__(self, recording: Recording) -> None:
        self.touches: list[Touch] = []
        self._recording = recording

    def feed(self, events: Events) -> None:
        """Take new events in."""
        for row in events[events["kind"] == Kind.OFF_THREAD]:
            name = self._recording.logs[int(row["process"])].segments.text(int(row["b"]))
            what = _WHAT.get(int(row["flags"]), "widget")
            self.touches.append(Touch(int(row["actor"]), what, name, int(row["t"]), int(row["where"])))

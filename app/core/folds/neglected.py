"""Coroutines that were called and never awaited: what they would have done was never done."""

from dataclasses import dataclass

from app.core.events import Kind, among, one_by_one
from app.core.recording import Events, Recording
from app.core.rows import picked


@dataclass(frozen=True, slots=True)
class Neglected:
    """One coroutine that was let go unused.

    `where` is the index of the line on which that was seen, usually the one of the call, `defined` that of
    its function (-1: unknown).
    """

    actor: int
    name: str
    t_ns: int
    where: int
    defined: int


class NeglectFold:
    """Coroutines that were never awaited, in the order in which they were let go."""

    READS = among([Kind.NEVER_AWAITED])

    def __init__(self, recording: Recording) -> None:
        self.neglected: list[Neglected] = []
        self._recording = recording

    def feed(self, events: Events) -> None:
        """Take new events in."""
        for row in one_by_one(picked(events, events["kind"] == Kind.NEVER_AWAITED)):
            log = self._recording.logs[row.process]
            name = log.segments.text(row.b)
            defined = log.places.get(row.obj)
            self.neglected.append(Neglected(row.actor, name, row.t, row.where, defined))

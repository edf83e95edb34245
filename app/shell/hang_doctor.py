"""Looks after a run that goes on: says when lanes of it will never move again, and why."""

from app.core.diagnoses import standstill
from app.core.diagnosis import Diagnosis
from app.core.evidence import gather_open
from app.core.trace import Trace

LOOK_EVERY_NS = 1_000_000_000
_MOST_LANES = 2_000  # of more, a look would take longer than a frame

Key = tuple[str, tuple[int, ...]]


class HangDoctor:
    """Believes only what two looks in a row have shown: what a lane waits for may come any moment."""

    def __init__(self) -> None:
        self._next_ns = LOOK_EVERY_NS
        self._events = -1
        self._seen: dict[Key, Diagnosis] = {}
        self._told: list[Key] = []

    def look(self, trace: Trace, now_ns: int) -> list[Diagnosis] | None:
        """What is wrong now, `now_ns` since the spawn; None where that is the same as before."""
        if now_ns < self._next_ns or len(trace.actors.actors) > _MOST_LANES:
            return None
        self._next_ns = now_ns + LOOK_EVERY_NS
        before = self._seen
        if trace.events != self._events:
            self._events = trace.events
            found = standstill(gather_open(trace, now_ns))
            self._seen = {(each.code, each.actors): each for each in found}
        sure = {key: each for key, each in self._seen.items() if key in before}
        if list(sure) == self._told:
            return None
        self._told = list(sure)
        return list(sure.values())

"""What passes between a generator and the lane that lets it run: what is sent in, what it yields."""

import numpy as np
import numpy.typing as npt

from app.core.events import Kind, among
from app.core.model import Flow
from app.core.recording import Events, Recording
from app.tracer import layout

_WAITS = among((Kind.WAIT_BEGIN, Kind.WAIT_END))
_OWN = among((layout.CREATED, layout.SUSPENDED))


def of_generators(events: Events) -> npt.NDArray[np.bool_]:
    """Which events are the begins and ends of a generator's own waits; shape as given."""
    chosen: npt.NDArray[np.bool_] = _WAITS[events["kind"]]
    chosen &= _OWN[events["flags"] & layout.STATE_MASK]
    return chosen


class Passages:
    """Adds the flows of generators to `flows`."""

    def __init__(self, recording: Recording, flows: list[Flow]) -> None:
        self._recording = recording
        self._flows = flows
        self._made: dict[int, tuple[int, int]] = {}  # generator -> (who made it, when)
        self._hosts: dict[int, int] = {}  # generator -> who let it run last

    def feed(self, events: Events) -> None:
        """Take new events in."""
        for row in events[of_generators(events) | (events["kind"] == Kind.GENERATOR_START)]:
            log = self._recording.logs[int(row["process"])]
            actor, t = int(row["actor"]), int(row["t"])
            match int(row["kind"]):
                case Kind.GENERATOR_START:
                    self._made[self._recording.actor(log, int(row["obj"]))] = actor, t
                case Kind.WAIT_END if row["a"] > 0:
                    host = self._hosts[actor] = self._recording.actor(log, int(row["a"]))
                    self._runs(actor, host, t, bool(int(row["flags"]) & layout.PASSES))
                case Kind.WAIT_BEGIN if int(row["flags"]) & layout.PASSES and actor in self._hosts:
                    self._flows.append(Flow("item", actor, self._hosts[actor], t, t))
                case _:
                    pass  # it was closed while it waited, or yields nothing

    def _runs(self, generator: int, host: int, t: int, sent: bool) -> None:
        if generator in self._made:
            maker, made = self._made.pop(generator)
            self._flows.append(Flow("start", maker, generator, made, max(t, made)))
        elif sent:
            self._flows.append(Flow("item", host, generator, t, t))

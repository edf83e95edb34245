"""What passes between a generator and the lane that lets it run: what is sent in, what it yields."""

import numpy as np
import numpy.typing as npt

from app.core.events import Kind, among, one_by_one
from app.core.folds.arrows import Arrows
from app.core.folds.grouping import grouped, latest
from app.core.recording import Events, Recording
from app.core.rows import picked
from app.tracer import layout

_WAITS = among((Kind.WAIT_BEGIN, Kind.WAIT_END))
_OWN = among((layout.CREATED, layout.SUSPENDED))


def of_generators(events: Events) -> npt.NDArray[np.bool_]:
    """Which events are the begins and ends of a generator's own waits; shape as given."""
    chosen: npt.NDArray[np.bool_] = _WAITS.take(events["kind"])
    chosen &= _OWN.take(events["flags"] & layout.STATE_MASK)
    return chosen


class Passages:
    """Finds the flows of generators."""

    READS = _WAITS | among([Kind.GENERATOR_START])

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self._made: dict[int, tuple[int, int]] = {}  # generator -> (who made it, when)
        self._hosts: dict[int, int] = {}  # generator -> who let it run last

    def feed(self, events: Events, arrows: Arrows) -> None:
        """Take new events in."""
        for row in one_by_one(picked(events, events["kind"] == Kind.GENERATOR_START)):
            log = self._recording.logs[row.process]
            self._made[self._recording.actor(log, row.obj)] = row.actor, row.t
        at = np.flatnonzero(of_generators(events))
        if not len(at):
            return
        at = at[grouped(events["actor"][at])]
        told = events.take(at)
        # One that ends without a host was closed while it waited.
        runs = (told["kind"] == Kind.WAIT_END) & (told["a"] > 0)
        hosts = np.full(len(told), -1, np.int32)
        hosts[runs] = self._recording.lanes_of(told["process"][runs], told["a"][runs])
        passes = told["flags"] & layout.PASSES != 0
        born = self._tell_births(told, at, runs, arrows)
        sent = np.flatnonzero(runs & passes & ~born)
        actors, times = told["actor"], told["t"]
        arrows.add(at[sent], "item", hosts[sent], actors[sent], times[sent], times[sent])
        self._tell_yields(told, at, runs, hosts, passes, arrows)
        self._hosts.update(zip(actors[runs].tolist(), hosts[runs].tolist(), strict=True))

    def _tell_births(
        self, told: Events, at: npt.NDArray[np.intp], runs: npt.NDArray[np.bool_], arrows: Arrows
    ) -> npt.NDArray[np.bool_]:
        """Tell who made those that run for the first time; returns which rows are that."""
        born = np.zeros(len(told), np.bool_)
        if not self._made:
            return born
        running = np.flatnonzero(runs)
        generators, first = np.unique(told["actor"][running], return_index=True)
        for generator, place in zip(generators.tolist(), running[first].tolist(), strict=True):
            if generator in self._made:
                maker, made = self._made.pop(generator)
                born[place] = True
                arrows.tell(int(at[place]), "start", maker, generator, made, max(int(told["t"][place]), made))
        return born

    def _tell_yields(
        self,
        told: Events,
        at: npt.NDArray[np.intp],
        runs: npt.NDArray[np.bool_],
        hosts: npt.NDArray[np.int32],
        passes: npt.NDArray[np.bool_],
        arrows: Arrows,
    ) -> None:
        """What a generator yields goes to the lane that let it run last."""
        last = latest(told["actor"], runs)
        yields = np.flatnonzero((told["kind"] == Kind.WAIT_BEGIN) & passes)
        actors, times = told["actor"][yields], told["t"][yields]
        receivers = np.where(last[yields] >= 0, hosts[last[yields]], -1)
        for place in np.flatnonzero(last[yields] < 0).tolist():  # it ran in an earlier batch, or never
            receivers[place] = self._hosts.get(int(actors[place]), -1)
        known = receivers >= 0
        yields, actors, times = yields[known], actors[known], times[known]
        arrows.add(at[yields], "item", actors, receivers[known], times, times)

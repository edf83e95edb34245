"""What claims ask about cores: did lanes compute at the same time, in turn, or wait for a core.

Lanes tell their processor time themselves; how long they waited for a core is looked at from outside. Where a
machine is busy with other things, or has one core, nobody can tell what lanes would have done: then they don't.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from app.core.claims import CUT_SHORT, cut_short, everywhere, listing, moment, somewhere, work, workers
from app.core.demo import Verdict

if TYPE_CHECKING:
    from app.core.evidence import Evidence
    from app.core.model import Actor

Check = Callable[["Evidence"], Verdict]

ONE_CORE = "This machine has one core: no two lanes can compute at the same time here."
BUSY = "The cores had other things to do as well, so this can't be told."
TOO_SHORT = "It was over too soon to be looked at: give it more to do."
#: What says that this machine, now, isn't fit to tell.
UNTOLD = frozenset({ONE_CORE, BUSY, TOO_SHORT})

_TWO_AT_ONCE = 1.1  # processor time in a time: more than one core's, with room for two clocks
_CROWDED = 1.5  # computed or wanted to
_IDLE = 0.5
_DEPENDS = 0.3  # of its processor time a lane waited for a core besides
_TURN = 0.8  # of the interval


@dataclass(frozen=True, slots=True)
class Load:
    """What lanes computed from the first one's start to the last one's end."""

    lanes: tuple[Actor, ...]
    wall_ns: int
    cpu_ns: int
    waited_ns: int | None  # for a core; None where that of some lane wasn't seen

    @property
    def told(self) -> str:
        """In words."""
        return f"{len(self.lanes)} lanes computed {moment(self.cpu_ns)} in {moment(self.wall_ns)}."


def load_of(evidence: Evidence, lanes: list[Actor]) -> Load | None:
    """The load of lanes that have ended; None where there are less than two or some is unmeasured."""
    if len(lanes) < 2 or any(lane.end_ns is None or lane.cpu_ns is None for lane in lanes):
        return None
    wall_ns = max(lane.end_ns or 0 for lane in lanes) - min(lane.start_ns for lane in lanes)
    waits = [evidence.core_waits_ns.get(lane.id) for lane in lanes]
    waited = None if None in waits else sum(wait or 0 for wait in waits)
    return Load(tuple(lanes), max(wall_ns, 1), sum(lane.cpu_ns or 0 for lane in lanes), waited)


# at the same time -----------------------------------------------------------------------------------------


def computed_at_the_same_time(evidence: Evidence) -> Verdict:
    """The lanes beside main got more processor time than one core has."""
    load = load_of(evidence, _computing(evidence))
    if evidence.cores < 2:
        return Verdict(None, ONE_CORE)
    if load is None:
        return _no_load(evidence)
    if load.cpu_ns > _TWO_AT_ONCE * load.wall_ns:
        return Verdict(True, load.told)
    if load.waited_ns is None or load.cpu_ns < _IDLE * load.wall_ns:
        return Verdict(None, TOO_SHORT)
    return Verdict(None, BUSY) if _crowded(load) else somewhere(evidence, False, load.told)


def never_two_at_the_same_time(evidence: Evidence) -> Verdict:
    """The lanes beside main got no more processor time than one core has, with cores to spare."""
    load = load_of(evidence, _computing(evidence))
    if evidence.cores < 2:
        return Verdict(None, ONE_CORE)
    if load is None:
        return _no_load(evidence)
    if load.cpu_ns > _TWO_AT_ONCE * load.wall_ns:
        return Verdict(False, load.told)
    if load.waited_ns is None and load.cpu_ns < _IDLE * load.wall_ns:
        return Verdict(None, TOO_SHORT)
    return Verdict(None, BUSY) if _crowded(load) else everywhere(evidence, True, load.told)


def no_more_than_one_core(evidence: Evidence) -> Verdict:
    """The lanes beside main together got no more than one core's time, whatever they wanted."""
    load = load_of(evidence, _computing(evidence))
    if load is None:
        return _no_load(evidence)
    if evidence.cores < 2:
        return Verdict(None, ONE_CORE)
    if load.cpu_ns > _TWO_AT_ONCE * load.wall_ns:
        return Verdict(False, load.told)
    return everywhere(evidence, True, load.told)


def lived_at_the_same_time(evidence: Evidence) -> Verdict:
    """Every lane beside main had begun before any of them had ended."""
    lanes = _computing(evidence)
    ends = [evidence.end_ns if lane.end_ns is None else lane.end_ns for lane in lanes]
    if len(lanes) < 2:
        return somewhere(evidence, False, "There were no two lanes beside main.")
    last_start, first_end = max(lane.start_ns for lane in lanes), min(ends)
    told = f"The last began at {moment(last_start)}, the first ended at {moment(first_end)}."
    return Verdict(last_start < first_end, told)


# waiting for a core ---------------------------------------------------------------------------------------


def each_waited_for_a_core(evidence: Evidence) -> Verdict:
    """Every lane beside main was ready to run and had no core for a good part of its time."""
    lanes = _computing(evidence)
    waits = {lane.id: evidence.core_waits_ns.get(lane.id) for lane in lanes}
    if len(lanes) < 2:
        return somewhere(evidence, False, "There were no two lanes that computed.")
    if None in waits.values():
        return Verdict(None, TOO_SHORT)
    told = listing(f"{lane.name} waited {moment(waits[lane.id] or 0)}" for lane in lanes)
    holds = all((waits[lane.id] or 0) > _DEPENDS * (lane.cpu_ns or 0) for lane in lanes)
    return everywhere(evidence, holds, f"{told} for a core (estimated).")


def first_got_less(evidence: Evidence) -> Verdict:
    """The lane that main started first got less than half of the processor time of each other one."""
    lanes = _as_started(evidence)
    if len(lanes) < 2 or any(lane.cpu_ns is None for lane in lanes):
        return Verdict(None, CUT_SHORT if cut_short(evidence) else TOO_SHORT)
    told = listing(f"{lane.name} computed {moment(lane.cpu_ns or 0)}" for lane in lanes)
    first, *others = (lane.cpu_ns or 0 for lane in lanes)
    return Verdict(2 * first < min(others), f"{told}.")


def first_wanted_more(evidence: Evidence) -> Verdict:
    """The lane that main started first waited longer for a core than it had one."""
    lanes = _as_started(evidence)
    waited = evidence.core_waits_ns.get(lanes[0].id) if lanes else None
    if waited is None or lanes[0].cpu_ns is None:
        return Verdict(None, CUT_SHORT if cut_short(evidence) else TOO_SHORT)
    name, computed = lanes[0].name, lanes[0].cpu_ns
    told = f"{name} waited {moment(waited)} for a core (estimated) and computed {moment(computed)}."
    return Verdict(waited > computed, told)


# turns ----------------------------------------------------------------------------------------------------


def turns_lasted(interval: str) -> Check:
    """Between two turns, told by writes to watched data, there lay as a rule about this many seconds or more."""

    def check(evidence: Evidence) -> Verdict:
        seconds = evidence.parameters.get(interval)
        starts = turn_starts(evidence)
        if not isinstance(seconds, float) or len(starts) < 3:
            return somewhere(evidence, False, f"{len(starts)} turns: the lanes didn't alternate.")
        lengths = sorted(after - before for before, after in pairwise(starts))
        usual = lengths[len(lengths) // 2]
        told = f"{len(starts)} turns; as a rule one lasted {moment(usual)}."
        return Verdict(usual >= _TURN * seconds * 1e9, told)

    return check


def took_turns(evidence: Evidence) -> Verdict:
    """Several lanes wrote to the watched data again and again, one after the other."""
    count = len(turn_starts(evidence))
    return somewhere(evidence, count >= 3, f"It changed hands {max(count - 1, 0)} times.")


def turn_starts(evidence: Evidence) -> list[int]:
    """When another lane beside main than before wrote to watched data, ns."""
    starts, last = [], evidence.main.id
    for access in evidence.accesses:
        if access.write and access.actor not in (last, evidence.main.id):
            starts.append(access.t_ns)
            last = access.actor
    return starts


def pauses_alternated(evidence: Evidence) -> Verdict:
    """The lanes that slept did so by turns, over and over: none did all of its work in one go."""
    order = [span.actor for span in work(evidence)]
    changes = sum(before != after for before, after in pairwise(order))
    lanes = len(set(order))
    told = f"{lanes} lanes paused {len(order)} times, and {changes} times another one was next."
    return somewhere(evidence, lanes > 1 and changes > lanes - 1, told)


def _computing(evidence: Evidence) -> list[Actor]:
    """The threads and processes beside main, other programs apart."""
    return [lane for lane in workers(evidence) if lane.kind != "opaque"]


def _as_started(evidence: Evidence) -> list[Actor]:
    """The same in the order in which they were asked for: who is asked first may come to life later."""
    asked = {flow.receiver: flow.sent_ns for flow in evidence.flows if flow.kind == "start"}
    return sorted(_computing(evidence), key=lambda lane: asked.get(lane.id, lane.start_ns))


def _no_load(evidence: Evidence) -> Verdict:
    """Less than two lanes, or how much some computed isn't known."""
    if len(_computing(evidence)) < 2:
        return somewhere(evidence, False, "There were no two lanes that computed.")
    return Verdict(None, CUT_SHORT if cut_short(evidence) else TOO_SHORT)


def _crowded(load: Load) -> bool:
    return load.cpu_ns + (load.waited_ns or 0) > _CROWDED * load.wall_ns

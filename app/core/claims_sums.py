"""What claims ask about a sum that was worked out: is it right, what did a clock leave out, what did it take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.core.claims import CUT_SHORT, cut_short, everywhere, listing, moment, somewhere
from app.core.claims_cores import TOO_SHORT
from app.core.demo import Verdict

if TYPE_CHECKING:
    from app.core.evidence import Evidence
    from app.core.model import Access, Actor, Span

Check = Callable[["Evidence"], Verdict]

_SEEN_NS = 1_000_000_000  # a run that lasts so long has had its memory looked at
_NOTICEABLE = 0.1  # of the whole time
_LIST_BYTES = 30  # a number in a list, at least: its pointer and itself


def sum_is_right(parameter: str, result: str = "result") -> Check:
    """The last value of the watched `result` is the sum of all numbers from 1 to the parameter."""

    def check(evidence: Evidence) -> Verdict:
        last = evidence.parameters.get(parameter)
        if not isinstance(last, int):
            return Verdict(None, f"The program has no number {parameter}.")
        value = last_value(evidence, result)
        right = last * (last + 1) // 2
        told = f"It came to {value}." if value == right else f"It came to {value}, and should be {right}."
        return somewhere(evidence, value == right, told)

    return check


def last_value(evidence: Evidence, name: str) -> int | None:
    """The whole number that was written last to the watched data of this name, by main."""
    values = [access.value for access in _writes(evidence, name)]
    try:
        return int(values[-1]) if values else None
    except ValueError:
        return None


def nothing_got_lost(name: str) -> Check:
    """The last value of watched data in which the program counts its losses is 0."""

    def check(evidence: Evidence) -> Verdict:
        value = _lost(evidence, name)
        return value if isinstance(value, Verdict) else Verdict(value == 0, f"{value} additions were lost.")

    return check


def something_got_lost(name: str) -> Check:
    """The last value of watched data in which the program counts its losses is above 0."""

    def check(evidence: Evidence) -> Verdict:
        value = _lost(evidence, name)
        return value if isinstance(value, Verdict) else Verdict(value > 0, f"{value} additions were lost.")

    return check


def _lost(evidence: Evidence, name: str) -> int | Verdict:
    value = last_value(evidence, name)
    if cut_short(evidence) or value is None or len(_writes(evidence, name)) < 2:
        return Verdict(None, CUT_SHORT if cut_short(evidence) else f"{name} wasn't worked out.")
    return value


# clocks ---------------------------------------------------------------------------------------------------


def late_clock_left_out_work(evidence: Evidence) -> Verdict:
    """A good part of the time had passed when the clock, the last step but one, was started."""
    steps = _steps(evidence)
    if len(steps) < 3:
        return somewhere(evidence, False, "No clock was started between the begin and the end.")
    missed, whole = steps[-2] - steps[0], steps[-1] - steps[0]
    told = f"The late clock showed {moment(whole - missed)} and left out {moment(missed)}."
    return Verdict(missed > _NOTICEABLE * whole, told)


def workers_began_before_the_clock(evidence: Evidence) -> Verdict:
    """A process was under way when the clock, the last step but one, was started."""
    steps, lanes = _steps(evidence), _processes(evidence)
    if len(steps) < 3 or not lanes:
        return somewhere(evidence, False, "No clock was started, or no process.")
    early = [lane for lane in lanes if lane.start_ns < steps[-2]]
    told = f"{len(early)} of {len(lanes)} had begun when the late clock started at {moment(steps[-2])}."
    return somewhere(evidence, bool(early), told)


def main_waited_while_they_computed(evidence: Evidence) -> Verdict:
    """For a part of each worker's life main waited: its own processor clock stood still meanwhile."""
    lanes, waits = _processes(evidence), evidence.waits(evidence.main.id)
    waited_ns = [sum(_common_ns(wait, lane, evidence) for wait in waits) for lane in lanes]
    told = listing(f"{lane.name}: {moment(ns)}" for lane, ns in zip(lanes, waited_ns, strict=True))
    holds = bool(lanes) and all(waited_ns)
    return everywhere(evidence, holds, f"Main waited during the life of {told or 'nobody'}.")


def _common_ns(wait: Span, lane: Actor, evidence: Evidence) -> int:
    """How long a wait and a lane's life went on together."""
    ends = [evidence.end_ns if end is None else end for end in (wait.end_ns, lane.end_ns)]
    return max(min(ends) - max(wait.start_ns, lane.start_ns), 0)


def _steps(evidence: Evidence) -> list[int]:
    """When the watched `step` was written, the empty one that it begins with apart; ns."""
    return [access.t_ns for access in _writes(evidence, "step") if access.value.strip("'\"")]


# memory ---------------------------------------------------------------------------------------------------


def a_list_was_in_memory(parameter: str) -> Check:
    """Some process was seen to use the memory that a list of that many numbers needs."""

    def check(evidence: Evidence) -> Verdict:
        needed, most = _list_and_most(evidence, parameter)
        if most is None or (most < needed and evidence.wall_ns < _SEEN_NS):
            return Verdict(None, TOO_SHORT)
        return somewhere(evidence, most >= needed, _told_memory(most, needed))

    return check


def value_stayed_below(name: str, most: int) -> Check:
    """What main wrote to the watched data of this name is at most so much, and more than nothing."""

    def check(evidence: Evidence) -> Verdict:
        value = last_value(evidence, name)
        told = f"The value of {name} is {'unknown' if value is None else value}."
        return somewhere(evidence, value is not None and 0 < value <= most, told)

    return check


def _list_and_most(evidence: Evidence, parameter: str) -> tuple[int, int | None]:
    count = evidence.parameters.get(parameter)
    most = max(evidence.memory_bytes.values(), default=None)
    return (_LIST_BYTES * count if isinstance(count, int) else 0), most


def _told_memory(most: int, needed: int) -> str:
    return f"At most {most / 1e6:.0f} MB in one process; a list takes {needed / 1e6:.0f} MB and more."


# who got what ---------------------------------------------------------------------------------------------


def as_many_workers_as(parameter: str) -> Check:
    """Main started as many processes as the parameter says, and each ended by itself."""

    def check(evidence: Evidence) -> Verdict:
        lanes = _processes(evidence)
        told = f"{listing(f'{lane.name} was process {lane.pid}' for lane in lanes) or 'Nobody'}."
        holds = len(lanes) == evidence.parameters.get(parameter) and all(
            lane.end == "finished" for lane in lanes
        )
        return everywhere(evidence, holds, told)

    return check


def each_sent_one_result(evidence: Evidence) -> Verdict:
    """Every process put one item that main took."""
    sent = Counter(flow.sender for flow in evidence.flows if flow.kind == "item")
    lanes = _processes(evidence)
    told = listing(f"{sent[lane.id]} by {lane.name}" for lane in lanes)
    holds = bool(lanes) and all(sent[lane.id] == 1 for lane in lanes)
    return everywhere(evidence, holds, f"Items that main took: {told or 'none'}.")


def pieces_were_handed_out(parameter: str) -> Check:
    """Main handed the workers as many items as the parameter says, or more."""

    def check(evidence: Evidence) -> Verdict:
        pieces = evidence.parameters.get(parameter)
        main, lanes = evidence.main.id, {lane.id for lane in _processes(evidence)}
        items = [flow for flow in evidence.flows if flow.kind == "item" and flow.sender == main]
        got = Counter(flow.receiver for flow in items if flow.receiver in lanes)
        told = listing(f"{count} to {evidence.actors[lane].name}" for lane, count in sorted(got.items()))
        holds = isinstance(pieces, int) and got.total() >= pieces
        return somewhere(evidence, holds, f"Pieces for {pieces}: {told or 'none handed out'}.")

    return check


def each_talked_with_main(evidence: Evidence) -> Verdict:
    """Every worker process got messages from main and sent some back, whichever of their threads and tasks did."""
    lanes = _processes(evidence)
    home = {lane.id: lane.process for lane in evidence.actors.values()}
    talked = Counter(
        (home[flow.sender], home[flow.receiver]) for flow in evidence.flows if flow.kind == "message"
    )
    main = evidence.main.id
    told = listing(
        f"{lane.name}: {talked[main, lane.id]} there, {talked[lane.id, main]} back" for lane in lanes
    )
    holds = bool(lanes) and all(talked[main, lane.id] and talked[lane.id, main] for lane in lanes)
    return everywhere(evidence, holds, f"Messages: {told or 'there was no worker'}.")


def at_home(parameter: str, check: Check) -> Check:
    """A check of workers that main starts; nothing is told where the parameter names others, elsewhere."""

    def judged(evidence: Evidence) -> Verdict:
        address = evidence.parameters.get(parameter)
        return Verdict(None, f"The workers are elsewhere, at {address}.") if address else check(evidence)

    return judged


def _processes(evidence: Evidence) -> list[Actor]:
    """The processes beside main, other programs apart."""
    return [lane for lane in evidence.processes() if lane.kind == "process"]


def _writes(evidence: Evidence, name: str) -> list[Access]:
    """Main's writes to the watched data of this name."""
    named = {thing.id for thing in evidence.objects.values() if thing.name.rsplit(".", 1)[-1] == name}
    main = evidence.main.id
    return [a for a in evidence.accesses if a.write and a.object in named and a.actor == main]

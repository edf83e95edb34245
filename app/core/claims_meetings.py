"""What claims ask about lanes that work hand in hand: stages that begin together, goods handed over in order."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.core.claims import cut_short, everywhere, listing, moment, somewhere
from app.core.claims_rooms import longest_told
from app.core.demo import Verdict

if TYPE_CHECKING:
    from app.core.evidence import Evidence
    from app.core.model import Flow, Span

Check = Callable[["Evidence"], Verdict]
_MEETINGS = ("event", "barrier")


# stages ---------------------------------------------------------------------------------------------------


def nobody_ran_ahead(evidence: Evidence) -> Verdict:
    """All had finished a stage before anybody began the next one."""
    stages = _stages(evidence)
    if len(stages) < 2:
        return Verdict(None, "There were no two stages in this run.")
    for before, after in itertools.pairwise(stages):
        last = max(evidence.end_ns if span.end_ns is None else span.end_ns for span in before)
        first = min(span.start_ns for span in after)
        if first < last:
            told = f"A stage began at {moment(first)}, and the one before lasted until {moment(last)}."
            return Verdict(False, told)
    return everywhere(evidence, True, f"{len(stages)} stages. {longest_told(evidence)}")


def the_last_one_woke_the_others(evidence: Evidence) -> Verdict:
    """Whoever waited at the meeting place was woken by the one that came last."""
    waits = [span for span in evidence.spans if span.state.word in _MEETINGS]
    for span in waits:
        name, woken = evidence.actors[span.actor].name, _wakers(span, evidence)
        if not woken:
            return somewhere(evidence, False, f"Nobody woke {name}.")
        at, waker = woken[-1].sent_ns, woken[-1].sender
        if _busy_until(waker, at, evidence) < _busy_until(span.actor, at, evidence):
            return Verdict(False, f"{name} was woken by one who had come before.")
    return somewhere(evidence, bool(waits), f"{len(waits) or 'No'} waits, each ended by the last to come.")


def stages_without_a_wait(evidence: Evidence) -> float | None:
    """How often the lane that waited least at the meeting place did so."""
    if cut_short(evidence) or not evidence.threads():
        return None
    waits = [span.actor for span in evidence.spans if span.state.word in _MEETINGS]
    return min(waits.count(thread.id) for thread in evidence.threads())


def those_who_waited(evidence: Evidence) -> float | None:
    """How many had to wait at the meeting place."""
    waits = {span.actor for span in evidence.spans if span.state.word in _MEETINGS}
    return None if cut_short(evidence) else len(waits)


# goods and customers --------------------------------------------------------------------------------------


def taken_in_order(evidence: Evidence) -> Verdict:
    """What was put in first was taken out first, and nothing was left."""
    items = sorted((flow for flow in evidence.flows if flow.kind == "item"), key=lambda flow: flow.sent_ns)
    taken = [flow.received_ns for flow in items]
    told = f"{len(items) or 'No'} items were taken. {longest_told(evidence)}"
    return everywhere(evidence, len(items) > 1 and taken == sorted(taken), told)


def the_maker_waited_for_room(evidence: Evidence) -> Verdict:
    """The one who puts things in had to wait for one who takes them out."""
    waits = [span for span in evidence.spans if span.state.word == "put"]
    return somewhere(evidence, bool(waits), f"{len(waits) or 'No'} waits for room.")


def the_user_waited_for_goods(evidence: Evidence) -> Verdict:
    """The one who takes things out had to wait for one who puts them in."""
    waits = [span for span in evidence.spans if span.state.word == "get"]
    return somewhere(evidence, bool(waits), f"{len(waits) or 'No'} waits for goods.")


def woken_by_the_other(evidence: Evidence) -> Verdict:
    """Whoever waited at a condition was notified by another thread."""
    waits = [span for span in evidence.spans if span.state.word == "condition"]
    alone = [span for span in waits if not _wakers(span, evidence)]
    if alone:
        return somewhere(evidence, False, f"Nobody notified {evidence.actors[alone[0].actor].name}.")
    told = f"{len(waits) or 'No'} waits at a condition, each ended by another thread."
    return somewhere(evidence, bool(waits), told)


def slept_until_one_came(evidence: Evidence) -> Verdict:
    """The one who serves had waited before the first customer came, and was woken by that."""
    items = [flow for flow in evidence.flows if flow.kind == "item"]
    for flow in items[:1]:
        waits = [span for span in evidence.waits(flow.receiver) if span.state.word == "get"]
        if waits and waits[0].start_ns < flow.sent_ns <= _end(waits[0], evidence):
            told = f"{evidence.actors[flow.receiver].name} slept until {moment(flow.sent_ns)}."
            return Verdict(True, f"{told} {longest_told(evidence)}")
    return somewhere(evidence, False, "Nobody waited before the first one came.")


def some_found_no_place(evidence: Evidence) -> Verdict:
    """Some came, were not served, and left without waiting."""
    served = {flow.sender for flow in evidence.flows if flow.kind == "item"}
    serving = {flow.receiver for flow in evidence.flows if flow.kind == "item"}
    waited = {span.actor for span in evidence.spans}
    left = [
        t.name for t in evidence.threads() if t.id not in served | serving | waited and t.end == "finished"
    ]
    return somewhere(evidence, bool(left), f"Went away: {listing(left) or 'nobody'}.")


def more_waits_for_goods(evidence: Evidence) -> Verdict:
    """There were more waits for goods than for room."""
    words = [span.state.word for span in evidence.spans]
    gets, puts = words.count("get"), words.count("put")
    return Verdict(gets > puts, f"Waits for goods: {gets}, for room: {puts}.")


# what they have in common ---------------------------------------------------------------------------------


def _stages(evidence: Evidence) -> list[list[Span]]:
    """The sleeps of all threads: the first of each, the second of each ..."""
    sleeps: dict[int, list[Span]] = defaultdict(list)
    for span in evidence.spans:
        if span.state.word == "sleep" and evidence.actors[span.actor].kind == "thread":
            sleeps[span.actor].append(span)
    count = min(map(len, sleeps.values()), default=0) if len(sleeps) > 1 else 0
    return [[each[stage] for each in sleeps.values()] for stage in range(count)]


def _wakers(span: Span, evidence: Evidence) -> list[Flow]:
    return [
        flow
        for flow in evidence.flows
        if flow.kind == "wake" and flow.receiver == span.actor != flow.sender
        if span.start_ns <= flow.received_ns <= _end(span, evidence)
    ]


def _busy_until(actor: int, t_ns: int, evidence: Evidence) -> int:
    """When a lane's last sleep before `t_ns` had ended."""
    ends = [s.end_ns for s in evidence.waits(actor) if s.state.word == "sleep" and s.end_ns is not None]
    return max((end for end in ends if end <= t_ns), default=0)


def _end(span: Span, evidence: Evidence) -> int:
    return evidence.end_ns if span.end_ns is None else span.end_ns

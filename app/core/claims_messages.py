"""What claims ask about items, messages and signals between processes, and about who waits for them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

from app.core.claims import cut_short, everywhere, is_done, listing, moment, somewhere, work
from app.core.demo import Verdict

if TYPE_CHECKING:
    from app.core.evidence import Evidence
    from app.core.model import Flow, Span

Check = Callable[["Evidence"], Verdict]


# items of a queue -----------------------------------------------------------------------------------------


def items_arrived(parameter: str, ends: bool = False) -> Check:
    """As many items were taken as the parameter says; with `ends` one more for each child."""

    def check(evidence: Evidence) -> Verdict:
        goal, came = _number(parameter, evidence), len(_items(evidence))
        if goal is None:
            return _no_number(parameter)
        goal += len(evidence.processes()) if ends else 0
        told = f"{came} of {goal} items were taken."
        return Verdict(False, told) if came > goal else somewhere(evidence, came == goal, told)

    return check


def each_sent(parameter: str) -> Check:
    """Several put items into the queue: of each came as many as the parameter says, in their order."""

    def check(evidence: Evidence) -> Verdict:
        goal = _number(parameter, evidence)
        if goal is None:
            return _no_number(parameter)
        arrived: dict[int, list[int]] = {}
        for flow in _items(evidence):
            arrived.setdefault(flow.sender, []).append(flow.received_ns)
        for sender, times in arrived.items():
            if times != sorted(times):
                return Verdict(False, f"An item of {evidence.actors[sender].name} overtook another.")
        told = listing(f"{len(times)} from {evidence.actors[each].name}" for each, times in arrived.items())
        holds = len(arrived) > 1 and all(len(times) == goal for times in arrived.values())
        return somewhere(evidence, holds, f"{told or 'No item came'}.")

    return check


def first_put_to_wait(room: str) -> Check:
    """As many items as the parameter says went in at once, and the next one had to wait."""

    def check(evidence: Evidence) -> Verdict:
        fits = _number(room, evidence)
        if fits is None:
            return _no_number(room)
        for count, flow in enumerate(_items(evidence)):
            waits = [s for s in _spans(evidence, "put", flow.sender) if _within(flow.sent_ns, s, evidence)]
            if waits:
                told = f"Put no. {count + 1} was the first to wait, until {moment(flow.sent_ns)}."
                return Verdict(count == fits, told)
        return somewhere(evidence, False, "No put had to wait.")

    return check


def children_wait_for_more(evidence: Evidence) -> Verdict:
    """Each child waits for an item that never came, and main for a child."""
    waiting = {span.actor for span in _spans(evidence, "get") if _is_open(span, evidence)}
    waiting &= {child.id for child in evidence.processes()}
    main = [span for span in _spans(evidence, "process", evidence.main.id) if _is_open(span, evidence)]
    names = listing(evidence.actors[each].name for each in sorted(waiting))
    holds = bool(main) and len(waiting) == len(evidence.processes()) > 0
    return somewhere(evidence, holds, f"Left waiting for an item: {names or 'no child'}.")


def children_came_to_their_end(evidence: Evidence) -> Verdict:
    """Each child took its last item, and then ended by itself."""
    children = evidence.processes()
    for child in children:
        last = [flow.received_ns for flow in _items(evidence) if flow.receiver == child.id]
        if child.end_ns is None or child.end != "finished" or not last or child.end_ns < last[-1]:
            return Verdict(None if cut_short(evidence) else False, f"{child.name} didn't end by itself.")
    return somewhere(
        evidence, bool(children), f"{listing(each.name for each in children) or 'Nobody'} ended."
    )


def each_waits_for_the_other(evidence: Evidence) -> Verdict:
    """Main waits for the end of a child that waits until its items are taken."""
    for span in _spans(evidence, "process", evidence.main.id):
        stuck = [put for put in _spans(evidence, "put", span.holder) if _is_open(put, evidence)]
        if _is_open(span, evidence) and span.holder is not None and stuck:
            name = evidence.actors[span.holder].name
            since = max(span.start_ns, stuck[0].start_ns)
            return Verdict(True, f"Main waits for {name} and {name} for a reader, since {moment(since)}.")
    return somewhere(evidence, False, "Nobody waits for somebody who waits for it.")


def main_took_nothing(evidence: Evidence) -> Verdict:
    """No item came to main, which does nothing but wait for a child."""
    until, main = _left_alone_until(evidence), evidence.main.id
    taken = [flow for flow in _items(evidence) if flow.receiver == main and flow.received_ns < until]
    if taken:
        return Verdict(False, f"Main took {len(taken)} items.")
    waits = [span for span in _spans(evidence, "process", main) if _is_open(span, evidence)]
    return somewhere(evidence, bool(waits), "Main took no item.")


def taken_before_main_waited(evidence: Evidence) -> Verdict:
    """Main had every item that it got before it waited for the end of a process."""
    taken = [flow.received_ns for flow in _items(evidence) if flow.receiver == evidence.main.id]
    waits = [span.start_ns for span in _spans(evidence, "process", evidence.main.id)]
    if not taken or not waits:
        return somewhere(evidence, False, "Main took no item, or waited for nobody.")
    told = f"Main took the last item at {moment(max(taken))}, and waited from {moment(waits[0])}."
    return everywhere(evidence, max(taken) <= waits[0], told)


def main_waited_for_the_work(parameter: str) -> Check:
    """As many tasks were done as the parameter says, and main's join ended after the last of them."""

    def check(evidence: Evidence) -> Verdict:
        goal, done = _number(parameter, evidence), [s for s in work(evidence) if is_done(s, evidence)]
        if goal is None:
            return _no_number(parameter)
        joins = [s.end_ns for s in _spans(evidence, "join", evidence.main.id) if s.end_ns is not None]
        if not joins or not done:
            return somewhere(evidence, False, "Main joined nothing, or nothing was done.")
        last = max(span.end_ns or 0 for span in done)
        told = f"{len(done)} were done, the last at {moment(last)}; main went on at {moment(joins[-1])}."
        return somewhere(evidence, len(done) == goal and last <= joins[-1], told)

    return check


# messages -------------------------------------------------------------------------------------------------


def asked_and_answered(parameter: str) -> Check:
    """As many messages as the parameter says were answered, each by the one that it went to."""

    def check(evidence: Evidence) -> Verdict:
        goal, sent = _number(parameter, evidence), _messages(evidence)
        if goal is None:
            return _no_number(parameter)
        answers = sum(
            (question.sender, question.receiver) == (answer.receiver, answer.sender)
            for question, answer in zip(sent[::2], sent[1::2], strict=False)
        )
        told = f"{answers} of {goal} messages were answered."
        return Verdict(False, told) if answers > goal else somewhere(evidence, answers == goal, told)

    return check


def never_two_on_the_way(evidence: Evidence) -> Verdict:
    """Each message had arrived when the next one was sent: they spoke by turns."""
    sent = _messages(evidence)
    for one, other in pairwise(sent):
        if other.sent_ns < one.received_ns:
            return Verdict(False, f"One was sent at {moment(other.sent_ns)}, another still on its way.")
    return everywhere(evidence, len(sent) > 1, f"{len(sent) or 'No'} messages, one at a time.")


# signals --------------------------------------------------------------------------------------------------


def a_signal_came_in_between(evidence: Evidence) -> Verdict:
    """Signals were handled while the one that got them slept."""
    handled = [
        flow
        for flow in _signals(evidence)
        if any(_within(flow.received_ns, span, evidence) for span in _spans(evidence, "sleep", flow.receiver))
    ]
    if not handled:
        return somewhere(evidence, False, "No signal came while its receiver slept.")
    name = evidence.actors[handled[0].receiver].name
    return Verdict(True, f"{name} was asleep when {len(handled)} signals came.")


def the_last_signal_ended_it(evidence: Evidence) -> Verdict:
    """A process got several signals and outlived all but the last."""
    for child in evidence.processes():
        got = [flow for flow in _signals(evidence) if flow.receiver == child.id]
        if len(got) > 1 and child.end == "killed" and child.end_ns is not None:
            told = (
                f"{child.name} got {len(got)}; signal {child.status} at {moment(got[-1].sent_ns)} ended it."
            )
            return somewhere(evidence, got[-1].sent_ns <= child.end_ns, told)
    return somewhere(evidence, False, "No process was ended by the last of several signals.")


# what they have in common ---------------------------------------------------------------------------------


def _items(evidence: Evidence) -> list[Flow]:
    return [flow for flow in evidence.flows if flow.kind == "item"]


def _messages(evidence: Evidence) -> list[Flow]:
    return [flow for flow in evidence.flows if flow.kind == "message"]


def _signals(evidence: Evidence) -> list[Flow]:
    return [flow for flow in evidence.flows if flow.kind == "signal"]


def _spans(evidence: Evidence, state: str, actor: int | None = None) -> list[Span]:
    return [span for span in evidence.waits(actor) if span.state.word == state]


def _left_alone_until(evidence: Evidence) -> int:
    """When somebody began to end the run from outside: what the others did then, they did to the dead."""
    processes = [evidence.main, *evidence.processes()]
    ends = [each.end_ns for each in processes if each.end == "killed" and each.end_ns is not None]
    return min([*ends, evidence.end_ns]) if cut_short(evidence) else evidence.end_ns


def _is_open(span: Span, evidence: Evidence) -> bool:
    """Whether a wait had not come to its end by itself."""
    return span.end_ns is None or (cut_short(evidence) and span.end_ns >= _left_alone_until(evidence))


def _within(t_ns: int, span: Span, evidence: Evidence) -> bool:
    return span.start_ns <= t_ns <= (evidence.end_ns if span.end_ns is None else span.end_ns)


def _number(parameter: str, evidence: Evidence) -> int | None:
    value = evidence.parameters.get(parameter)
    return value if isinstance(value, int) else None


def _no_number(parameter: str) -> Verdict:
    return Verdict(None, f"The program has no number {parameter}.")

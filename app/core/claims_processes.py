"""What claims ask about processes: what a child knows at its birth, who waits for it, how it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.claims import CUT_SHORT, cut_short, everywhere, is_done, listing, moment, somewhere, work
from app.core.demo import Verdict

if TYPE_CHECKING:
    from app.core.evidence import Evidence
    from app.core.model import Access, Actor, Flow, Span

NO_CHILD = "Main started no process."


# birth ----------------------------------------------------------------------------------------------------


def children_saw_the_change(evidence: Evidence) -> Verdict:
    """Each process first read what main had changed watched data to: it has a copy of main's memory."""
    return _born_with(evidence, changed=True)


def children_saw_the_file(evidence: Evidence) -> Verdict:
    """Each process first read what watched data is in the file, and not what main had changed it to."""
    return _born_with(evidence, changed=False)


def each_ran_the_file_again(evidence: Evidence) -> Verdict:
    """Each process ran the line on which main had written watched data first."""
    children, first = evidence.processes(), _writes(evidence.main.id, evidence)[:1]
    if not children or not first:
        return somewhere(evidence, False, NO_CHILD if not children else "Main wrote nothing.")
    ran = [any(a.line == first[0].line for a in _writes(child.id, evidence)) for child in children]
    told = f"{sum(ran)} of {len(ran)} processes ran line {first[0].line}, as main had."
    return somewhere(evidence, all(ran), told)


def a_server_forked_them(evidence: Evidence) -> Verdict:
    """Each process was born by a helper, and not by main."""
    hows = [child.how for child in evidence.processes()]
    told = f"{listing(dict.fromkeys(hows))}." if hows else NO_CHILD
    return everywhere(evidence, bool(hows) and set(hows) == {"forkserver"}, told)


# waiting --------------------------------------------------------------------------------------------------


def main_waited_for_each_child(evidence: Evidence) -> Verdict:
    """Main was already waiting for each child of its own that came to its end."""
    ended = [child for child in _children(evidence) if child.end != "killed"]
    missed = [child for child in ended if not _waited(child, evidence)]
    if missed:
        return Verdict(False, f"Main wasn't waiting when {listing(child.name for child in missed)} ended.")
    told = f"Main was waiting when {listing(child.name for child in ended)} ended." if ended else NO_CHILD
    return everywhere(evidence, bool(ended), told)


def a_child_was_a_zombie(evidence: Evidence) -> Verdict:
    """A child ended while main slept, and only later did main ask for it."""
    for child in _children(evidence):
        asked = [span.start_ns for span in _waits_for(child, evidence)]
        if child.end_ns is None or not asked:
            continue
        slept = [s for s in evidence.waits(evidence.main.id) if s.state.word == "sleep"]
        if child.end_ns < asked[0] and any(_covers(span, child.end_ns) for span in slept):
            told = f"{child.name} ended at {moment(child.end_ns)}; main asked at {moment(asked[0])}."
            return Verdict(True, told)
    return somewhere(evidence, False, "No child had ended before main asked for it.")


def one_outlived_its_parent(evidence: Evidence) -> Verdict:
    """A process came to its end when the one that had started it was gone."""
    for child in evidence.processes():
        parent = evidence.actors.get(child.parent) if child.parent is not None else None
        if parent is None or parent.end_ns is None or child.end_ns is None or child.end == "killed":
            continue
        if parent.end_ns < child.end_ns:
            told = f"{parent.name} ended at {moment(parent.end_ns)}, its child at {moment(child.end_ns)}."
            return Verdict(True, told)
    return somewhere(evidence, False, "Every process ended before the one that had started it.")


# the end --------------------------------------------------------------------------------------------------


def ended_before_it_was_done(evidence: Evidence) -> Verdict:
    """Main ended a child by a signal before it had come to the end of its work."""
    for flow in _deadly(evidence):
        child = evidence.actors[flow.receiver]
        done = [is_done(span, evidence) for span in work(evidence) if span.actor == child.id]
        if not any(done):
            where = "in the middle of its work" if done else "before it had begun"
            return Verdict(True, f"Main ended {child.name} at {moment(flow.sent_ns)}, {where}.")
    return somewhere(evidence, False, "Main ended no child that hadn't done its work.")


def main_ended_the_children(evidence: Evidence) -> Verdict:
    """Main ended all its children, each by a signal."""
    ended = {flow.receiver for flow in _deadly(evidence)}
    left = [child for child in _children(evidence) if child.id not in ended]
    if left or not ended:
        return somewhere(evidence, False, f"Main didn't end {listing(each.name for each in left) or 'any'}.")
    return somewhere(evidence, True, f"{listing(evidence.actors[each].name for each in sorted(ended))}.")


def failed_before_its_work(evidence: Evidence) -> Verdict:
    """Each process failed, and did no more with watched data than to run the file."""
    children, first = evidence.processes(), _writes(evidence.main.id, evidence)[:1]
    if not children:
        return somewhere(evidence, False, NO_CHILD)
    for child in children:
        if not child.status or child.end == "killed":
            return somewhere(evidence, False, f"{child.name} didn't fail.")
        touched = [access for access in evidence.accesses if access.actor == child.id]
        if any(not first or access.line != first[0].line for access in touched):
            return Verdict(False, f"{child.name} had come to line {touched[-1].line}.")
    return Verdict(True, f"{listing(f'{c.name}: {_error(c, evidence)}' for c in children)}.")


def main_went_on(evidence: Evidence) -> Verdict:
    """A child of main failed, and main came to its own end without an error."""
    failed = [child for child in _children(evidence) if child.status and child.end != "killed"]
    if not failed:
        return somewhere(evidence, False, "No child failed.")
    if cut_short(evidence):
        return Verdict(None, CUT_SHORT)
    if evidence.main.exception:
        return Verdict(False, f"Main was ended by {evidence.main.exception.split(':')[0]}.")
    told = f"{failed[0].name} left the exit code {failed[0].status}; main came to its end."
    return Verdict(True, told)


# what they have in common ---------------------------------------------------------------------------------


def _born_with(evidence: Evidence, changed: bool) -> Verdict:
    """Whether each process read at first what main had written last (`changed`), or what it had first."""
    children, told = evidence.processes(), []
    holds = bool(children)
    for child in children:
        mains = [a.value for a in _writes(evidence.main.id, evidence) if a.t_ns < child.start_ns]
        reads = [a.value for a in evidence.accesses if a.actor == child.id and not a.write]
        if not mains or not reads or mains[0] == mains[-1]:
            return somewhere(evidence, False, f"Main changed nothing, or {child.name} read nothing.")
        expected, other = (mains[-1], mains[0]) if changed else (mains[0], mains[-1])
        holds = holds and reads[0] == expected != other
        told.append(f"{child.name} read {reads[0]}")
    return everywhere(evidence, holds, f"{listing(told)}." if told else NO_CHILD)


def _children(evidence: Evidence) -> list[Actor]:
    return [child for child in evidence.processes() if child.parent == evidence.main.id]


def _writes(actor: int, evidence: Evidence) -> list[Access]:
    return [access for access in evidence.accesses if access.actor == actor and access.write]


def _waits_for(child: Actor, evidence: Evidence) -> list[Span]:
    waits = evidence.waits(evidence.main.id)
    return [span for span in waits if span.state.word == "process" and span.holder == child.id]


def _waited(child: Actor, evidence: Evidence) -> bool:
    """Whether main had begun to wait for children when this one ended, and did nothing else between.

    It may have been waiting for another one just then: at its end it takes them in any order.
    """
    if child.end_ns is None or not _waits_for(child, evidence):
        return False
    waits = evidence.waits(evidence.main.id)
    first = min(span.start_ns for span in waits if span.state.word == "process")
    others = [span for span in waits if span.state.word != "process"]
    busy = [span for span in others if first < span.start_ns < child.end_ns]
    return first <= child.end_ns and not busy


def _covers(span: Span, t_ns: int) -> bool:
    return span.start_ns < t_ns and (span.end_ns is None or t_ns < span.end_ns)


def _deadly(evidence: Evidence) -> list[Flow]:
    """The last signal from main to each child that was killed."""
    last = {
        flow.receiver: flow
        for flow in evidence.flows
        if flow.kind == "signal" and flow.sender == evidence.main.id
    }
    return [flow for flow in last.values() if evidence.actors[flow.receiver].end == "killed"]


def _error(child: Actor, evidence: Evidence) -> str:
    """What is known of a child's failure: its exception, or the last line of its complaint."""
    if child.exception:
        return child.exception.split("\n")[0].strip().rstrip(":.")
    said = "".join(p.text for p in evidence.output if p.actor == child.id and p.stream == "stderr")
    return said.strip().rsplit("\n", 1)[-1] or f"exit code {child.status}"

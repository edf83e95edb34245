"""What claims ask about a room that several share: who was in there together, who went in past whom.

A room is a watched number: who writes a greater one than stood there goes in, who writes a smaller one leaves.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.claims import everywhere, listing, moment, somewhere
from app.core.demo import Verdict

if TYPE_CHECKING:
    from app.core.evidence import Evidence
    from app.core.model import Access

Check = Callable[["Evidence"], Verdict]
_ENDS = ("join", "process")  # waits for the end of others: nobody is kept from anything by them


@dataclass(frozen=True, slots=True)
class Step:
    """The number in a room from `t_ns` on, as `actor` wrote it; `entered`: it went in."""

    actor: int
    t_ns: int
    number: int
    entered: bool


@dataclass(frozen=True, slots=True)
class Wait:
    """Waits of one lane that follow each other with nothing done in between."""

    actor: int
    start_ns: int
    end_ns: int
    at_condition_ns: int | None  # since when it has waited at a condition


# who was in there -----------------------------------------------------------------------------------------


def never_more_than(room: str, parameter: str) -> Check:
    """The number in the room was never beyond what the parameter says, and never below zero."""

    def check(evidence: Evidence) -> Verdict:
        steps, most = steps_of(room, evidence), evidence.parameters.get(parameter)
        if not steps or not isinstance(most, int):
            return _nobody(room)
        numbers = [step.number for step in steps]
        told = f"From {min(numbers)} to {max(numbers)}, {most} allowed."
        return everywhere(evidence, min(numbers) >= 0 and max(numbers) <= most, told)

    return check


def some_were_in_together(room: str) -> Check:
    """Two or more were in the room at the same time."""

    def check(evidence: Evidence) -> Verdict:
        most = max((step.number for step in steps_of(room, evidence)), default=None)
        return _nobody(room) if most is None else somewhere(evidence, most > 1, f"{most} at once, at most.")

    return check


def never_mixed(room: str, kind: str) -> Check:
    """Watched data says whose the room is: that changed only while nobody was in."""

    def check(evidence: Evidence) -> Verdict:
        steps, owners = steps_of(room, evidence), _writes(kind, evidence)
        if not steps or not owners:
            return _nobody(room)
        changes = 0
        for before, after in itertools.pairwise(owners):
            if before.value == after.value:
                continue
            changes += 1
            inside = _number_at(steps, after.t_ns)
            if inside:
                return Verdict(
                    False, f"{after.value} went in at {moment(after.t_ns)}, with {inside} others in."
                )
        return everywhere(evidence, changes > 1, f"It changed {changes} times, and was empty each time.")

    return check


def alone_inside(room: str) -> Check:
    """Who had waited at a condition for the room to be empty did its work with nobody in there."""

    def check(evidence: Evidence) -> Verdict:
        steps = steps_of(room, evidence)
        waiters = {wait.actor for wait in waits_of(evidence) if wait.at_condition_ns is not None}
        work = [s for s in evidence.spans if s.actor in waiters and s.state.word == "sleep"]
        if not steps or not work:
            return somewhere(evidence, False, "Nobody waited and then worked.")
        for span in work:
            end = evidence.end_ns if span.end_ns is None else span.end_ns
            inside = [step.number for step in steps if span.start_ns < step.t_ns < end]
            if _number_at(steps, span.start_ns) or any(inside):
                return Verdict(False, f"{evidence.actors[span.actor].name} was not alone in there.")
        return everywhere(evidence, True, f"Alone from {moment(work[0].start_ns)}.")

    return check


# who went in past whom ------------------------------------------------------------------------------------


def went_in_past_a_waiter(room: str) -> Check:
    """Some went in who had come later than one who still waited at a condition."""

    def check(evidence: Evidence) -> Verdict:
        if not steps_of(room, evidence):
            return _nobody(room)
        passed = _passed(room, evidence)
        return somewhere(evidence, bool(passed), _told(passed, evidence))

    return check


def nobody_went_in_past_a_waiter(room: str) -> Check:
    """Nobody went in who had come later than one who still waited at a condition."""

    def check(evidence: Evidence) -> Verdict:
        if not steps_of(room, evidence):
            return _nobody(room)
        if not any(wait.at_condition_ns is not None for wait in waits_of(evidence)):
            return somewhere(evidence, False, "Nobody waited.")
        passed = _passed(room, evidence)
        return everywhere(evidence, not passed, _told(passed, evidence))

    return check


def the_passed_one_waited_longest(room: str) -> Check:
    """The one past whom others went in waited longer at a stretch than anybody else."""

    def check(evidence: Evidence) -> Verdict:
        passed, longest = _passed(room, evidence), longest_waits(evidence)
        if not passed:
            return somewhere(evidence, False, f"Nobody was passed. {longest_told(evidence)}")
        starved = max(passed, key=lambda actor: passed[actor])
        holds = longest[starved] == max(longest.values())
        return somewhere(evidence, holds, longest_told(evidence))

    return check


def longest_waits(evidence: Evidence) -> dict[int, int]:
    """The longest time that each lane beside main was kept waiting at a stretch, in ns; 0 if never."""
    longest = {thread.id: 0 for thread in evidence.threads()}
    for wait in waits_of(evidence):
        if wait.actor in longest:
            longest[wait.actor] = max(longest[wait.actor], wait.end_ns - wait.start_ns)
    return longest


def longest_told(evidence: Evidence) -> str:
    """A sentence: the longest waits, the worst first."""
    longest = sorted(longest_waits(evidence).items(), key=lambda each: -each[1])
    told = listing((f"{evidence.actors[actor].name} {moment(ns)}" for actor, ns in longest), most=4)
    return f"Longest waits: {told or 'none'}."


# what they have in common ---------------------------------------------------------------------------------


def steps_of(room: str, evidence: Evidence) -> list[Step]:
    """Everybody's going in and out, in order of time; without the first write, which makes the room."""
    numbers = []
    for access in _writes(room, evidence):
        try:
            numbers.append((access, int(access.value)))
        except ValueError:
            return []
    return [
        Step(access.actor, access.t_ns, number, entered=number > before)
        for (_, before), (access, number) in itertools.pairwise(numbers)
    ]


def waits_of(evidence: Evidence) -> list[Wait]:
    """All waits but those for the end of others; what a lane waits for in a row is one wait."""
    open_waits: dict[int, Wait] = {}
    found: list[Wait] = []
    for span in evidence.spans:
        end = evidence.end_ns if span.end_ns is None else span.end_ns
        before = open_waits.pop(span.actor, None)
        if span.state.word == "sleep" or span.state.word in _ENDS:
            continue
        at = span.start_ns if span.state.word == "condition" else None
        if before is not None and not _went_in_between(before, span.start_ns, evidence):
            found.remove(before)
            at = before.at_condition_ns if before.at_condition_ns is not None else at
            wait = Wait(span.actor, before.start_ns, end, at)
        else:
            wait = Wait(span.actor, span.start_ns, end, at)
        open_waits[span.actor] = wait
        found.append(wait)
    return found


def _went_in_between(before: Wait, until_ns: int, evidence: Evidence) -> bool:
    return any(
        access.write and access.actor == before.actor and before.end_ns <= access.t_ns <= until_ns
        for access in evidence.accesses
    )


def _passed(room: str, evidence: Evidence) -> dict[int, int]:
    """Lanes that waited at a condition, and how many went in meanwhile who had come later."""
    waits = waits_of(evidence)
    passed: dict[int, int] = {}
    entries = [step for step in steps_of(room, evidence) if step.entered]
    for wait in waits:
        since = wait.at_condition_ns
        if since is None:
            continue
        past = [
            step
            for step in entries
            if step.actor != wait.actor and since < step.t_ns < wait.end_ns
            if _came_ns(step, waits, evidence) > since
        ]
        if past:
            passed[wait.actor] = passed.get(wait.actor, 0) + len(past)
    return passed


def _came_ns(step: Step, waits: list[Wait], evidence: Evidence) -> int:
    """When one who went in had come: when it began to wait, or when it had last been busy elsewhere."""
    times = [evidence.actors[step.actor].start_ns]
    times += [s.end_ns for s in evidence.waits(step.actor) if s.end_ns is not None and s.end_ns <= step.t_ns]
    before = [wait for wait in waits if wait.actor == step.actor and wait.start_ns <= step.t_ns]
    if before and before[-1].end_ns >= max(times):
        return before[-1].start_ns
    return max(times)


def _told(passed: dict[int, int], evidence: Evidence) -> str:
    who = listing(f"{evidence.actors[actor].name} {count} times" for actor, count in passed.items())
    return f"{f'Passed: {who}' if passed else 'Nobody was passed'}. {longest_told(evidence)}"


def _writes(name: str, evidence: Evidence) -> list[Access]:
    return [
        a for a in evidence.accesses if a.write and evidence.objects[a.object].name.split(".")[-1] == name
    ]


def _number_at(steps: list[Step], t_ns: int) -> int:
    return next((step.number for step in reversed(steps) if step.t_ns <= t_ns), 0)


def _nobody(room: str) -> Verdict:
    return Verdict(None, f"Nobody changed {room} in this run.")

"""What claims ask about generators: what was handed in and given out, where they stood meanwhile."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.core.claims import cut_short, everywhere, listing, moment, somewhere
from app.core.demo import Verdict

if TYPE_CHECKING:
    from app.core.evidence import Evidence
    from app.core.model import Actor, Flow, Span

Check = Callable[["Evidence"], Verdict]
NOT_SEEN = "This run saw no generator."


# what passes in and out -----------------------------------------------------------------------------------


def handed_in(parameter: str = "", most: int = 0) -> Check:
    """As many values went into generators as the parameter says, or else `most`."""
    return _passed("handed in", lambda flow, ids: flow.receiver in ids, parameter, most)


def given_out(parameter: str, more: int = 0) -> Check:
    """Generators gave as many values as the parameter says, and so many more."""
    return _passed("given out", lambda flow, ids: flow.sender in ids, parameter, more)


def each_gave(parameter: str) -> Check:
    """Each generator gave as many values as the parameter says and then ended by itself."""

    def check(evidence: Evidence) -> Verdict:
        goal, made = evidence.parameters.get(parameter), _generators(evidence)
        if not made:
            return Verdict(None, NOT_SEEN)
        gave = {each.id: sum(flow.sender == each.id for flow in _items(evidence)) for each in made}
        told = listing(f"{each.name} gave {gave[each.id]} ({each.end})" for each in made)
        holds = all(each.end == "finished" and gave[each.id] == goal for each in made)
        return everywhere(evidence, holds, f"{told}.")

    return check


def by_turns(evidence: Evidence) -> Verdict:
    """Several generators got something, never one twice in a row."""
    got = [flow.receiver for flow in _items(evidence) if evidence.actors[flow.receiver].kind == "generator"]
    holds = len(set(got)) > 1 and all(one != other for one, other in itertools.pairwise(got))
    return everywhere(evidence, holds, f"{len(got)} parcels, for {len(set(got))}.")


# where they stand -----------------------------------------------------------------------------------------


def stood_once_more_than(parameter: str) -> Check:
    """A generator stood at its `yield` once more than the parameter says: before the first, and after each."""

    def check(evidence: Evidence) -> Verdict:
        goal, made = evidence.parameters.get(parameter), _generators(evidence)
        if not made or not isinstance(goal, int):
            return Verdict(None, NOT_SEEN)
        times = [len(_spans(evidence, each, "suspended")) for each in made]
        told = f"It stood at its yield {listing(map(str, times))} times."
        return everywhere(evidence, all(count == goal + 1 for count in times), told)

    return check


def went_through_all_states(evidence: Evidence) -> Verdict:
    """Each generator was created, then ran, stood at a `yield`, and was closed."""
    made = _generators(evidence)
    if not made:
        return Verdict(None, NOT_SEEN)
    lacking = [
        each.name
        for each in made
        if not _spans(evidence, each, "created")
        or not _spans(evidence, each, "suspended")
        or each.end != "finished"
    ]
    told = f"Not so: {listing(lacking)}." if lacking else f"So it was with {listing(e.name for e in made)}."
    return everywhere(evidence, not lacking, told)


def looks_agree(evidence: Evidence) -> Verdict:
    """Each state that was read and kept in watched data is the one that the lane was in at that moment."""
    made, looks = _generators(evidence), [a for a in evidence.accesses if a.write and "GEN_" in a.value]
    if not made or not looks:
        return Verdict(None, NOT_SEEN)
    for look in looks:
        state = _state(evidence, made[0], look.t_ns)
        if look.value.strip("'\"") != state:
            return Verdict(False, f"{look.value} was read at {moment(look.t_ns)}, when it was {state}.")
    seen = dict.fromkeys(look.value.strip("'\"") for look in looks)
    return everywhere(evidence, len(seen) == 4, f"States that were seen: {listing(seen)}.")


def refusal_changed_nothing(evidence: Evidence) -> Verdict:
    """An error came back from a generator that had not begun, and it had not begun after that either."""
    refused = [access.t_ns for access in evidence.accesses if access.write and "Error" in access.value]
    spans = [span for each in _generators(evidence) for span in _spans(evidence, each, "created")]
    for t_ns in refused:
        for span in spans:
            if span.start_ns < t_ns < _end(span, evidence):
                return Verdict(True, f"Refused at {moment(t_ns)}, begun at {moment(_end(span, evidence))}.")
    return somewhere(evidence, False, "Nothing was refused before a generator had begun.")


def one_began_later(evidence: Evidence) -> Verdict:
    """Main did something between the making of a generator and its first step."""
    for each in _generators(evidence):
        for span in _spans(evidence, each, "created"):
            if _host_slept_within(evidence, each, span):
                return Verdict(
                    True, f"Made at {moment(span.start_ns)}, begun at {moment(_end(span, evidence))}."
                )
    return somewhere(evidence, False, "Each generator began as soon as it was made.")


def one_was_emptied_at_once(evidence: Evidence) -> Verdict:
    """Main did nothing else from the making of a generator to its end."""
    for each in _generators(evidence):
        life = [span for span in evidence.waits(each.parent) if span.start_ns > each.start_ns]
        if each.end_ns is not None and not any(span.start_ns < each.end_ns for span in life):
            return Verdict(True, f"Made at {moment(each.start_ns)}, emptied at {moment(each.end_ns)}.")
    return somewhere(evidence, False, "Main did something in between.")


def stood_still_meanwhile(evidence: Evidence) -> Verdict:
    """Whatever main did, its generators stood at a `yield`, or had not begun, or had ended."""
    made = _generators(evidence)
    if not made:
        return Verdict(None, NOT_SEEN)
    sleeps = [span for span in evidence.waits(evidence.main.id) if span.state.word == "sleep"]
    for span in sleeps:
        running = [g.name for g in made if _state(evidence, g, span.start_ns) == "GEN_RUNNING"]
        if running:
            return Verdict(False, f"Main slept at {moment(span.start_ns)}, while {running[0]} ran.")
    return everywhere(evidence, bool(sleeps), f"Main slept {len(sleeps)} times, and nothing else ran.")


# what predictions ask -------------------------------------------------------------------------------------


def times_at_yield(evidence: Evidence) -> float | None:
    """How often generators stood at a `yield`."""
    made = _generators(evidence)
    if not made or cut_short(evidence):
        return None
    return sum(len(_spans(evidence, each, "suspended")) for each in made)


def values_given(evidence: Evidence) -> float | None:
    """How many values generators gave out."""
    made = {each.id for each in _generators(evidence)}
    return sum(flow.sender in made for flow in _items(evidence)) if made and not cut_short(evidence) else None


# what they have in common ---------------------------------------------------------------------------------


def _passed(word: str, counts: Callable[[Flow, set[int]], bool], parameter: str, more: int) -> Check:
    def check(evidence: Evidence) -> Verdict:
        made = {each.id for each in _generators(evidence)}
        goal = evidence.parameters.get(parameter, 0)
        if not made or not isinstance(goal, int):
            return Verdict(None, NOT_SEEN)
        passed, goal = sum(counts(flow, made) for flow in _items(evidence)), goal + more
        told = f"{passed} of {goal} were {word}."
        return Verdict(False, told) if passed > goal else somewhere(evidence, passed == goal, told)

    return check


def _generators(evidence: Evidence) -> list[Actor]:
    return [actor for actor in evidence.actors.values() if actor.kind == "generator"]


def _items(evidence: Evidence) -> list[Flow]:
    return [flow for flow in evidence.flows if flow.kind == "item"]


def _spans(evidence: Evidence, generator: Actor, state: str) -> list[Span]:
    return [span for span in evidence.waits(generator.id) if span.state.word == state]


def _end(span: Span, evidence: Evidence) -> int:
    return evidence.end_ns if span.end_ns is None else span.end_ns


def _state(evidence: Evidence, generator: Actor, t_ns: int) -> str:
    if generator.end_ns is not None and t_ns >= generator.end_ns:
        return "GEN_CLOSED"
    for word in ("created", "suspended"):
        if any(span.start_ns <= t_ns < _end(span, evidence) for span in _spans(evidence, generator, word)):
            return f"GEN_{word.upper()}"
    return "GEN_RUNNING"


def _host_slept_within(evidence: Evidence, generator: Actor, span: Span) -> bool:
    end = _end(span, evidence)
    sleeps = [s for s in evidence.waits(generator.parent) if s.state.word == "sleep"]
    return any(span.start_ns < sleep.start_ns < end for sleep in sleeps)

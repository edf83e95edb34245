"""What claims ask about lanes that need two locks at once: a circle of waits, and who got both."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.core.claims import cut_short, everywhere, listing, moment, somewhere
from app.core.claims_rooms import longest_told
from app.core.demo import Verdict

if TYPE_CHECKING:
    from app.core.evidence import Evidence
    from app.core.model import Span

Check = Callable[["Evidence"], Verdict]


def each_waits_for_the_next(evidence: Evidence) -> Verdict:
    """All the threads hold one lock each and wait, in one circle, for that of the next."""
    waits = {span.actor: span for span in evidence.spans if span.end_ns is None and span.state.word == "lock"}
    threads = [thread.id for thread in evidence.threads()]
    if not threads or set(threads) - set(waits):
        free = [evidence.actors[thread].name for thread in threads if thread not in waits]
        return somewhere(evidence, False, f"Not waiting for a lock: {listing(free) or 'nobody'}.")
    path = [threads[0]]
    while (holder := waits[path[-1]].holder) in waits and holder not in path:
        path.append(holder)
    closed = len(path) == len(threads) and waits[path[-1]].holder == path[0]
    since = max(waits[thread].start_ns for thread in threads)
    told = f"{listing(evidence.actors[actor].name for actor in path)}, since {moment(since)}."
    return somewhere(evidence, closed, told)


def nobody_had_both(evidence: Evidence) -> Verdict:
    """No thread ever worked with two locks in its hands, and none ever will."""
    count = sum(meals(evidence).values())
    if count:
        return Verdict(False, f"{count} meals were eaten.")
    stuck = each_waits_for_the_next(evidence).holds
    return Verdict(True, "Nobody ate.") if stuck else everywhere(evidence, True, "Nobody ate.")


def everybody_ate(parameter: str) -> Check:
    """Each thread worked with two locks in its hands as often as the parameter says."""

    def check(evidence: Evidence) -> Verdict:
        goal, eaten = evidence.parameters.get(parameter), meals(evidence)
        if not isinstance(goal, int) or not eaten:
            return Verdict(None, "The program has no such number, or no threads.")
        hungry = [evidence.actors[actor].name for actor, count in eaten.items() if count != goal]
        if hungry:
            return somewhere(evidence, False, f"Not {goal} meals: {listing(hungry)}.")
        return everywhere(evidence, True, f"{goal} meals each. {longest_told(evidence)}")

    return check


def never_all_with_a_lock(evidence: Evidence) -> Verdict:
    """There was no moment in which every thread held a lock: so no circle of all could close."""
    threads = {thread.id for thread in evidence.threads()}
    most, at = 0, 0
    for turn in _turns(evidence):
        holders = {other[0] for other in _turns(evidence) if other[1] <= turn[1] < other[2]} & threads
        most, at = max((most, at), (len(holders), turn[1]))
    told = f"{most} of {len(threads)} held one at {moment(at)}, and never more."
    if not most:
        return somewhere(evidence, False, "Nobody held a lock.")
    if most >= len(threads):
        return Verdict(False, told)
    return everywhere(evidence, True, told)


def one_waited_to_sit_down(evidence: Evidence) -> Verdict:
    """Somebody waited for a semaphore while the others went on."""
    waits = [span for span in evidence.spans if span.state.word == "semaphore"]
    told = f"Waited for a seat: {listing(dict.fromkeys(evidence.actors[s.actor].name for s in waits)) or 'nobody'}."
    return somewhere(evidence, bool(waits), told)


def somebody_waited_for_a_lock(evidence: Evidence) -> Verdict:
    """Some thread had to wait for a lock that another one held."""
    waits = [span for span in evidence.spans if span.state.word == "lock"]
    return somewhere(evidence, bool(waits), f"{len(waits)} waits for a lock. {longest_told(evidence)}")


def no_circle(evidence: Evidence) -> Verdict:
    """Every thread came to its end."""
    ended = all(thread.end == "finished" for thread in evidence.threads())
    return Verdict(
        None if cut_short(evidence) else ended, "All came to their end." if ended else "Not all ended."
    )


def meals(evidence: Evidence) -> dict[int, int]:
    """How often each thread worked with two locks in its hands."""
    turns = _turns(evidence)
    eaten = {thread.id: 0 for thread in evidence.threads()}
    for span in evidence.spans:
        if span.actor in eaten and span.state.word == "sleep" and _held_during(span, turns) > 1:
            eaten[span.actor] += 1
    return eaten


def meals_eaten(evidence: Evidence) -> float | None:
    """How many pieces of work were done with two locks in hand, where no more will follow."""
    if cut_short(evidence) and not each_waits_for_the_next(evidence).holds:
        return None
    return sum(meals(evidence).values())


def _turns(evidence: Evidence) -> list[tuple[int, int, int]]:
    """(who, from, to) of each turn with each lock."""
    return [
        (turn.actor, turn.start_ns, evidence.end_ns if turn.end_ns is None else turn.end_ns)
        for turns in evidence.held.values()
        for turn in turns
    ]


def _held_during(span: Span, turns: list[tuple[int, int, int]]) -> int:
    end = span.start_ns if span.end_ns is None else span.end_ns
    return sum(
        actor == span.actor and start <= span.start_ns and end <= until for actor, start, until in turns
    )

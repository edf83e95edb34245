"""Lanes that wait for each other in a circle, and a lane that waits for what it holds itself."""

from __future__ import annotations

from app.core.diagnoses.impasse import LOCKS, Impasse
from app.core.diagnoses.locks import guards, holder_now
from app.core.diagnoses.words import count, line, name, thing, waits_for
from app.core.diagnosis import Diagnosis, fault
from app.core.events import State
from app.core.evidence import Evidence
from app.core.model import Span

_LASTED_NS = 50_000_000  # a lock that is a signal may be let go by another lane any moment


def deadlocks(impasse: Impasse) -> list[Diagnosis]:
    """Each circle once; a lane alone in its circle has taken a lock twice."""
    found = []
    for circle in _circles(impasse):
        if len(circle) > 1:
            found.append(_deadlock(impasse, circle))
        elif _holds_it_itself(impasse, circle[0]):
            found.append(_self_deadlock(impasse, circle[0]))
    return found


def _circles(impasse: Impasse) -> list[list[int]]:
    """Circles of lanes, none of which has a lane in common with another; each begins with its first lane."""
    done: set[int] = set()
    circles = []
    for start in impasse.needs:
        path: dict[int, None] = {}  # in order
        ways = [iter((start,))]
        while ways:
            actor = next(ways[-1], None)
            if actor is None:
                ways.pop()
                if path:
                    done.add(path.popitem()[0])
            elif actor in path:
                way = list(path)
                circles.append(_from_the_first(way[way.index(actor) :]))
                done.update(way)
                break
            elif actor not in done and actor in impasse.needs:
                path[actor] = None
                ways.append(iter(sorted(impasse.needs[actor])))
    return circles


def _from_the_first(circle: list[int]) -> list[int]:
    begin = circle.index(min(circle))
    return circle[begin:] + circle[:begin]


# one alone ------------------------------------------------------------------------------------------------


def _holds_it_itself(impasse: Impasse, actor: int) -> bool:
    """Whether nobody else is going to let the lock go for which a lane waits although it has it."""
    wait, evidence = impasse.waits[actor], impasse.evidence
    hold = holder_now(evidence, wait)
    if hold is None:
        return False
    lasted_ns = evidence.end_ns - wait.start_ns
    sure = guards(evidence, wait.object, hold) and lasted_ns > _LASTED_NS
    return sure or not impasse.anyone_free(actor)


def _self_deadlock(impasse: Impasse, actor: int) -> Diagnosis:
    evidence, wait = impasse.evidence, impasse.waits[actor]
    lock = thing(evidence, wait.object, "lock")
    others = [other for other in _also_waiting(impasse, wait) if other != actor]
    return fault(
        "self_deadlock",
        [actor, *others],
        f"{name(evidence, actor)} {waits_for(evidence, wait)}, and holds it itself{_taken(evidence, wait)}:"
        f" it waits for ever.{_others_too(others)}",
        f"A lock can be taken only once: leave {lock} to one of the two places, or make it re-entrant with "
        "threading.RLock()."
        if evidence.actors[actor].kind != "task"
        else f"A lock of asyncio can be taken only once: leave {lock} to one of the two places.",
    )


def _taken(evidence: Evidence, wait: Span) -> str:
    hold = holder_now(evidence, wait)
    return line(evidence, wait.file, hold.line).replace("(", "(taken in ") if hold is not None else ""


def _also_waiting(impasse: Impasse, wait: Span) -> list[int]:
    return [
        other.actor
        for other in impasse.waits.values()
        if other.object == wait.object and other.state in LOCKS and not other.bounded
    ]


def _others_too(others: list[int]) -> str:
    if not others:
        return ""
    return f" {count(len(others), 'other')} {'wait' if len(others) > 1 else 'waits'} for it too."


# several --------------------------------------------------------------------------------------------------


def _deadlock(impasse: Impasse, circle: list[int]) -> Diagnosis:
    evidence = impasse.evidence
    steps = [
        _step(impasse, actor, needed) for actor, needed in zip(circle, [*circle[1:], circle[0]], strict=True)
    ]
    return fault(
        "deadlock",
        circle,
        f"{_number(len(circle))} lanes wait for each other in a circle, for ever: {'; '.join(steps)}.",
        _way_out(impasse, circle, evidence),
    )


def _number(count: int) -> str:
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
    return words[count] if count < len(words) else str(count)


def _step(impasse: Impasse, actor: int, needed: int) -> str:
    """Why one lane of a circle can't go on before the next does."""
    evidence, wait = impasse.evidence, impasse.waits.get(actor)
    who, whom = name(evidence, actor), name(evidence, needed)
    if wait is None:
        return f"{who} runs the event loop that {whom} blocks"
    waits = f"{who} {waits_for(evidence, wait)}"
    if impasse.target(wait) != needed:
        return f"{who} can't be resumed while {whom} blocks their event loop"
    if wait.state in LOCKS:
        return f"{waits}, which {whom} holds{_taken(evidence, wait)}"
    return waits


def _way_out(impasse: Impasse, circle: list[int], evidence: Evidence) -> str:
    waits = [impasse.waits[actor] for actor in circle if actor in impasse.waits]
    locks = [wait for wait in waits if wait.state in LOCKS]
    if any(not wait.suspends and evidence.actors[wait.actor].kind == "task" for wait in waits):
        return "Within a task, wait with `await` and with the locks of asyncio, so that the loop can turn."
    if len(locks) == len(waits):
        titles = [thing(evidence, lock.object, "lock") for lock in locks]
        clear = all("“" in title for title in titles) and len(set(titles)) == len(titles)
        if clear:
            return f"Let all take the locks in the same order, say {' before '.join(titles)}."
        return "Let all take the locks in the same order."
    if locks:
        return f"Give {thing(evidence, locks[0].object, 'lock')} back before waiting for another lane's end."
    if any(wait.state == State.AWAIT for wait in waits):
        return "Let one of them finish without awaiting the other."
    return "Let one of them end without waiting for the other."

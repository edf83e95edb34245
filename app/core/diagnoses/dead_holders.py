"""Lanes that ended with a lock in their hands, while others wait for it."""

from __future__ import annotations

from collections import defaultdict

from app.core.diagnoses.impasse import LOCKS, Impasse
from app.core.diagnoses.locks import guards, holder_now, is_passed_on
from app.core.diagnoses.words import line, names, thing
from app.core.diagnosis import Diagnosis, fault
from app.core.evidence import Held
from app.core.model import Actor, Span


def died_holding(impasse: Impasse) -> list[Diagnosis]:
    """One for each lock that nobody will ever let go, and that somebody waits for or gave up waiting for."""
    waits: dict[tuple[int, int], list[Span]] = defaultdict(list)
    holds: dict[tuple[int, int], Held] = {}
    for wait in (*impasse.waits.values(), *_gave_up(impasse)):
        hold = holder_now(impasse.evidence, wait) if wait.state in LOCKS and wait.object is not None else None
        if hold is None or wait.object is None or not _is_gone(impasse, hold, wait):
            continue
        key = hold.actor, wait.object
        waits[key].append(wait)
        holds[key] = hold
    return [_told(impasse, holds[key], waits[key]) for key in waits]


def _gave_up(impasse: Impasse) -> list[Span]:
    """Waits for a lock that came to their time-out."""
    return [wait for wait in impasse.evidence.spans if wait.timed_out and wait.state in LOCKS]


def _is_gone(impasse: Impasse, hold: Held, wait: Span) -> bool:
    """Whether who holds the lock has ended, and nobody else will let it go."""
    evidence = impasse.evidence
    holder = evidence.actors.get(hold.actor)
    if holder is None or impasse.is_there(hold.actor) or holder.id == wait.actor:
        return False
    if wait.actor not in evidence.actors or holder.id == evidence.actors[wait.actor].process:
        return False  # a process that ends takes its own threads along
    if wait.end_ns is None and not impasse.is_there(wait.actor):
        return False
    failed = holder.end in ("raised", "killed") and not is_passed_on(evidence, wait.object)
    if wait.bounded:
        return failed and (holder.end_ns or 0) <= (wait.end_ns or evidence.end_ns)
    return failed or wait.actor in impasse.stuck or guards(evidence, wait.object, hold)


def _told(impasse: Impasse, hold: Held, waits: list[Span]) -> Diagnosis:
    evidence, wait = impasse.evidence, waits[0]
    holder = evidence.actors[hold.actor]
    waiting = list(dict.fromkeys(each.actor for each in waits))
    lock = thing(evidence, wait.object, "lock")
    took = line(evidence, wait.file, hold.line)
    verb = "wait" if len(waiting) > 1 else "waits"
    how = f"{verb} for it for ever" if any(not each.bounded for each in waits) else f"{verb}ed in vain for it"
    how = how.replace("waitsed", "waited")
    return fault(
        "died_holding",
        [holder.id, *waiting],
        f"{holder.name} {_end(holder)} and never gave {lock} back, which it had taken{took}; "
        f"{names(evidence, waiting)} {how}{line(evidence, wait.file, wait.line)}.",
        f"Take {lock} with `with`, or release it in a `finally`: then it is given back whatever happens.",
    )


def _end(holder: Actor) -> str:
    if holder.end == "killed":
        return "was killed"
    why = holder.exception.partition(":")[0]
    return f"ended with {why}" if why else "ended"

"""Moments of a recording that a lesson names: where to look when something has been said about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from app.core.claims import end_of, work
from app.core.diagnosis import Diagnosis
from app.core.evidence import Evidence
from app.core.model import Span
from app.core.update_claims import updates

#: Waits that are for somebody else, not for a time to pass or for somebody's end.
_FOR_OTHERS = frozenset(
    ("lock", "rlock", "condition", "event", "semaphore", "barrier", "put", "get", "await", "io")
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of a recording, ns since the spawn, and the actor to look at, if there is one."""

    t_ns: int
    actor: int | None = None


def moment_named(name: str, evidence: Evidence, diagnoses: Sequence[Diagnosis] = ()) -> Moment | None:
    """The moment of this name (one of NAMES); None where the recording has none. KeyError: no such name."""
    find = _MOMENTS[name]
    return find(evidence, diagnoses) if evidence.actors else None


def _start(evidence: Evidence, _: Sequence[Diagnosis]) -> Moment | None:
    return Moment(evidence.main.start_ns, evidence.main.id)


def _end(evidence: Evidence, _: Sequence[Diagnosis]) -> Moment | None:
    return Moment(evidence.end_ns)


def _first_wait(evidence: Evidence, _: Sequence[Diagnosis]) -> Moment | None:
    waits = _waits(evidence)
    return _middle(min(waits, key=lambda span: span.start_ns), evidence) if waits else None


def _longest_wait(evidence: Evidence, _: Sequence[Diagnosis]) -> Moment | None:
    waits = _waits(evidence)
    longest = max(waits, key=lambda span: end_of(span, evidence) - span.start_ns, default=None)
    return None if longest is None else _middle(longest, evidence)


def _first_overlap(evidence: Evidence, _: Sequence[Diagnosis]) -> Moment | None:
    """When first two lanes were at the same watched data, or else at work, at the same time."""
    found = []
    for ledger in updates(evidence):
        held = [(update.begin_ns, update.write_ns or update.begin_ns, update.actor) for update in ledger]
        found.append(_meeting(held))
    found.append(_meeting((span.start_ns, end_of(span, evidence), span.actor) for span in work(evidence)))
    return next((moment for moment in found if moment is not None), None)


def _lost_update(evidence: Evidence, _: Sequence[Diagnosis]) -> Moment | None:
    lost = [update for ledger in updates(evidence) for update in ledger if update.lost]
    first = min(lost, key=lambda update: update.overwritten_ns or 0, default=None)
    if first is None or first.overwritten_ns is None:
        return None
    return Moment(first.overwritten_ns, first.overwritten_by)


def _first_message(evidence: Evidence, _: Sequence[Diagnosis]) -> Moment | None:
    sent = [flow for flow in evidence.flows if flow.kind in ("message", "item")]
    first = min(sent, key=lambda flow: flow.sent_ns, default=None)
    return None if first is None else Moment(first.sent_ns, first.sender)


def _diagnosis(evidence: Evidence, diagnoses: Sequence[Diagnosis]) -> Moment | None:
    """Where the lane that a diagnosis is about, the first fault if there is one, came to a standstill."""
    found = sorted(diagnoses, key=lambda each: each.severity != "fault")
    if not found or not found[0].actors:
        return None
    if found[0].code == "lost_update":
        return _lost_update(evidence, diagnoses)
    actor = found[0].actors[0]
    waits = [span for span in evidence.spans if span.actor == actor]
    still = [span for span in waits if span.end_ns is None]
    spans = still or waits
    return _middle(spans[-1], evidence) if spans else Moment(evidence.end_ns, actor)


_MOMENTS: dict[str, Callable[[Evidence, Sequence[Diagnosis]], Moment | None]] = {
    "start": _start,
    "end": _end,
    "first-wait": _first_wait,
    "longest-wait": _longest_wait,
    "first-overlap": _first_overlap,
    "lost-update": _lost_update,
    "first-message": _first_message,
    "diagnosis": _diagnosis,
}
NAMES = tuple(_MOMENTS)


def _waits(evidence: Evidence) -> list[Span]:
    """The waits for others; where there are none, the other ones."""
    spans = [span for span in evidence.spans if span.state.word not in ("created", "suspended")]
    return [span for span in spans if span.state.word in _FOR_OTHERS] or spans


def _middle(span: Span, evidence: Evidence) -> Moment:
    """Well inside a wait, where every view shows it."""
    return Moment((span.start_ns + end_of(span, evidence)) // 2, span.actor)


def _meeting(pieces: Iterable[tuple[int, int, int]]) -> Moment | None:
    """When first a piece (start, end, actor) begins before another actor's has ended."""
    last: tuple[int, int, int] | None = None  # to end, of those that have begun
    for start, end, actor in sorted(pieces):
        if last is not None and start < last[1] and actor != last[2]:
            return Moment(start, actor)
        if last is None or end > last[1]:
            last = start, end, actor
    return None

"""Hints on locks: lanes that take turns at one instead of working side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from app.core.diagnoses.impasse import LOCKS
from app.core.diagnoses.words import count, moment, thing
from app.core.diagnosis import Diagnosis, hint
from app.core.evidence import Evidence
from app.core.model import Actor, Span

_LEAST_NS = 20_000_000  # shorter waits aren't worth a word
_COVERED = 0.8  # of the time in which the lanes were there, somebody had the lock
_WAITED = 0.3  # of the lanes' time was spent waiting for it
_AGAIN = 5  # waits of each lane make a convoy
_CONVOY = 3  # lanes
_CONTENDED = 0.6  # of all that took the lock had to wait


@dataclass(frozen=True, slots=True)
class _Queue:
    """The lanes that shared one lock with others, and their waits for it."""

    lock: int
    lanes: list[Actor]
    waits: list[Span]
    waited_ns: int
    lived_ns: int


def _queues(evidence: Evidence) -> Iterator[_Queue]:
    """For each lock the waits of the lanes that aren't a process' main one, if they are worth a look."""
    waits: dict[int, list[Span]] = defaultdict(list)
    for span in evidence.spans:
        if span.state in LOCKS and span.object is not None and span.end_ns is not None:
            waits[span.object].append(span)
    for lock, found in waits.items():
        users = {held.actor for held in evidence.holds(lock)} | {span.actor for span in found}
        lanes = [
            actor for actor in evidence.actors.values() if actor.id in users and _is_worker(evidence, actor)
        ]
        ids = {lane.id for lane in lanes}
        own = [span for span in found if span.actor in ids]
        waited_ns = sum(span.duration_ns or 0 for span in own)
        lived_ns = sum((lane.end_ns or evidence.end_ns) - lane.start_ns for lane in lanes)
        if len(lanes) > 1 and waited_ns >= _LEAST_NS:
            yield _Queue(lock, lanes, own, waited_ns, lived_ns)


def _is_worker(evidence: Evidence, actor: Actor) -> bool:
    return actor.kind in ("thread", "task") or (actor.kind == "process" and actor.how != "first")


def serialised(evidence: Evidence) -> list[Diagnosis]:
    """Locks that somebody had nearly all the time, so that only one lane could work."""
    found = []
    for queue in _queues(evidence):
        begin = min(lane.start_ns for lane in queue.lanes)
        end = max(lane.end_ns or evidence.end_ns for lane in queue.lanes)
        if _others_beside(evidence, queue.lanes, begin, end):
            continue
        covered = _held_ns(evidence, queue.lock, begin, end) / max(end - begin, 1)
        if covered >= _COVERED and queue.waited_ns >= _WAITED * queue.lived_ns:
            found.append(
                hint(
                    "serialised",
                    [lane.id for lane in queue.lanes],
                    f"{count(len(queue.lanes), 'lane')} worked one after the other: {covered:.0%} of the "
                    f"time one of them had {thing(evidence, queue.lock, 'lock')}, and the others waited "
                    f"{moment(queue.waited_ns)} in all.",
                    "If that isn't meant so: hold the lock only while shared data is touched.",
                )
            )
    return found


def _others_beside(evidence: Evidence, lanes: list[Actor], begin: int, end: int) -> bool:
    """Whether lanes of the same kind and parent, that didn't need the lock, were there at the same time."""
    ids = {lane.id for lane in lanes}
    families = {(lane.kind, lane.parent) for lane in lanes}
    return any(
        (other.kind, other.parent) in families
        and other.id not in ids
        and other.start_ns < end
        and (other.end_ns is None or other.end_ns > begin)
        for other in evidence.actors.values()
    )


def _held_ns(evidence: Evidence, lock: int, begin: int, end: int) -> int:
    """How long anyone had the lock between two moments; holds of one lock don't overlap."""
    return sum(
        max(min(end if held.end_ns is None else held.end_ns, end) - max(held.start_ns, begin), 0)
        for held in evidence.holds(lock)
    )


def convoys(evidence: Evidence) -> list[Diagnosis]:
    """Locks at which several lanes queue up again and again."""
    found = []
    for queue in _queues(evidence):
        times: dict[int, int] = defaultdict(int)
        for span in queue.waits:
            times[span.actor] += 1
        often = [lane for lane in queue.lanes if times[lane.id] >= _AGAIN]
        taken = len(evidence.holds(queue.lock))
        if len(often) < _CONVOY or len(queue.waits) < _CONTENDED * taken:
            continue
        if queue.waited_ns >= _WAITED * queue.lived_ns:
            found.append(
                hint(
                    "convoy",
                    [lane.id for lane in often],
                    f"{count(len(often), 'lane')} queue up at {thing(evidence, queue.lock, 'lock')} again "
                    f"and again: {len(queue.waits)} of the {taken} times it was taken, it was not free.",
                    "Taking it less often, for a larger piece each time, or a lock for each part of the data "
                    "would shorten the queue.",
                )
            )
    return found

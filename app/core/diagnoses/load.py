"""Hints on how work was spread: over more lanes than there are cores, or unevenly."""

from __future__ import annotations

import re
from collections import defaultdict

from app.core.diagnoses.words import count, moment, names
from app.core.diagnosis import Diagnosis, hint
from app.core.events import State
from app.core.evidence import Evidence
from app.core.model import Actor

_COMPUTED_NS = 100_000_000  # on a processor: less isn't worth a word
_CROWDED = 0.4  # of the time on a core was spent waiting for one besides
_BUSY_NS = 100_000_000
_TIMES = 2.5  # as busy as the others on average
_ALONE = 0.4  # of its time it worked on when the others had ended
_WAITS_FOR_OTHERS = (
    State.LOCK,
    State.RLOCK,
    State.JOIN,
    State.CONDITION,
    State.EVENT,
    State.SEMAPHORE,
    State.BARRIER,
    State.PUT,
    State.GET,
    State.AWAIT,
    State.PROCESS,
)


def oversubscribed(evidence: Evidence) -> list[Diagnosis]:
    """More lanes computed at the same time than there are cores, where that was looked at."""
    lanes = [
        actor
        for actor in evidence.actors.values()
        if actor.id in evidence.core_waits_ns and _own_cpu_ns(actor, evidence) >= _COMPUTED_NS
    ]
    waited = sum(evidence.core_waits_ns[lane.id] for lane in lanes)
    computed = sum(_own_cpu_ns(lane, evidence) for lane in lanes)
    if _at_once(lanes, evidence) <= evidence.cores or waited < _CROWDED * computed:
        return []
    return [
        hint(
            "oversubscribed",
            [lane.id for lane in lanes],
            f"{count(len(lanes), 'lane')} computed for {moment(computed)} on "
            f"{count(evidence.cores, 'core')} and waited {moment(waited)} for a free one (estimated).",
            "More of them than there are cores make nothing faster.",
        )
    ]


def _own_cpu_ns(lane: Actor, evidence: Evidence) -> int:
    """What a lane computed itself: a process counts the time of its threads too."""
    of_threads = 0
    if lane.kind == "process":
        of_threads = sum(each.cpu_ns or 0 for each in evidence.threads() if each.process == lane.id)
    return (lane.cpu_ns or 0) - of_threads


def _at_once(lanes: list[Actor], evidence: Evidence) -> int:
    """How many of these were there at the same time, at most."""
    steps = [(lane.start_ns, 1) for lane in lanes]
    steps += [(evidence.end_ns if lane.end_ns is None else lane.end_ns, -1) for lane in lanes]
    most = now = 0
    for _, step in sorted(steps):
        now += step
        most = max(most, now)
    return most


def uneven(evidence: Evidence) -> list[Diagnosis]:
    """Lanes of the same kind, of which one had far more to do than the others."""
    waited: dict[int, int] = defaultdict(int)
    for span in evidence.spans:
        if span.state in _WAITS_FOR_OTHERS:
            waited[span.actor] += span.duration_ns or 0
    groups: dict[tuple[int | None, str, str], list[Actor]] = defaultdict(list)
    for actor in evidence.actors.values():
        if actor.kind in ("thread", "process") and actor.how != "first":
            groups[actor.parent, actor.kind, re.sub(r"\d+", "", actor.name)].append(actor)
    return [told for lanes in groups.values() if (told := _uneven(evidence, lanes, waited))]


def _uneven(evidence: Evidence, lanes: list[Actor], waited: dict[int, int]) -> Diagnosis | None:
    if len(lanes) < 2 or any(lane.end != "finished" or lane.end_ns is None for lane in lanes):
        return None
    busy = {lane.id: (lane.end_ns or 0) - lane.start_ns - waited[lane.id] for lane in lanes}
    longest = max(lanes, key=lambda lane: busy[lane.id])
    others = [lane for lane in lanes if lane.id != longest.id]
    average = sum(busy[lane.id] for lane in others) / len(others)
    alone_ns = (longest.end_ns or 0) - max(lane.end_ns or 0 for lane in others)
    most = busy[longest.id]
    if most < _BUSY_NS or most < _TIMES * average or alone_ns < _ALONE * most:
        return None
    average_word = " on average" if len(others) > 1 else ""
    return hint(
        "uneven",
        [longest.id, *(lane.id for lane in others)],
        f"{longest.name} was busy for {moment(most)}, {names(evidence, [lane.id for lane in others])} only "
        f"for {moment(int(average))}{average_word}: for the last {moment(alone_ns)} it worked alone.",
        "Smaller pieces that each takes from one queue when it is free would even that out.",
    )

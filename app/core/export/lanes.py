"""What each lane did without a gap: waits, and running in between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.core.claims import end_of
from app.core.events import State
from app.core.evidence import Evidence
from app.core.lane_order import in_order
from app.core.model import Actor, Span


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a lane: a wait (`span`), running, or (`state` is None) what can't be seen."""

    state: State | None
    start_ns: int
    end_ns: int
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """One actor and its waits, in order of time; `end_ns` is the recording's for one that still lives."""

    actor: Actor
    waits: Sequence[Span]
    end_ns: int


def lanes(evidence: Evidence) -> list[Lane]:
    """The lanes in the order in which the window shows them."""
    waits: dict[int, list[Span]] = {actor: [] for actor in evidence.actors}
    for span in evidence.spans:
        waits[span.actor].append(span)
    return [_lane(actor, waits[actor.id], evidence) for actor in in_order(list(evidence.actors.values()))]


def _lane(actor: Actor, waits: list[Span], evidence: Evidence) -> Lane:
    end_ns = evidence.end_ns if actor.end_ns is None else actor.end_ns
    if waits:
        end_ns = max(end_ns, end_of(waits[-1], evidence))
    return Lane(actor, waits, max(end_ns, actor.start_ns))


def stretches(lane: Lane) -> Iterator[Stretch]:
    """All that a lane did, in order, none overlapping another; an open wait lasts until the lane's end."""
    at = lane.actor.start_ns
    if lane.actor.kind == "opaque":
        yield Stretch(None, at, lane.end_ns)
        return
    if lane.waits:
        at = min(at, lane.waits[0].start_ns)  # a task waits to begin before it begins
    for span in lane.waits:
        start = max(span.start_ns, at)
        stop = lane.end_ns if span.end_ns is None else span.end_ns
        if stop < start:  # within the one before: only a damaged recording has that
            continue
        if start > at:
            yield Stretch(State.RUNNING, at, start)
        yield Stretch(span.state, start, stop, span)
        at = stop
    if lane.end_ns > at:
        yield Stretch(State.RUNNING, at, lane.end_ns)

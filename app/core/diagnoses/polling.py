"""Lanes that ask again and again whether something has happened, instead of waiting for it.

A loop that sleeps a little each time may be work in small steps just as well. It counts as asking only when
nothing else is seen of the lane meanwhile, and when it stopped just after one of the few things that others
did in that time, or goes on although nobody else can do anything any more.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from statistics import median

from app.core.diagnoses.impasse import Impasse
from app.core.diagnoses.words import line, moment, name
from app.core.diagnosis import Diagnosis, fault
from app.core.events import State
from app.core.evidence import Evidence
from app.core.model import Span

_LEAST = 20  # times in a row
_LONGEST_NS = 20_000_000  # of one time
_BETWEEN_NS = 50_000  # from one to the next, on average: there is no room for work
_BETWEEN_SHARE = 0.1  # of the whole time
_PER_ACT = 8  # times for each thing that others did: otherwise it may be chance that it stopped after one
_SLOWER = 3  # times: a lane that polls much less often may be the one that works
_SLACK_NS = 3_000_000


@dataclass(frozen=True, slots=True)
class _Poll:
    """Waits in a row on one line of one lane; it stopped at `end_ns`, or was still at it."""

    spans: list[Span]
    start_ns: int
    end_ns: int
    stopped: bool

    @property
    def actor(self) -> int:
        return self.spans[0].actor

    @property
    def step_ns(self) -> float:
        return (self.end_ns - self.start_ns) / len(self.spans)


def busy_wait(evidence: Evidence) -> list[Diagnosis]:
    """One for each line on which a lane did nothing but ask."""
    polls = _polls(evidence)
    if not polls:
        return []
    impasse = Impasse(evidence)
    acts = _acts(evidence)
    told: dict[tuple[str, int], Diagnosis] = {}
    for poll in polls:
        if _is_asking(impasse, poll, polls, acts):
            span = poll.spans[0]
            told.setdefault((span.file, span.line), _told(evidence, poll))
    return list(told.values())


# runs of short waits on one line --------------------------------------------------------------------------


def _polls(evidence: Evidence) -> list[_Poll]:
    lanes: dict[int, list[Span]] = defaultdict(list)
    for span in evidence.spans:
        lanes[span.actor].append(span)
    return [poll for spans in lanes.values() for row in _rows(spans) if (poll := _poll(evidence, row))]


def _rows(spans: list[Span]) -> list[list[Span]]:
    """The spans of one lane, cut where the line changes."""
    rows: list[list[Span]] = []
    for span in spans:
        last = rows[-1][-1] if rows else None
        if last is not None and (last.file, last.line, last.state) == (span.file, span.line, span.state):
            rows[-1].append(span)
        else:
            rows.append([span])
    return rows


def _asks(span: Span) -> bool:
    return span.state == State.SLEEP or span.timed_out


def _poll(evidence: Evidence, row: list[Span]) -> _Poll | None:
    asked = [span for span in row if _asks(span) and span.end_ns is not None]
    if len(asked) < _LEAST or len(asked) < len(row) - 1:  # the last one may have got what it waited for
        return None
    lengths = [(span.end_ns or 0) - span.start_ns for span in asked]
    last = row[-1]
    end_ns = evidence.end_ns if last.end_ns is None else last.end_ns
    between_ns = end_ns - row[0].start_ns - sum(lengths)
    if last is not asked[-1]:
        between_ns -= end_ns - last.start_ns
    idle = between_ns <= _BETWEEN_NS * len(asked) or between_ns <= _BETWEEN_SHARE * (end_ns - row[0].start_ns)
    if median(lengths) > _LONGEST_NS or not idle or not _is_silent(evidence, row):
        return None
    actor = evidence.actors[last.actor]
    stopped = last.end_ns is not None and (actor.end not in ("alive", "killed") or _goes_on(evidence, last))
    return _Poll(row, row[0].start_ns, end_ns, stopped)


def _goes_on(evidence: Evidence, last: Span) -> bool:
    """Whether a lane that never ended did something else after its last wait of a row."""
    return any(span.actor == last.actor and span.start_ns > last.start_ns for span in evidence.spans)


def _is_silent(evidence: Evidence, row: list[Span]) -> bool:
    """Whether nothing else was seen of the lane between the first and the last wait."""
    actor, begin, end = row[0].actor, row[0].start_ns, row[-1].start_ns
    said = any(piece.actor == actor and begin < piece.t_ns < end for piece in evidence.output)
    wrote = any(
        access.actor == actor and access.write and begin < access.t_ns < end for access in evidence.accesses
    )
    sent = any(flow.sender == actor and begin < flow.sent_ns < end for flow in evidence.flows)
    got = any(flow.receiver == actor and begin < flow.received_ns < end for flow in evidence.flows)
    return not (said or wrote or sent or got)


# what others did meanwhile --------------------------------------------------------------------------------

Acts = list[tuple[int, int]]  # (when, actor), sorted


def _acts(evidence: Evidence) -> Acts:
    acts = [(span.start_ns, span.actor) for span in evidence.spans]
    acts += [(span.end_ns, span.actor) for span in evidence.spans if span.end_ns is not None]
    acts += [(piece.t_ns, piece.actor) for piece in evidence.output if piece.actor is not None]
    acts += [(access.t_ns, access.actor) for access in evidence.accesses]
    acts += [(actor.end_ns, actor.id) for actor in evidence.actors.values() if actor.end_ns is not None]
    return sorted(acts)


def _is_asking(impasse: Impasse, poll: _Poll, polls: list[_Poll], acts: Acts) -> bool:
    evidence = impasse.evidence
    if not poll.stopped:
        host = evidence.actors[poll.actor].host
        others = (actor for actor in evidence.actors if actor not in (poll.actor, host))
        needed = _needing(impasse, poll.actor)
        return all(other in needed or not impasse.is_there(other) for other in others)
    alike = {
        other.actor
        for other in polls
        if other.start_ns < poll.end_ns and other.end_ns > poll.start_ns
        if other.actor == poll.actor or other.step_ns < _SLOWER * poll.step_ns
    }
    alike.add(-1 if (host := evidence.actors[poll.actor].host) is None else host)
    begin = bisect_right(acts, (poll.start_ns, len(evidence.actors)))
    within = acts[begin : bisect_left(acts, (poll.end_ns, -1))]
    ends = [other.end_ns for other in polls if other.actor in alike and other.actor != poll.actor]
    others = [
        t
        for t, actor in within
        # Whoever only answers to the end of such a lane, by a join say, doesn't count either.
        if actor not in alike and not any(0 <= t - end <= poll.step_ns + _SLACK_NS for end in ends)
    ]
    times = _clusters(others, poll.step_ns)
    if not times or poll.end_ns - times[-1][1] > 2 * poll.step_ns + _SLACK_NS:
        return False
    return len(times) * _PER_ACT <= len(poll.spans)


def _needing(impasse: Impasse, actor: int) -> set[int]:
    """The lanes that can't go on before this one does."""
    found = {actor}
    while more := {other for other, needs in impasse.needs.items() if needs & found} - found:
        found |= more
    return found


def _clusters(times: list[int], apart_ns: float) -> list[tuple[int, int]]:
    """Times that lie close together as one: (first, last)."""
    clusters: list[tuple[int, int]] = []
    for t in times:
        if clusters and t - clusters[-1][1] <= apart_ns:
            clusters[-1] = clusters[-1][0], t
        else:
            clusters.append((t, t))
    return clusters


_WAITED = {
    State.GET: "waited for an item",
    State.PUT: "waited for room",
    State.JOIN: "waited for the end of another lane",
    State.PROCESS: "waited for the end of a process",
    State.LOCK: "tried to take a lock",
    State.RLOCK: "tried to take a lock",
    State.EVENT: "waited for an event",
    State.CONDITION: "waited at a condition",
    State.SEMAPHORE: "waited for a semaphore",
}


def _told(evidence: Evidence, poll: _Poll) -> Diagnosis:
    span = poll.spans[0]
    how = "slept" if span.state == State.SLEEP else f"{_WAITED.get(span.state, 'waited')} with a time-out"
    task = evidence.actors[poll.actor].kind == "task"
    family = "an `asyncio.Event`" if task else "a `threading.Event`"
    instead = (
        f"Let it wait for an item, a condition or {family} that is set when the time has come."
        if span.state == State.SLEEP
        else "Leave the time-out away, or make it much longer: whoever waits is woken at once."
    )
    return fault(
        "busy_wait",
        [poll.actor],
        f"{name(evidence, poll.actor)} {how} {len(poll.spans)} times in a row"
        f"{line(evidence, span.file, span.line)}, {moment(int(poll.step_ns))} each, only to ask again: "
        "that takes time from the others, and still it notices late.",
        instead,
    )

"""Lanes that ask again and again whether something has happened, instead of waiting for it.

A loop that sleeps a little each time may be work in small steps just as well. It counts as asking only when
nothing else is seen of the lane meanwhile, and when it stopped just after one of the few things that others
did in that time, or goes on although nobody else can do anything any more.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
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
_OFTEN, _RESTLESS_NS = 100, 2_500_000  # no clock or animation ticks so many times so fast
_PER_ACT = 5  # times what counts as soon for each thing others did: else it may stop after one by chance
_SLOWER = 3  # times: a lane that polls much less often may be the one that works
_SOON_NS = 12_000_000  # on a busy machine a lane may be kept waiting as long before it can answer


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

    @property
    def soon_ns(self) -> float:
        """How soon after something it would have noticed."""
        return max(2 * self.step_ns, _SOON_NS)


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
    doings = _Doings(evidence)
    found = []
    for spans in lanes.values():
        for row in _rows(spans):
            poll = _poll(evidence, doings, row, goes_on=row[-1] is not spans[-1])
            if poll is not None:
                found.append(poll)
    return found


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


def _poll(evidence: Evidence, doings: _Doings, row: list[Span], goes_on: bool) -> _Poll | None:
    """The row as a poll, if it is one; `goes_on`: the lane waited elsewhere afterwards."""
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
    if (
        median(lengths) > _LONGEST_NS
        or not idle
        or doings.any_between(last.actor, row[0].start_ns, last.start_ns)
    ):
        return None
    ended = evidence.actors[last.actor].end not in ("alive", "killed")
    return _Poll(row, row[0].start_ns, end_ns, last.end_ns is not None and (ended or goes_on))


class _Doings:
    """When each lane was seen to do something besides waiting."""

    def __init__(self, evidence: Evidence) -> None:
        self._times: dict[int, list[int]] = defaultdict(list)
        for piece in evidence.output:
            if piece.actor is not None:
                self._times[piece.actor].append(piece.t_ns)
        for access in evidence.accesses:
            if access.write:
                self._times[access.actor].append(access.t_ns)
        for flow in evidence.flows:
            self._times[flow.sender].append(flow.sent_ns)
            self._times[flow.receiver].append(flow.received_ns)
        for times in self._times.values():
            times.sort()

    def any_between(self, actor: int, begin: int, end: int) -> bool:
        """Whether a lane did something after `begin` and before `end`."""
        times = self._times.get(actor, [])
        return bisect_right(times, begin) < bisect_left(times, end)


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
    host = evidence.actors[poll.actor].host
    if not poll.stopped:
        if poll.spans[0].state == State.SLEEP and not (
            poll.step_ns <= _RESTLESS_NS and len(poll.spans) >= _OFTEN
        ):
            return False  # a clock, say, or an animation
        unneeded = set(evidence.actors) - {host} - _needing(impasse, poll.actor)
        return not any(impasse.is_there(other) for other in unneeded)
    alike = [
        other
        for other in polls
        if other.start_ns < poll.end_ns and other.end_ns > poll.start_ns
        if other.actor == poll.actor or other.step_ns < _SLOWER * poll.step_ns
    ]
    lanes = {other.actor for other in alike} | ({host} if host is not None else set())
    ends = sorted(other.end_ns for other in alike if other.actor != poll.actor)
    count, next_ns = 0, poll.end_ns
    for t in _backwards(poll, acts, lanes, ends):
        if not count and poll.end_ns - t > poll.soon_ns:
            return False
        if not count or next_ns - t > poll.soon_ns:  # what lies close together is one thing
            count += 1
            if count * _PER_ACT * poll.soon_ns > poll.end_ns - poll.start_ns:
                return False
        next_ns = t
    return count > 0


def _backwards(poll: _Poll, acts: Acts, lanes: set[int], ends: list[int]) -> Iterator[int]:
    """When others did something while a lane was asking, the latest first; `lanes` don't count.

    Nor does whoever only answers to the end of one of those, at `ends`, by a join say.
    """
    for at in range(bisect_left(acts, (poll.end_ns, -1)) - 1, -1, -1):
        t, actor = acts[at]
        if t <= poll.start_ns:
            return
        before = bisect_right(ends, t)
        answers = before > 0 and t - ends[before - 1] <= poll.soon_ns
        if actor not in lanes and not answers:
            yield t


def _needing(impasse: Impasse, actor: int) -> set[int]:
    """The lanes that can't go on before this one does."""
    found = {actor}
    while more := {other for other, needs in impasse.needs.items() if needs & found} - found:
        found |= more
    return found


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

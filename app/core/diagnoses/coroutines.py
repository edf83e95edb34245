"""Coroutines that never ran, and tasks that wait without giving up their event loop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from app.core.diagnoses.words import count, line, moment, name, names
from app.core.diagnosis import Diagnosis, fault
from app.core.events import State
from app.core.evidence import Evidence
from app.core.model import Actor, Span

#: `time.sleep` has an asynchronous cousin that costs nothing: a little of it is wrong already.
_SLEPT_NS = 15_000_000
#: A short wait for a lock or a process to start is what the library itself does.
_WAITED_NS = 50_000_000
_READ_NS = 200_000_000
_INSTEAD = {
    State.SLEEP: "`await asyncio.sleep(...)`",
    State.LOCK: "an `asyncio.Lock`, or hold the lock of threads for a moment only",
    State.RLOCK: "an `asyncio.Lock`, or hold the lock of threads for a moment only",
    State.GET: "an `asyncio.Queue`, or `await asyncio.to_thread(queue.get)`",
    State.PUT: "an `asyncio.Queue`, or `await asyncio.to_thread(queue.put, item)`",
    State.EVENT: "an `asyncio.Event`",
    State.CONDITION: "an `asyncio.Condition`",
    State.SEMAPHORE: "an `asyncio.Semaphore`",
    State.BARRIER: "an `asyncio.Barrier`",
    State.PROCESS: "`asyncio.create_subprocess_exec`, or `await asyncio.to_thread(process.wait)`",
    State.IO: "streams of asyncio, or `await asyncio.to_thread(...)`",
}
_MOST_LOOKED_AT = 50  # waits of one line, for whom they kept waiting
_OTHERWISE = "`await asyncio.to_thread(...)`"


def never_awaited(evidence: Evidence) -> list[Diagnosis]:
    """One for each line on which coroutines were let go that nobody had awaited."""
    times: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for each in evidence.unawaited:
        times[each.name, each.file, each.line].append(each.actor)
    return [
        fault(
            "never_awaited",
            actors,
            f"{coroutine}() was called and never awaited{line(evidence, file, number)}"
            f"{f', {len(actors)} times' if len(actors) > 1 else ''}: nothing of it was run.",
            f"Write `await {coroutine.rpartition('.')[2]}(...)`, or let it run beside the others with "
            "`asyncio.create_task(...)`.",
        )
        for (coroutine, file, number), actors in times.items()
    ]


def blocking_in_coroutine(evidence: Evidence, already: Sequence[Diagnosis]) -> list[Diagnosis]:
    """One for each line on which a task waited and kept its event loop from turning.

    Left out are waits for ever of which `already` tells.
    """
    told = {actor for each in already for actor in each.actors}
    created_ns = {flow.receiver: flow.sent_ns for flow in evidence.flows if flow.kind == "start"}
    groups: dict[tuple[str, int, State], list[Span]] = defaultdict(list)
    for span in evidence.spans:
        actor = evidence.actors.get(span.actor)
        if actor is None or actor.kind != "task" or (span.end_ns is None and actor.id in told):
            continue
        if not span.suspends:
            groups[span.file, span.line, span.state].append(span)
    found = []
    for (_, _, state), spans in groups.items():
        if not _is_long(evidence, spans, state):
            continue
        spans.sort(key=lambda span: -_length(evidence, span))
        looked_at = spans[:_MOST_LOOKED_AT]
        others = sorted({other for span in looked_at for other in _kept_waiting(evidence, span, created_ns)})
        if others or state == State.SLEEP:
            found.append(_blocking(evidence, spans, others))
    return found


def _length(evidence: Evidence, span: Span) -> int:
    return (evidence.end_ns if span.end_ns is None else span.end_ns) - span.start_ns


def _is_long(evidence: Evidence, spans: list[Span], state: State) -> bool:
    lengths = [_length(evidence, span) for span in spans]
    if state == State.SLEEP:
        return sum(lengths) >= _SLEPT_NS
    return max(lengths) >= (_READ_NS if state == State.IO else _WAITED_NS)


def _kept_waiting(evidence: Evidence, span: Span, created_ns: Mapping[int, int]) -> list[int]:
    """The other tasks of the same loop that had not ended meanwhile, those too that had yet to begin."""
    me = evidence.actors[span.actor]
    end_ns = span.start_ns + _length(evidence, span)
    return [
        other.id
        for other in evidence.actors.values()
        if other.kind == "task" and other.id != me.id and _shares_loop(me, other)
        if created_ns.get(other.id, other.start_ns) < end_ns
        if other.end_ns is None or other.end_ns > span.start_ns
    ]


def _shares_loop(me: Actor, other: Actor) -> bool:
    return other.host == me.host or (other.host is None and other.process == me.process)


def _blocking(evidence: Evidence, spans: list[Span], others: list[int]) -> Diagnosis:
    span = spans[0]  # the longest
    actors = dict.fromkeys(each.actor for each in spans)
    times = f", {count(len(spans), 'time')} in all" if len(spans) > 1 else ""
    kept = (
        f"meanwhile nothing else of its event loop could run ({names(evidence, others)})"
        if others
        else "meanwhile its event loop stood still"
    )
    lasted = moment(_length(evidence, span))
    return fault(
        "blocking_in_coroutine",
        [*actors, *others],
        f"{name(evidence, span.actor)} {_did(span)} for {lasted} without `await`"
        f"{line(evidence, span.file, span.line)}{times}: {kept}.",
        f"Use {_INSTEAD.get(span.state, _OTHERWISE)} instead.",
    )


def _did(span: Span) -> str:
    match span.state:
        case State.SLEEP:
            return "slept"
        case State.INPUT:
            return "waited for input"
        case State.IO:
            return "read or wrote"
        case State.JOIN | State.AWAIT:
            return "waited for another lane"
        case _:
            return f"waited for a {span.state.word}" if span.state != State.GET else "waited for an item"

"""A recording in the Trace Event Format, which Perfetto and Chrome's tracing page load.

Lanes are threads, what they did are complete events, flows are arrows; queues, cores and memory are counters,
prints and accesses to watched data are instants. Times are microseconds since the spawn of the first process.
"""

import json
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import PurePath
from typing import Any, TextIO

from app.core.events import State
from app.core.export.exhibit import Exhibit
from app.core.export.lanes import Lane, Stretch, stretches
from app.core.model import Access, Flow, Output
from app.core.progress import Progress, chunks

Event = dict[str, Any]

_MOST_NAME = 80  # characters of a print that stand on the timeline; the whole is in its arguments
_MOST_TEXT = 4000


def export_perfetto(exhibit: Exhibit, file: TextIO, progress: Progress | None = None) -> None:
    """Write the recording to a file opened as text, piece by piece.

    Raises OSError, and what `progress` raises.
    """
    evidence, tracks = exhibit.evidence, _Tracks(exhibit)
    total = 2 * len(evidence.spans) + 2 * len(evidence.flows) + len(evidence.accesses) + len(exhibit.queues)
    events = chain(
        tracks.names(),
        (_slice(tracks, lane, stretch) for lane in exhibit.lanes for stretch in stretches(lane)),
        # Behind the slices: an arrow binds to the slice that is known to begin where it ends.
        (end for number, flow in enumerate(evidence.flows) for end in _arrow(tracks, number, flow)),
        (tracks.access(access) for access in evidence.accesses),
        (tracks.print(piece) for piece in evidence.output),
        tracks.queue_counters(),
        tracks.core_counters(),
        tracks.memory_counters(),
    )
    file.write(f'{{"displayTimeUnit":"ns","otherData":{_json(_about(exhibit))},"traceEvents":[\n')
    comma = ""
    for chunk in chunks(events, total, progress):
        file.write(comma + ",\n".join(map(_json, chunk)))
        comma = ",\n"
    file.write("\n]}\n")


def _json(value: object) -> str:
    # Perfetto shows the escapes of a name as they stand, so there are as few as can be.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _about(exhibit: Exhibit) -> dict[str, Any]:
    manifest = exhibit.manifest
    return {
        "target": manifest.target,
        "python": manifest.python.version,
        "started_at": manifest.started_at,
        "exit": f"{exhibit.evidence.reason or 'not ended'} {_or_nothing(exhibit.evidence.status)}".strip(),
        "lost_events": exhibit.lost,
    }


def _or_nothing(status: int | None) -> str:
    return "" if status is None else str(status)


def _us(ns: int) -> float:
    return ns / 1000


class _Tracks:
    """The numbers of processes and lanes in the trace, and the events that need names."""

    def __init__(self, exhibit: Exhibit) -> None:
        self._exhibit = exhibit
        self._evidence = exhibit.evidence
        self._pids: dict[int, int] = {}  # actor of a process -> its number, which is no other's
        self._tids: dict[int, int] = {}
        self._lanes = {lane.actor.id: lane for lane in exhibit.lanes}
        used: set[int] = {0}
        spare = max((lane.actor.pid for lane in exhibit.lanes), default=0) + 1
        ids = max(self._lanes, default=0) + 1
        for lane in exhibit.lanes:
            actor = lane.actor
            if actor.process not in self._pids:  # the system may use a pid twice in one run
                self._pids[actor.process] = actor.pid if actor.pid not in used else spare + actor.process
                used.add(self._pids[actor.process])
            # A main thread has its process' number; the others get one that no process has.
            own = actor.id == actor.process
            self._tids[actor.id] = self._pids[actor.process] if own else spare + ids + actor.id

    def place(self, actor: int) -> Event:
        """The keys that say on whose track an event is."""
        return {"pid": self._pids[self._lanes[actor].actor.process], "tid": self._tids[actor]}

    def name(self, actor: int | None) -> str | None:
        """An actor's name; None for none."""
        return self._lanes[actor].actor.name if actor in self._lanes else None

    def thing(self, index: int | None) -> str | None:
        """What something that lanes wait for is called."""
        if index is None or index not in self._evidence.objects:
            return None
        thing = self._evidence.objects[index]
        return thing.title or f"{thing.kind.word} {thing.id}"

    def shown_ns(self, actor: int, t_ns: int) -> int:
        """The nearest instant at which a lane has a slice."""
        lane = self._lanes[actor]
        first = min([lane.actor.start_ns, *(span.start_ns for span in lane.waits[:1])])
        return max(min(t_ns, lane.end_ns - 1), first)

    # names and order ----------------------------------------------------------------------------------------
    def names(self) -> Iterator[Event]:
        """Processes and lanes with their names, in the order in which the window shows them."""
        named: set[int] = set()
        for number, lane in enumerate(self._exhibit.lanes):
            actor, place = lane.actor, self.place(lane.actor.id)
            if actor.process not in named:
                named.add(actor.process)
                process = self.name(actor.process) or f"pid {actor.pid}"
                labels = ", ".join(
                    filter(None, (f"pid {actor.pid}", actor.how if actor.how != "first" else ""))
                )
                yield _meta("process_name", place, name=process)
                yield _meta("process_labels", place, labels=labels)
                yield _meta("process_sort_index", place, sort_index=number)
            yield _meta("thread_name", place, name=actor.name)
            yield _meta("thread_sort_index", place, sort_index=number)

    # instants -----------------------------------------------------------------------------------------------
    def access(self, access: Access) -> Event:
        """A read or write of watched data."""
        verb = "write" if access.write else "read"
        args = {"value": access.value, "line": access.line}
        return self._instant(access.actor, access.t_ns, "access", f"{verb} {self.thing(access.object)}", args)

    def print(self, piece: Output) -> Event:
        """A piece of output."""
        text = piece.text.strip().replace("\n", " ")
        name = f"print: {text[:_MOST_NAME]}"
        args = {"stream": piece.stream, "text": piece.text[:_MOST_TEXT]}
        return self._instant(piece.actor, piece.t_ns, "output", name, args)

    def _instant(self, actor: int | None, t_ns: int, cat: str, name: str, args: Event) -> Event:
        event: Event = {"ph": "i", "cat": cat, "name": name, "ts": _us(t_ns)}
        if actor in self._lanes:
            return event | {"s": "t", **self.place(actor), "args": args}
        return event | {"s": "g", "pid": self._first(), "tid": self._first(), "args": args}

    def _first(self) -> int:
        return next(iter(self._pids.values()), 0)

    # counters -----------------------------------------------------------------------------------------------
    def queue_counters(self) -> Iterator[Event]:
        """How many items are in each queue."""
        seen: dict[int, str] = {}
        owners: dict[int, int] = {}
        uses: Counter[str] = Counter()
        for t, index, actor, items in self._exhibit.queues.tolist():
            if index not in seen:
                name = self.thing(index) or "queue"
                uses[name] += 1
                seen[index] = name + (f" ({uses[name]})" if uses[name] > 1 else "")
                owners[index] = self.place(actor)["pid"] if actor in self._lanes else self._first()
            yield _counter(owners[index], seen[index], t, "items", items)

    def core_counters(self) -> Iterator[Event]:
        """How busy each core was, in percent: each sample is about the time before it."""
        for core, (times, busy, lengths) in self._exhibit.core_loads.items():
            for t, load, length in zip(times.tolist(), busy.tolist(), lengths.tolist(), strict=True):
                yield _counter(self._first(), f"core {core}", max(t - length, 0), "% busy", load / 10)

    def memory_counters(self) -> Iterator[Event]:
        """How much memory each process had."""
        for actor, (times, sizes) in self._exhibit.memory.items():
            for t, size in zip(times.tolist(), sizes.tolist(), strict=True):
                if size >= 0:
                    yield _counter(self.place(actor)["pid"], "memory", t, "MB", round(size / 1e6, 3))


def _meta(what: str, place: Event, **args: object) -> Event:
    return {"ph": "M", "name": what, **place, "args": args}


def _counter(pid: int, name: str, t_ns: int, unit: str, value: float) -> Event:
    """Perfetto calls the counter by its name and unit together."""
    return {"ph": "C", "name": name, "pid": pid, "ts": _us(t_ns), "args": {unit: value}}


def _slice(tracks: _Tracks, lane: Lane, stretch: Stretch) -> Event:
    """What a lane did for a while."""
    state = stretch.state
    event: Event = {
        "ph": "X",
        "cat": "unseen" if state is None else "running" if state is State.RUNNING else "wait",
        "name": "not traced" if state is None else state.word,
        **tracks.place(lane.actor.id),
        "ts": _us(stretch.start_ns),
        "dur": _us(stretch.end_ns - stretch.start_ns),
    }
    span = stretch.span
    if span is not None:
        where = f"{PurePath(span.file).name}:{span.line}" if span.file else None
        told = {"object": tracks.thing(span.object), "holder": tracks.name(span.holder), "where": where}
        event["args"] = {key: value for key, value in told.items() if value is not None}
        if span.end_ns is None:
            event["args"]["still_waiting"] = True
    return event


def _arrow(tracks: _Tracks, number: int, flow: Flow) -> Iterator[Event]:
    """The two ends of an arrow."""
    both: Event = {"cat": "flow", "name": flow.kind, "id": number + 1}
    sent, received = (tracks.shown_ns(*end) for end in _ends(flow))
    yield {"ph": "s", **both, **tracks.place(flow.sender), "ts": _us(sent)}
    yield {"ph": "f", "bp": "e", **both, **tracks.place(flow.receiver), "ts": _us(max(received, sent))}


def _ends(flow: Flow) -> tuple[tuple[int, int], tuple[int, int]]:
    return (flow.sender, flow.sent_ns), (flow.receiver, flow.received_ns)

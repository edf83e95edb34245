"""A finished recording as claims read it: plain lists of what was seen, and nothing else."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.core.events import State
from app.core.model import OPEN, Access, Actor, Flow, Output, Span, Thing
from app.core.trace import Trace


@dataclass(frozen=True, slots=True)
class Held:
    """One lane holding one lock, taken on `line`."""

    actor: int
    start_ns: int
    end_ns: int | None
    line: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a recording shows, in order of time; without the actors that library code made for itself."""

    actors: Mapping[int, Actor]
    objects: Mapping[int, Thing]
    spans: Sequence[Span]
    flows: Sequence[Flow]
    accesses: Sequence[Access]
    output: Sequence[Output]
    parameters: Mapping[str, object]
    reason: str
    status: int | None
    wall_ns: int
    end_ns: int
    cores: int = 1
    held: Mapping[int, Sequence[Held]] = field(default_factory=dict)

    @property
    def main(self) -> Actor:
        """The first process. LookupError where nothing was recorded."""
        for actor in self.actors.values():
            if actor.how == "first":
                return actor
        raise LookupError("no process in the recording")

    def threads(self) -> list[Actor]:
        """Threads other than main ones, in the order of their start."""
        return [actor for actor in self.actors.values() if actor.kind == "thread"]

    def processes(self) -> list[Actor]:
        """Processes other than the first, in the order of their start; opaque ones too."""
        kinds = ("process", "opaque")
        return [actor for actor in self.actors.values() if actor.kind in kinds and actor.how != "first"]

    def children_of(self, actor: int) -> list[Actor]:
        """The actors that this one started."""
        return [other for other in self.actors.values() if other.parent == actor]

    def waits(
        self, actor: int | None = None, state: State | None = None, object: int | None = None
    ) -> list[Span]:
        """The waits of one actor, of one state, for one object; None: of any."""
        return [
            span
            for span in self.spans
            if (actor is None or span.actor == actor)
            and (state is None or span.state == state)
            and (object is None or span.object == object)
        ]

    def holds(self, object: int) -> Sequence[Held]:
        """Who held a lock when, in order."""
        return self.held.get(object, ())


def gather(trace: Trace) -> Evidence:
    """What a recording that has been read to its end shows."""
    recording, manifest = trace.recording, trace.recording.manifest
    visible = {actor.id: actor for actor in trace.actors.actors.values() if not actor.hidden}
    ordered = dict(sorted(visible.items(), key=lambda item: (item[1].start_ns, item[0])))
    return Evidence(
        actors=ordered,
        objects={thing.id: thing for thing in recording.things},
        spans=[
            span if span.holder is None or span.holder in visible else replace(span, holder=None)
            for span in resolved_spans(trace)
            if span.actor in visible
        ],
        flows=[
            flow
            for flow in sorted(trace.flows.flows, key=lambda flow: flow.sent_ns)
            if flow.sender in visible and flow.receiver in visible
        ],
        accesses=trace.accesses.sorted(),
        output=trace.output.merged(),
        parameters=manifest.parameters,
        reason=manifest.exit.reason if manifest.exit else "",
        status=manifest.exit.status if manifest.exit else None,
        wall_ns=manifest.wall_ns or trace.end_ns,
        end_ns=trace.end_ns,
        cores=os.cpu_count() or 1,
        held={
            lock: [Held(hold.actor, hold.start_ns, hold.end_ns, line_of(trace, hold.where)) for hold in holds]
            for lock, holds in trace.holds.holds.items()
        },
    )


def line_of(trace: Trace, where: int) -> int:
    """The line of a place, 0 for none."""
    return trace.recording.places[where].line if where >= 0 else 0


def resolved_spans(trace: Trace) -> list[Span]:
    """All waits with their names, sorted by start."""
    spans = [*trace.spans.closed.rows(), *trace.spans.open]
    places = trace.recording.places
    found = []
    for row in sorted(spans, key=lambda row: int(row["start"])):
        where = int(row["where"])
        found.append(
            Span(
                actor=int(row["actor"]),
                state=State(int(row["state"])),
                start_ns=int(row["start"]),
                end_ns=None if row["end"] == OPEN else int(row["end"]),
                object=int(row["object"]) if row["object"] >= 0 else None,
                holder=int(row["holder"]) if row["holder"] >= 0 else None,
                file=places[where].file if where >= 0 else "",
                line=places[where].line if where >= 0 else 0,
                suspends=bool(row["suspends"]),
            )
        )
    return found

"""A finished recording as claims read it: plain lists of what was seen, and nothing else."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from app.core.events import State
from app.core.folds.arrows import as_flows
from app.core.folds.heartbeats import Heartbeat
from app.core.folds.holds import Hold
from app.core.model import OPEN, SPAN, Access, Actor, Flow, Output, Place, Span, Thing
from app.core.progress import Progress, part
from app.core.rows import Rows, joined
from app.core.trace import Trace

_PART = 1 << 14  # rows that become objects at one time
_SPANS_SHARE, _FLOWS_SHARE = 0.6, 0.8  # of the time that gathering takes, where there are as many of each
_TIMED_OUT = 1  # the outcome of a span
_STATES = {int(state): state for state in State}
_COLUMNS = (
    "actor",
    "state",
    "start",
    "end",
    "object",
    "holder",
    "suspends",
    "bounded",
    "outcome",
    "outside",
)


@dataclass(slots=True, unsafe_hash=True)  # nobody changes one; freezing costs as much as for spans
class Held:
    """One lane holding one lock, taken on `line`."""

    actor: int
    start_ns: int
    end_ns: int | None
    line: int
    scoped: bool = False  # by `with`


@dataclass(frozen=True, slots=True)
class Unawaited:
    """A coroutine that was let go on `line` of `file` without ever being awaited."""

    actor: int
    name: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Touched:
    """A call of `name` on `line` of `file` by a thread that isn't the one of the windows.

    `what` it touched: `widget` of Qt, `display` or `events` of pygame.
    """

    actor: int
    what: str
    name: str
    t_ns: int
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a recording shows, in order of time; without the actors that library code made for itself.

    Those are in `library`, and the waits of theirs that haven't ended in `library_waits`. `origins` are the
    lines on which actors were started, `released` is when a lock was let go last; those in `passed_on` were
    let go by a lane that didn't hold them. `core_waits_ns` is how long lanes were seen waiting for a core,
    `memory_bytes` the most memory that a process was seen to use, `lost` how many events weren't recorded.
    """

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
    released: Mapping[int, int] = field(default_factory=dict)
    passed_on: frozenset[int] = frozenset()
    library: Mapping[int, Actor] = field(default_factory=dict)
    library_waits: Sequence[Span] = ()
    origins: Mapping[int, Place] = field(default_factory=dict)
    unawaited: Sequence[Unawaited] = ()
    core_waits_ns: Mapping[int, int] = field(default_factory=dict)
    memory_bytes: Mapping[int, int] = field(default_factory=dict)
    lost: int = 0
    touches: Sequence[Touched] = ()
    heartbeats: Sequence[Heartbeat] = ()

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


def gather(trace: Trace, progress: Progress | None = None) -> Evidence:
    """What a recording that has been read to its end shows. Lets through what `progress` raises."""
    manifest = trace.recording.manifest
    visible, library = _actors(trace)
    return replace(
        gather_open(trace, trace.end_ns),
        spans=[
            span for span in resolved_spans(trace, part(progress, 0.0, _SPANS_SHARE)) if span.actor in visible
        ],
        flows=_flows(trace, visible, library, part(progress, _SPANS_SHARE, _FLOWS_SHARE)),
        accesses=trace.accesses.sorted(),
        output=trace.output.merged(),
        touches=[
            Touched(each.actor, each.what, each.name, each.t_ns, *_file_and_line(trace, each.where))
            for each in trace.touches.touches
        ],
        wall_ns=manifest.wall_ns or trace.end_ns,
        held=_holds(trace, part(progress, _FLOWS_SHARE, 1.0)),
        core_waits_ns={
            each: waited for each in visible if (waited := _core_wait(trace, visible[each])) is not None
        },
        memory_bytes={each: most for each in visible if (most := _most_memory(trace, visible[each]))},
        heartbeats=trace.heartbeats.listed(),
    )


def gather_open(trace: Trace, now_ns: int) -> Evidence:
    """What can be said quickly of a run that goes on: its actors, what they wait for now, who holds what.

    `now_ns` since the spawn. Of each lock there is the last hold only.
    """
    recording, manifest = trace.recording, trace.recording.manifest
    visible, library = _actors(trace)
    waits = _resolved(trace, trace.spans.open)
    return Evidence(
        actors=visible,
        objects={thing.id: thing for thing in recording.things},
        spans=[span for span in waits if span.actor in visible],
        flows=[],
        accesses=[],
        output=[],
        parameters=manifest.parameters,
        reason=manifest.exit.reason if manifest.exit else "",
        status=manifest.exit.status if manifest.exit else None,
        wall_ns=now_ns,
        end_ns=now_ns,
        cores=trace.cpu.cores or os.cpu_count() or 1,
        held={lock: [_held(trace, hold)] for lock, hold in trace.holds.last().items()},
        released=dict(trace.holds.released),
        passed_on=frozenset(trace.holds.passed_on),
        library=library,
        library_waits=[span for span in waits if span.actor in library],
        origins={actor.id: recording.places[actor.where] for actor in visible.values() if actor.where >= 0},
        lost=recording.lost,
        unawaited=[
            Unawaited(each.actor, each.name, *_file_and_line(trace, each.where))
            for each in trace.neglected.neglected
        ],
    )


def _actors(trace: Trace) -> tuple[dict[int, Actor], dict[int, Actor]]:
    """Those of the program in the order of their start, and those of the library alone."""
    everyone = sorted(trace.actors.actors.values(), key=lambda actor: (actor.start_ns, actor.id))
    visible = {actor.id: actor for actor in everyone if not actor.hidden}
    return visible, {actor.id: actor for actor in everyone if actor.hidden}


def _flows(
    trace: Trace, visible: Mapping[int, Actor], library: Mapping[int, Actor], progress: Progress
) -> list[Flow]:
    """Those between actors that are shown, in the order of sending."""
    rows = trace.flows.table.rows()
    found: list[Flow] = []
    for some in _parts(rows.take(np.argsort(rows["sent"], kind="stable")), progress):
        flows = [_known_ends(flow, library) for flow in as_flows(some)]
        found += [flow for flow in flows if flow.sender in visible and flow.receiver in visible]
    return found


def _holds(trace: Trace, progress: Progress) -> dict[int, list[Held]]:
    """Who held each lock, in the order of time."""
    locks = list(trace.holds.holds.items())
    held: dict[int, list[Held]] = {}
    for number, (lock, holds) in enumerate(locks):
        progress(number / len(locks))
        held[lock] = [_held(trace, hold) for hold in holds]
    return held


def _parts(rows: Rows, progress: Progress) -> Iterator[Rows]:
    """The rows in parts that take a moment each, however many there are."""
    for begin in range(0, len(rows), _PART):
        progress(begin / len(rows))
        yield rows[begin : begin + _PART]


def _known_ends(flow: Flow, library: Mapping[int, Actor]) -> Flow:
    """A message that a library's thread took or sent was its process': a manager answers in threads."""
    if flow.kind != "message" or not (flow.sender in library or flow.receiver in library):
        return flow
    ends = [library[end].process if end in library else end for end in (flow.sender, flow.receiver)]
    return flow if ends[0] == ends[1] else replace(flow, sender=ends[0], receiver=ends[1])


def _held(trace: Trace, hold: Hold) -> Held:
    return Held(hold.actor, hold.start_ns, hold.end_ns, line_of(trace, hold.where), hold.scoped)


def _core_wait(trace: Trace, actor: Actor) -> int | None:
    """How long a lane was seen waiting for a core, in ns; None where nobody could tell."""
    waited = trace.cpu.thread(actor)[2]
    most = int(waited.max()) if len(waited) else -1
    return most if most >= 0 else None


def _most_memory(trace: Trace, actor: Actor) -> int:
    """The most bytes that a process was seen to use; 0 for other lanes and where nobody looked."""
    used = trace.cpu.process(actor)[2] if actor.kind == "process" else ()
    return int(max(used)) if len(used) else 0


def _file_and_line(trace: Trace, where: int) -> tuple[str, int]:
    place = trace.recording.places[where] if where >= 0 else Place("", 0)
    return place.file, place.line


def line_of(trace: Trace, where: int) -> int:
    """The line of a place, 0 for none."""
    return trace.recording.places[where].line if where >= 0 else 0


def resolved_spans(trace: Trace, progress: Progress | None = None) -> list[Span]:
    """All waits with their names, sorted by start."""
    return _resolved(trace, joined([trace.spans.closed.rows(), trace.spans.open], SPAN), progress)


def _resolved(trace: Trace, rows: Rows, progress: Progress | None = None) -> list[Span]:
    rows = rows.take(np.argsort(rows["start"], kind="stable"))
    found: list[Span] = []
    for some in _parts(rows, part(progress, 0.0, 1.0)):
        found += _as_spans(trace, some)
    return found


def _as_spans(trace: Trace, rows: Rows) -> list[Span]:
    files, lines = _places(trace, rows["where"])
    return [
        Span(
            actor,
            _STATES[state],
            start_ns,
            None if end_ns == OPEN else end_ns,
            None if thing < 0 else thing,
            None if holder < 0 else holder,
            file,
            line,
            suspends == 1,
            bounded == 1,
            outcome == _TIMED_OUT,
            outside == 1,
        )
        for actor, state, start_ns, end_ns, thing, holder, suspends, bounded, outcome, outside, file, line in zip(
            *(rows[name].tolist() for name in _COLUMNS), files, lines, strict=True
        )
    ]


def _places(trace: Trace, wheres: npt.NDArray[np.int32]) -> tuple[list[str], list[int]]:
    """Files and lines of places, "" and 0 for none."""
    places = [*trace.recording.places, Place("", 0)]  # -1 is the last one
    files, lines = [place.file for place in places], [place.line for place in places]
    numbers = wheres.tolist()
    return [files[number] for number in numbers], [lines[number] for number in numbers]

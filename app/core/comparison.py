"""Recordings laid beside each other: of each its lanes in a few strokes, its time, and where the time went."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.core.errors import RecordingError
from app.core.events import State
from app.core.evidence import Evidence, gather
from app.core.folds.phases import Phase, phases
from app.core.lane_order import in_order
from app.core.manifest import Manifest
from app.core.model import Actor
from app.core.progress import Progress
from app.core.trace import Trace

MOST_LANES = 8  # of one recording
_FINENESS = 3000  # waits that are shorter than this part of the whole can't be seen
_SECONDS = re.compile(r"(?<![\w.])\d+(?:\.\d+)?\s*(?:ms|milliseconds|s|sec|seconds)\b")


@dataclass(frozen=True, slots=True)
class Stroke:
    """What a lane did from `start_ns` to `end_ns`, since the spawn."""

    start_ns: int
    end_ns: int
    state: State


@dataclass(frozen=True, slots=True)
class ComparedLane:
    """A lane: its name and its strokes, the running below the waits."""

    name: str
    strokes: Sequence[Stroke]


@dataclass(frozen=True, slots=True)
class Compared:
    """One recording. `printed` is the last length of time that the program printed; `hidden_lanes` aren't in `lanes`.

    `problem`: why it can't be shown.
    """

    directory: Path
    manifest: Manifest | None = None
    wall_ns: int = 0
    cores: int = 1
    lanes: Sequence[ComparedLane] = field(default_factory=list)
    hidden_lanes: int = 0
    phases: Sequence[Phase] = field(default_factory=list)
    printed: str = ""
    problem: str = ""


def compare(directories: Sequence[Path], progress: Progress) -> list[Compared]:
    """The recordings in this order; one that can't be read says why."""
    found = []
    for number, directory in enumerate(directories):
        progress(number / len(directories))
        found.append(_compared(directory))
    return found


def speed_up(first: Compared, other: Compared) -> float | None:
    """How many times faster `other` was; None where either has no time."""
    return first.wall_ns / other.wall_ns if first.wall_ns and other.wall_ns else None


def ideal_ns(first: Compared) -> int:
    """What the work of `first` would take if all cores shared it evenly."""
    return first.wall_ns // max(first.cores, 1)


def _compared(directory: Path) -> Compared:
    try:
        trace = Trace.load(directory)
    except (RecordingError, OSError) as error:
        return Compared(directory, problem=str(error))
    try:
        evidence = gather(trace)
        shown = in_order(list(evidence.actors.values()))
        lanes = [_lane(actor, evidence) for actor in shown[:MOST_LANES]]
        return Compared(
            directory,
            trace.recording.manifest,
            evidence.wall_ns,
            evidence.cores,
            lanes,
            len(shown) - len(lanes),
            phases(evidence, trace.program_ns if trace.events else evidence.wall_ns),
            _printed(evidence),
        )
    except RecordingError as error:
        return Compared(directory, problem=str(error))
    finally:
        trace.close()


def _lane(actor: Actor, evidence: Evidence) -> ComparedLane:
    end = evidence.wall_ns if actor.end_ns is None else actor.end_ns
    least = evidence.wall_ns // _FINENESS
    strokes = [Stroke(actor.start_ns, end, State.RUNNING)]
    for span in evidence.waits(actor.id):
        span_end = end if span.end_ns is None else span.end_ns
        if span_end - span.start_ns > least:
            strokes.append(Stroke(span.start_ns, span_end, span.state))
    return ComparedLane(actor.name, strokes)


def _printed(evidence: Evidence) -> str:
    text = "".join(piece.text for piece in evidence.output if piece.stream == "stdout")
    found = _SECONDS.findall(text)
    return found[-1] if found else ""

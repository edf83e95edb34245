"""Everything that an export tells of: a recording, read to its end, with what is claimed of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from app.core.demo import Claim, Verdict
from app.core.diagnoses import diagnose
from app.core.diagnosis import Diagnosis
from app.core.errors import RecordingError
from app.core.evidence import Evidence, gather
from app.core.export.lanes import Lane, lanes
from app.core.folds.occupancy import OCCUPANCY
from app.core.manifest import Manifest
from app.core.progress import Progress, part
from app.core.summary import judge
from app.core.trace import Trace
from app.tracer import layout

_AT_ONCE = 50_000  # events between two words of progress


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A recording as exports read it.

    `queues`: rows of OCCUPANCY in order of time. `core_loads`: per core the samples, shape (3, n): t in ns,
    busy in 1/1000 since the look before, length of that time in ns. `memory`: per actor of a process, shape
    (2, n): t in ns, bytes. `program_ns`: when the program's own lines began.
    """

    directory: Path
    manifest: Manifest
    evidence: Evidence
    lanes: Sequence[Lane]
    verdicts: Sequence[tuple[Claim, Verdict]] = ()
    diagnoses: Sequence[Diagnosis] = ()
    problems: Sequence[str] = ()
    events: int = 0
    lost: int = 0
    program_ns: int = 0
    queues: npt.NDArray[np.void] = field(default_factory=lambda: np.empty(0, OCCUPANCY))
    core_loads: Mapping[int, npt.NDArray[np.int64]] = field(default_factory=dict)
    memory: Mapping[int, npt.NDArray[np.int64]] = field(default_factory=dict)


def read_exhibit(directory: Path, claims: Sequence[Claim] = (), progress: Progress | None = None) -> Exhibit:
    """Read a recording from disk. RecordingError where it is none, or where nothing of it can be read.

    Lets through what `progress` raises.
    """
    trace = Trace(directory)
    try:
        tell = part(progress, 0.0, 0.8)
        most = _most_events(directory)
        while trace.drain(_AT_ONCE):
            tell(trace.events / most)
        trace.settle()
        if trace.recording.problems and not trace.recording.logs:
            raise RecordingError(trace.recording.problems[0])
        tell(1.0)
        evidence = gather(trace, part(progress, 0.8, 0.9))
        return Exhibit(
            directory=directory,
            manifest=trace.recording.manifest,
            evidence=evidence,
            lanes=lanes(evidence),
            verdicts=judge(claims, evidence),
            diagnoses=diagnose(evidence, part(progress, 0.9, 1.0)),
            problems=list(trace.recording.problems),
            events=trace.events,
            lost=trace.recording.lost,
            program_ns=trace.program_ns,
            queues=trace.occupancy.sorted(),
            core_loads={core: track.rows() for core, track in sorted(trace.cpu.core_loads.items())},
            memory=_memory(trace, evidence),
        )
    finally:
        trace.close()


def _most_events(directory: Path) -> int:
    """No fewer than there are: as many as the files have room for."""
    return max(sum(layout.SLOTS for _ in directory.glob("*.events")), 1)


def _memory(trace: Trace, evidence: Evidence) -> dict[int, npt.NDArray[np.int64]]:
    found = {}
    for actor in evidence.actors.values():
        if actor.kind in ("process", "opaque"):
            rows = trace.cpu.process(actor)
            if rows.shape[1]:
                found[actor.id] = rows[[0, 2]]
    return found

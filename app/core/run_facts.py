"""What a run came to, in numbers: what one of many runs is compared by."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

from app.core.errors import RecordingError
from app.core.folds.output import OutputFold
from app.core.manifest import Exit
from app.core.progress import Progress
from app.core.trace import Trace

_NUMBER = re.compile(r"(?<![\w.])[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w])")
_MOST_LINES = 2_000  # of the output, from its end
_MOST_LABELS = 40
_LONGEST_LABEL = 60  # characters


class Measure(NamedTuple):
    """What was measured: a watched value at the end, the last number on a line that was printed, the time in s.

    `label` is the name of the value, or the line with its numbers left out.
    """

    kind: Literal["watched", "printed", "time"]
    label: str = ""


TIME = Measure("time")


@dataclass(frozen=True, slots=True)
class RunFacts:
    """One run: where its recording is, how it ended, its numbers. `problem`: why there are none."""

    directory: Path
    exit: Exit | None = None
    values: Mapping[Measure, float] = field(default_factory=dict)
    problem: str = ""


def read_facts(directories: Sequence[Path], progress: Progress) -> list[RunFacts]:
    """The facts of recordings of runs that have ended and that nobody else reads; lets go of room they don't need."""
    facts = []
    for number, directory in enumerate(directories):
        progress(number / len(directories))
        facts.append(facts_of(directory))
        trim(directory)
    return facts


def facts_of(directory: Path) -> RunFacts:
    """The facts of one recording."""
    try:
        trace = Trace.load(directory)
    except (RecordingError, OSError) as error:
        return RunFacts(directory, problem=str(error))
    try:
        manifest = trace.recording.manifest
        values: dict[Measure, float] = {}
        for access in trace.accesses.sorted():
            number = _number(access.value)
            if access.write and number is not None:
                values[Measure("watched", trace.recording.things[access.object].name)] = number
        values |= _printed(trace.output)
        if manifest.wall_ns is not None:
            values[TIME] = manifest.wall_ns / 1e9
        return RunFacts(directory, manifest.exit, values)
    except RecordingError as error:
        return RunFacts(directory, problem=str(error))
    finally:
        trace.close()


def measures(facts: Sequence[RunFacts]) -> list[Measure]:
    """What was measured in any of these runs: watched values, then what was printed, then the time."""
    order = {"watched": 0, "printed": 1, "time": 2}
    found = dict.fromkeys(measure for each in facts for measure in each.values)
    return sorted(found, key=lambda measure: order[measure.kind])


def _printed(output: OutputFold) -> dict[Measure, float]:
    text = "".join(piece.text for piece in output.merged() if piece.stream == "stdout")
    values: dict[Measure, float] = {}
    for line in text.splitlines()[-_MOST_LINES:]:
        found = _NUMBER.findall(line)
        number = _number(found[-1]) if found else None
        if number is not None and len(values) < _MOST_LABELS:
            values[Measure("printed", _NUMBER.sub("…", line).strip()[:_LONGEST_LABEL])] = number
    return values


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < 1e15 else None


def trim(directory: Path) -> None:
    """Cut what was preallocated and never written off the files of a recording that nobody has open."""
    for pattern in ("*.events", "*.text"):
        for path in directory.glob(pattern):
            try:
                with open(path, "r+b") as file:
                    used = len(file.read().rstrip(b"\0"))
                    # Whole pages: a slot's last bytes may be zeros.
                    file.truncate(-(-used // 4096) * 4096)
            except OSError:
                continue  # read-only, or mapped on Windows: it stays as large as it is

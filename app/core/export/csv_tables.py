"""A recording as one table for spreadsheets: a row for each wait and for each time of running.

The columns are COLUMNS: `lane` is the actor's name, `kind` what it is (process, thread, task ...), `state` is
`running`, `not traced` or the wait's name; times are integers in ns since the spawn of the first process, and
`end_ns` is empty for a wait that still lasted at the end of the recording; `object` is what was waited for,
`holder` who had it then (or who was joined), `file` and `line` are where the program waited.
"""

import csv
from collections.abc import Iterator
from typing import TextIO

from app.core.events import State
from app.core.export.exhibit import Exhibit
from app.core.export.lanes import Lane, Stretch, stretches
from app.core.progress import Progress, chunks

COLUMNS = (
    "lane",
    "kind",
    "pid",
    "state",
    "start_ns",
    "end_ns",
    "duration_ms",
    "object",
    "holder",
    "file",
    "line",
)

_BOM = "\ufeff"  # by which Excel knows that the file is UTF-8
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | float


def export_csv(exhibit: Exhibit, file: TextIO, progress: Progress | None = None) -> None:
    """Write the table to a file opened as UTF-8 text, newline="".

    Raises OSError, and what `progress` raises.
    """
    file.write(_BOM)
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    names = {lane.actor.id: lane.actor.name for lane in exhibit.lanes}
    for chunk in chunks(_rows(exhibit, names), 2 * len(exhibit.evidence.spans), progress):
        writer.writerows(chunk)


def _rows(exhibit: Exhibit, names: dict[int, str]) -> Iterator[list[Cell]]:
    for lane in exhibit.lanes:
        for stretch in stretches(lane):
            yield _row(exhibit, names, lane, stretch)


def _row(exhibit: Exhibit, names: dict[int, str], lane: Lane, stretch: Stretch) -> list[Cell]:
    span = stretch.span
    lasts = span is not None and span.end_ns is None
    thing = exhibit.evidence.objects.get(span.object) if span and span.object is not None else None
    holder = names.get(span.holder, "") if span and span.holder is not None else ""
    return [
        plain(lane.actor.name),
        lane.actor.kind,
        lane.actor.pid,
        "not traced" if stretch.state is None else _word(stretch.state),
        stretch.start_ns,
        "" if lasts else stretch.end_ns,
        "" if lasts else (stretch.end_ns - stretch.start_ns) / 1e6,
        plain(thing.title or f"{thing.kind.word} {thing.id}") if thing else "",
        plain(holder),
        plain(span.file) if span else "",
        span.line if span and span.line else "",
    ]


def _word(state: State) -> str:
    return state.word


def plain(text: str) -> str:
    """A text that a spreadsheet shows and doesn't take for a formula: programs choose their own names."""
    return f"'{text}" if text.startswith(_FORMULA) else text

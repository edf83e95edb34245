"""Moments of a run that somebody wants to find again: kept with the recording, as bookmarks.json."""

import contextlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = "bookmarks.json"
_SCHEMA = 1
_LONGEST_NOTE = 500  # characters
_MOST = 1_000
_MOST_BYTES = 4 << 20
_MOST_NS = 1 << 62


@dataclass(frozen=True, slots=True, order=True)
class Bookmark:
    """A moment in ns since the spawn, what was noted there, and the lane (actor) that was selected."""

    t_ns: int
    note: str = ""
    lane: int | None = None


def read_bookmarks(directory: Path) -> list[Bookmark]:
    """The bookmarks of a recording's folder, in time order; what is damaged is left out, no file is none."""
    file = directory / FILE
    try:
        if file.stat().st_size > _MOST_BYTES:
            return []
        found = json.loads(file.read_text(encoding="utf-8"))
        rows = found["bookmarks"] if found["schema"] == _SCHEMA else []
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []
    if not isinstance(rows, list):
        return []
    return sorted((mark for row in rows[:_MOST] if (mark := _bookmark(row)) is not None), key=_when)


def write_bookmarks(directory: Path, bookmarks: Sequence[Bookmark]) -> None:
    """Keep these bookmarks and no others; OSError where the folder can't be written."""
    rows = [
        {"t_ns": mark.t_ns, "note": mark.note, "lane": mark.lane} for mark in sorted(bookmarks, key=_when)
    ]
    text = json.dumps({"schema": _SCHEMA, "bookmarks": rows}, ensure_ascii=False, indent=1)
    fresh = directory / f"{FILE}.new"
    try:
        fresh.write_text(text, encoding="utf-8")
        os.replace(fresh, directory / FILE)  # whole or not at all
    except OSError:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise


def shortened(note: str) -> str:
    """A note on one line, no longer than is kept."""
    return " ".join(note.split())[:_LONGEST_NOTE]


def _when(mark: Bookmark) -> int:
    return mark.t_ns


def _bookmark(row: Any) -> Bookmark | None:
    if not isinstance(row, dict):
        return None
    t_ns, note, lane = row.get("t_ns"), row.get("note", ""), row.get("lane")
    if type(t_ns) is not int or not 0 <= t_ns < _MOST_NS or not isinstance(note, str):
        return None
    return Bookmark(t_ns, shortened(note), lane if type(lane) is int and 0 <= lane < 1 << 31 else None)

"""What can still be known of a run whose manifest can't be read: from what is left of it, and from the events."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from app.core.errors import RecordingError
from app.core.manifest import FILE_NAME, MAX_BYTES, Interpreter, Manifest, ProcessId
from app.core.segments import Segments
from app.tracer import layout

_SUFFIXES = (".events", ".text")
_MOST_SLOTS = 200_000  # the program's name comes early


def salvaged(directory: Path) -> tuple[Manifest, str]:
    """A manifest in place of one that can't be read, and why it can't in a sentence.

    Raises the RecordingError of the reading where the manifest is whole, or nothing of the events can be read.
    """
    try:
        return Manifest.read(directory), ""
    except RecordingError as error:
        first = _first_process(directory)
        if first is None:
            raise
        try:
            return _filled(first, _left(directory)), str(error)
        finally:
            first.close()


def recording_of(path: Path) -> Path | None:
    """The folder of the recording that a path leads to: the folder itself, or one of the files in it."""
    if path.is_dir():
        return path
    if path.name != FILE_NAME and path.suffix not in _SUFFIXES:
        return None
    return path.parent if any(path.parent.glob("*.events")) else None


def _first_process(directory: Path) -> Segments | None:
    """The process that nobody of the recording started, or else the one that began first."""
    found: list[Segments] = []
    try:
        names = sorted(os.listdir(directory), key=lambda name: (len(name), name))
    except OSError:
        return None
    for name in names:
        if name.endswith(".0.events"):
            try:
                found.append(Segments(directory, name.removesuffix(".0.events")))
            except RecordingError:
                continue
    pids = {segments.pid for segments in found}
    found.sort(key=lambda segments: (segments.parent_pid in pids, _begin_ns(segments)))
    for segments in found[1:]:
        segments.close()
    return found[0] if found else None


def _begin_ns(segments: Segments) -> int:
    return segments.first_ns() or 1 << 62


def _filled(first: Segments, left: Mapping[str, Any]) -> Manifest:
    """What the first process tells; what is left of the manifest, field by field, where it can be trusted."""
    manifest = Manifest(
        run="",
        target="",
        program=_program(first),
        python=Interpreter("", ""),
        launcher="terminal",
        cwd="",
        started_at="",
        lab=ProcessId(0, 0.0),
        child=ProcessId(first.pid, 0.0),
        spawn_ns=first.first_ns(),
        state="ended",
    )
    fields = manifest.as_json()
    for name, value in left.items():
        if name not in fields or name in ("schema", "state"):  # nobody writes any more
            continue
        tried = Manifest.from_json({**fields, name: value})
        if tried is not None and not (name == "spawn_ns" and value > first.first_ns()):
            fields[name], manifest = value, tried
    return manifest


def _program(first: Segments) -> str:
    """The path of the program's file, or its name, or nothing."""
    slots = first.read(_MOST_SLOTS, final=True)
    begun = slots[slots["kind"] == layout.PROCESS_BEGIN]
    script = first.text(int(begun[0]["b"])) if len(begun) else ""
    files = [first.text(int(row["b"])) for row in slots[np.flatnonzero(slots["kind"] == layout.FILE)]]
    own = [file for file in files if Path(file).name == script]
    return (own or files or [script])[0]


def _left(directory: Path) -> Mapping[str, Any]:
    """What is still JSON of the manifest."""
    try:
        with open(directory / FILE_NAME, "rb") as file:
            found = json.loads(file.read(MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}

"""A recording as the history lists it: what its manifest says, its size, and what somebody noted about it."""

import contextlib
import json
import os
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.core.errors import RecordingError
from app.core.manifest import Manifest
from app.core.progress import Progress

FILE = "kept.json"
_SCHEMA = 1
_LONGEST_NAME = 120  # characters
_MOST_BYTES = 64 << 10
_BLOCK = 512  # bytes, what `st_blocks` counts in


@dataclass(frozen=True, slots=True)
class Note:
    """What a person said of a recording: a name for it, and whether it is to be kept for good."""

    name: str = ""
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class KeptRun:
    """One recording. `manifest` None: it can't be read, and `problem` says why. `size` is what it takes, in bytes."""

    directory: Path
    manifest: Manifest | None
    size: int
    note: Note = Note()
    problem: str = ""

    @property
    def ended(self) -> bool:
        """Whether it is whole: it may be deleted and compared."""
        return self.manifest is not None and self.manifest.state == "ended"

    def noted(self, note: Note) -> "KeptRun":
        """The same with another note."""
        return replace(self, note=note)


def read_note(directory: Path) -> Note:
    """The note of a recording's folder; no file or a damaged one is an empty note."""
    file = directory / FILE
    try:
        if file.stat().st_size > _MOST_BYTES:
            return Note()
        found = json.loads(file.read_text(encoding="utf-8"))
        name, pinned = found["name"], found["pinned"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Note()
    return Note(shortened(name) if isinstance(name, str) else "", pinned is True)


def write_note(directory: Path, note: Note) -> None:
    """Keep a note with a recording; OSError where the folder can't be written."""
    text = json.dumps({"schema": _SCHEMA, "name": shortened(note.name), "pinned": note.pinned})
    fresh = directory / f"{FILE}.new"
    try:
        fresh.write_text(text, encoding="utf-8")
        os.replace(fresh, directory / FILE)  # whole or not at all
    except OSError:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise


def shortened(name: str) -> str:
    """A name on one line, no longer than is kept."""
    return " ".join(name.split())[:_LONGEST_NAME]


#: So many letters of a recording's folder name tell the second in which it began.
_SECOND = len("20260101-000000")


def read_runs(folder: Path, progress: Progress) -> list[KeptRun]:
    """All recordings in a folder, the newest first; no folder has none. What is no recording isn't listed."""
    try:
        directories = sorted((each for each in folder.iterdir() if each.is_dir()), reverse=True)
    except OSError:
        return []
    found = []
    for number, directory in enumerate(directories):
        progress(number / len(directories))
        run = read_run(directory)
        if run is not None:
            found.append(run)
    # Two that began within a second have names that don't tell which was first.
    return sorted(found, key=_began, reverse=True)


def _began(run: KeptRun) -> tuple[str, float]:
    """What runs are put in order by: the second in a folder's name, and when exactly the run began."""
    began_s = 0.0
    if run.manifest is not None:
        with contextlib.suppress(ValueError):
            began_s = datetime.fromisoformat(run.manifest.started_at).timestamp()
    return run.directory.name[:_SECOND], began_s


def read_run(directory: Path) -> KeptRun | None:
    """One recording; None where the folder holds none, not even a damaged one."""
    manifest, problem = None, ""
    try:
        manifest = Manifest.read(directory)
    except RecordingError as error:
        if not any(directory.glob("*.events")):
            return None
        problem = str(error)
    return KeptRun(directory, manifest, size_on_disk(directory), read_note(directory), problem)


def size_on_disk(directory: Path) -> int:
    """Bytes that a folder takes; preallocated files count with what they take, not with their length."""
    total = 0
    for path in directory.rglob("*"):
        try:
            found = path.stat()
        except OSError:
            continue
        total += getattr(found, "st_blocks", (found.st_size + _BLOCK - 1) // _BLOCK) * _BLOCK
    return total

"""Which recordings are kept: all, until they take too much room; and the way out for one that is deleted."""

import os
import shutil
from pathlib import Path

from app.core.errors import RecordingError
from app.core.kept_run import read_note, size_on_disk
from app.core.manifest import FILE_NAME, Manifest

MOST_BYTES = 2 << 30

#: Beside the recordings' own folders: what was deleted waits here until the lab is left.
BIN = ".deleted"


def prune_runs(folder: Path, most_bytes: int = MOST_BYTES) -> list[Path]:
    """Delete the oldest recordings that have ended and aren't pinned, so that the limit holds; returns what is gone.

    The newest one stays however large it is.
    """
    try:
        directories = sorted((each for each in folder.iterdir() if each.is_dir()), reverse=True)
    except OSError:
        return []
    gone: list[Path] = []
    size = 0
    for directory in directories:
        if not (directory / FILE_NAME).is_file():  # the bin, or something else that somebody keeps there
            continue
        own = size_on_disk(directory)
        first = size == 0
        size += own
        if size > most_bytes and not first and _may_go(directory):
            shutil.rmtree(directory, ignore_errors=True)
            size -= own
            gone.append(directory)
    return gone


def delete_run(directory: Path) -> Path:
    """Put a recording aside; returns where it waits. OSError where that can't be done."""
    aside = directory.parent / BIN
    aside.mkdir(exist_ok=True)
    target = aside / directory.name
    os.rename(directory, target)
    return target


def restore_run(aside: Path) -> Path:
    """Put a deleted recording back; returns where it is again. OSError where that can't be done."""
    directory = aside.parent.parent / aside.name
    os.rename(aside, directory)
    return directory


def empty_bin(folder: Path) -> None:
    """Let go for good of what was deleted."""
    shutil.rmtree(folder / BIN, ignore_errors=True)


def _may_go(directory: Path) -> bool:
    try:
        ended = Manifest.read(directory).state == "ended"
    except RecordingError:
        return False  # not a recording of ours, or one of a newer lab: not ours to delete
    return ended and not read_note(directory).pinned

"""Which recordings are kept: all, until they take too much room; and the way out for one that is deleted."""

import os
import shutil
from collections.abc import Collection
from pathlib import Path

from app.core.errors import RecordingError
from app.core.kept_run import read_note, size_on_disk
from app.core.manifest import FILE_NAME, Manifest

MOST_BYTES = 2 << 30

#: Beside the recordings' own folders: what was deleted waits here until the lab is left.
BIN = ".deleted"


def prune_runs(folder: Path, most_bytes: int = MOST_BYTES) -> list[Path]:
    """Delete what there is no room for; returns what is gone."""
    gone = runs_to_go(folder, most_bytes)
    for directory in gone:
        shutil.rmtree(directory, ignore_errors=True)
    return gone


def runs_to_go(
    folder: Path, most_bytes: int = MOST_BYTES, spared: Collection[Path] = frozenset()
) -> list[Path]:
    """The oldest recordings that have ended and aren't pinned, as many as have to go so that the limit holds.

    The newest one stays however large it is, and so do those that are `spared` (resolved): they count, though.
    """
    try:
        directories = sorted((each for each in folder.iterdir() if each.is_dir()), reverse=True)
    except OSError:
        return []
    # Without the bin, and what else somebody keeps there.
    sizes = {each: size_on_disk(each) for each in directories if (each / FILE_NAME).is_file()}
    too_much = sum(sizes.values()) - most_bytes
    going: list[Path] = []
    for directory in list(sizes)[:0:-1]:  # the oldest first, the newest never
        if too_much <= 0:
            break
        if directory.resolve() not in spared and _may_go(directory):
            too_much -= sizes[directory]
            going.append(directory)
    return going


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

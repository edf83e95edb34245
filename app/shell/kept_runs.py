"""Which recordings are kept: the newest ones, within a number and a size."""

import shutil
from pathlib import Path

from app.core.errors import RecordingError
from app.core.manifest import Manifest

MOST_RUNS = 50
MOST_BYTES = 2 << 30


def prune_runs(folder: Path, most: int = MOST_RUNS, most_bytes: int = MOST_BYTES) -> list[Path]:
    """Delete the oldest recordings that have ended, so that the limits hold; returns what is gone."""
    try:
        directories = sorted((each for each in folder.iterdir() if each.is_dir()), reverse=True)
    except OSError:
        return []
    gone = []
    size = 0
    for number, directory in enumerate(directories):
        size += _size(directory)
        if (number >= most or size > most_bytes) and number and _has_ended(directory):
            shutil.rmtree(directory, ignore_errors=True)
            gone.append(directory)
    return gone


def _size(directory: Path) -> int:
    total = 0
    for path in directory.rglob("*"):
        try:
            found = path.stat()
        except OSError:
            continue
        total += getattr(found, "st_blocks", (found.st_size + 511) // 512) * 512
    return total


def _has_ended(directory: Path) -> bool:
    try:
        return Manifest.read(directory).state == "ended"
    except RecordingError:
        return False  # not a recording of ours, or one of a newer lab: not ours to delete

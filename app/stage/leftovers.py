"""Ends what a killed lab left behind, at the next start."""

import contextlib
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import psutil

from app.core.errors import RecordingError
from app.core.manifest import Exit, Manifest
from app.core.places import runs_folder
from app.core.screen import remove_screens
from app.stage.tree import CLOCK_SLACK_S, RunTraces, Tree, end_tree, lives


def end_leftovers(folder: Path | None = None) -> list[Path]:
    """End the processes of runs whose lab is gone, and mark their recordings as ended.

    Looks at the recordings in `folder` (None: the user's). Returns the run directories. Blocks for up to some
    seconds when there is something to end: call it in a thread.
    """
    try:
        directories = sorted((folder or runs_folder()).iterdir())
    except OSError:
        return []  # nothing was ever recorded
    return [directory for directory in directories if end_leftover(directory)]


def end_leftover(directory: Path) -> bool:
    """The same for one run directory; whether there was something to end."""
    try:
        manifest = Manifest.read(directory)
    except RecordingError:
        return False
    if manifest.state == "ended" or lives(manifest.lab):
        return False
    traces = _traces(directory, manifest)
    if traces is not None:
        end_tree(Tree(traces))
    remove_screens(directory)
    # A recording that can't be written is looked at again at the next start.
    with contextlib.suppress(OSError):
        replace(manifest, state="ended", exit=Exit("stopped", None)).write(directory)
    return True


def _traces(directory: Path, manifest: Manifest) -> RunTraces | None:
    """What the run's processes are found by, or None where none of them can live any more."""
    try:
        started = datetime.fromisoformat(manifest.started_at).timestamp()
    except (ValueError, OverflowError, OSError):
        return None
    since = manifest.child.created if manifest.child else started
    if since < psutil.boot_time() - CLOCK_SLACK_S:
        return None  # the machine was started anew since
    return RunTraces(manifest.run, directory.absolute(), manifest.child, since)

"""Keeps recordings within the room that they may take: after each run, and when that room is made smaller."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.core.kept_run import KeptRun, read_run
from app.core.progress import Progress
from app.launch.job import JobLauncher, new_job_launcher
from app.shell.kept_runs import runs_to_go
from app.shell.settings import Settings


class RunRoom(QObject):
    """Finds aside what has to go; whoever owns the recordings puts it away.

    Signals:
        found(list, bool): these KeptRun have to go; whether for good, at once.
        failed(str): why that can't be told.
    """

    found = Signal(object, bool)
    failed = Signal(str)

    def __init__(
        self, settings: Settings, shown: Callable[[], Collection[Path]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._shown = shown
        self._jobs: JobLauncher | None = None
        self._for_good = False
        self._again: list[bool] = []  # for good, or not: what was asked for in the meantime
        self._freeing: list[Path] = []
        self._closing = False

    @property
    def busy(self) -> bool:
        """Whether somebody looks, or frees what went."""
        return self._jobs is not None

    def keep_to_limit(self, for_good: bool = False) -> None:
        """See whether the oldest have to go. `for_good`: nobody asked for it, so that nobody will want it back."""
        if self._closing:
            return
        if self._jobs is not None:
            if for_good not in self._again:
                self._again.append(for_good)
            return
        self._for_good = for_good
        folder, most_bytes = self._settings.runs_folder, self._settings.runs_mb << 20
        self._start(partial(_runs_to_go, folder, most_bytes, self._spared()))

    def free(self, asides: list[Path]) -> None:
        """Give the room of these folders, which nobody knows any more, back to the disk."""
        self._freeing += asides
        self._go_on()

    async def closed(self) -> None:
        """Give up looking; what is being freed goes first."""
        self._closing = True
        self._again.clear()
        if self._jobs is not None:
            await self._jobs.closed()
        _free(self._freeing, lambda share: None)

    def _spared(self) -> frozenset[Path]:
        return frozenset(each.resolve() for each in self._shown())

    def _start(self, job: Callable[[Progress], object]) -> None:
        self._jobs = new_job_launcher("task", self)
        self._jobs.done.connect(self._done)
        self._jobs.failed.connect(self._failed)
        self._jobs.cancelled.connect(self._release)
        self._jobs.start(job)

    def _done(self, runs: list[KeptRun] | None) -> None:
        self._release()
        if runs and not self._closing:
            spared = self._spared()  # somebody may have opened one in the meantime
            going = [run for run in runs if run.directory.resolve() not in spared]
            self.found.emit(going, self._for_good)
        self._go_on()

    def _failed(self, why: str) -> None:
        self._release()
        self.failed.emit(why)

    def _release(self) -> None:
        jobs, self._jobs = self._jobs, None
        if jobs is not None:
            jobs.deleteLater()

    def _go_on(self) -> None:
        if self._jobs is not None or self._closing:
            return
        if self._freeing:
            asides, self._freeing = self._freeing, []
            self._start(partial(_free, asides))
        elif self._again:
            self.keep_to_limit(self._again.pop(0))


def _runs_to_go(folder: Path, most_bytes: int, spared: Collection[Path], progress: Progress) -> list[KeptRun]:
    found = [read_run(directory) for directory in runs_to_go(folder, most_bytes, spared)]
    return [run for run in found if run is not None]


def _free(asides: list[Path], progress: Progress) -> None:
    for aside in asides:
        shutil.rmtree(aside, ignore_errors=True)

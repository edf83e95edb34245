"""A series: programs run many times, and the numbers that each run came to, as they come."""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.core.manifest import LauncherName
from app.core.run_facts import RunFacts, read_facts
from app.launch.farm import RunFarm
from app.launch.gate import StartGate
from app.launch.job import JobLauncher, new_job_launcher
from app.shell.batch_request import Plan
from app.stage.leftovers import end_leftovers
from app.stage.outcome import Outcome

#: Beside the recordings of single runs: those of the last few series.
SERIES = ".series"
_MOST_SERIES = 4
TIMEOUT_S = 60.0


class ManyRuns(QObject):
    """Runs series. The runs of the programs take turns, so that what the machine does else is shared fairly.

    Signals:
        begun(): a series is on its way; what the last one came to is forgotten.
        facts_read(object): list of (program's place, RunFacts), as they become known.
        progressed(): a run has ended.
        finished(bool): all are over and read; False: the series was given up.
        failed(str): it came to nothing more, and why.
    """

    begun = Signal()
    facts_read = Signal(object)
    progressed = Signal()
    finished = Signal(bool)
    failed = Signal(str)

    def __init__(self, gate: StartGate, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.farm = RunFarm(gate, self)
        self.farm.run_ended.connect(self._run_ended)
        self.farm.finished.connect(self._series_over)
        self.farm.failed.connect(self._series_failed)
        self._launcher: LauncherName = "task"
        self._jobs: JobLauncher | None = None
        self._reading: list[int] = []
        self._unread: list[int] = []
        self._directories: list[Path] = []
        self._programs = 1
        self._end: bool | str | None = None  # how the series ended, while its last runs are read

    @property
    def busy(self) -> bool:
        """Whether something runs or is read."""
        return self.farm.busy or self._jobs is not None

    def start(
        self, plans: Sequence[Plan], count: int, parallel: int, folder: Path, launcher: LauncherName
    ) -> None:
        """Run each plan `count` times, `parallel` runs at a time. OSError where `folder` can't be written."""
        if self.busy or not plans:
            return
        series = folder / SERIES / time.strftime("%Y%m%d-%H%M%S")
        number = 1
        while series.exists():
            number += 1
            series = series.with_name(time.strftime("%Y%m%d-%H%M%S") + f"-{number}")
        series.mkdir(parents=True)
        prune_series(folder)
        requests = [
            plan.into(series / f"{turn:04}-{place}", TIMEOUT_S)
            for turn in range(1, count + 1)
            for place, plan in enumerate(plans)
        ]
        self._directories = [request.directory for request in requests]
        self._programs = len(plans)
        self._launcher, self._end, self._unread = launcher, None, []
        self.begun.emit()
        self.farm.start(requests, parallel, launcher)

    def stop(self) -> None:
        """Give up what hasn't ended; what has ended is still read."""
        self.farm.stop()

    async def closed(self) -> None:
        """End everything and wait until nothing of it is left."""
        await self.farm.closed()
        self._unread.clear()
        if self._jobs is not None:
            await self._jobs.closed()

    def _run_ended(self, number: int, outcome: Outcome) -> None:
        if outcome.reason != "stopped":
            self._unread.append(number)
        self.progressed.emit()
        self._read_on()

    def _read_on(self) -> None:
        """Read what has ended meanwhile: each job takes all that waits."""
        if self._jobs is not None or not self._unread:
            return
        self._reading, self._unread = self._unread, []
        self._jobs = new_job_launcher(self._launcher, self)
        self._jobs.done.connect(self._read)
        self._jobs.failed.connect(self._not_read)
        self._jobs.cancelled.connect(self._release)
        self._jobs.start(partial(read_facts, [self._directories[number] for number in self._reading]))

    def _read(self, facts: list[RunFacts]) -> None:
        self._release()
        numbered = zip(self._reading, facts, strict=True)
        self.facts_read.emit([(number % self._programs, each) for number, each in numbered])
        self._read_on()
        self._tell_end()

    def _not_read(self, why: str) -> None:
        self._release()
        self._unread.clear()
        self.farm.stop()
        self._end = why
        self._tell_end()

    def _release(self) -> None:
        jobs, self._jobs = self._jobs, None
        if jobs is not None:
            jobs.deleteLater()

    def _series_over(self, whole: bool) -> None:
        if self._end is None:
            self._end = whole
        self._tell_end()

    def _series_failed(self, why: str) -> None:
        self._end = why
        self._tell_end()

    def _tell_end(self) -> None:
        if self.busy or self._end is None:
            return
        end, self._end = self._end, None
        if isinstance(end, bool):
            self.finished.emit(end)
        else:
            self.failed.emit(end)


def prune_series(folder: Path, most: int = _MOST_SERIES) -> None:
    """Let go of all series but the newest."""
    for series in _series(folder)[most:]:
        shutil.rmtree(series, ignore_errors=True)


def end_leftover_series(folder: Path) -> None:
    """End what a killed lab left running of its series."""
    for series in _series(folder):
        end_leftovers(series)


def _series(folder: Path) -> list[Path]:
    with suppress(OSError):
        return sorted((folder / SERIES).iterdir(), reverse=True)
    return []

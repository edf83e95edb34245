"""What is done with the recordings that are kept: listing, pinning, naming, deleting and taking that back."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.core.kept_run import KeptRun, Note, read_runs, write_note
from app.core.manifest import LauncherName
from app.launch.job import JobLauncher, new_job_launcher
from app.shell.kept_runs import delete_run, empty_bin, restore_run
from app.shell.run_room import RunRoom
from app.shell.settings import Settings
from widgets.spoken import reason


class History(QObject):
    """The recordings of one folder. Nothing is read before `load`.

    Signals:
        loaded(list): the recordings, the newest first.
        progressed(float): the share of them that has been read.
        noted(KeptRun, KeptRun): a recording has another note: before, after.
        deleted(list), restored(list): these recordings went or came back.
        said(str): a sentence for the status bar.

    `shown` tells which recordings somebody looks at: these stay, whatever the limit says.
    """

    loaded = Signal(object)
    progressed = Signal(float)
    noted = Signal(object, object)
    deleted = Signal(object)
    restored = Signal(object)
    said = Signal(str)

    def __init__(
        self,
        settings: Settings,
        parent: QObject | None = None,
        *,
        shown: Callable[[], Collection[Path]] = frozenset,
    ) -> None:
        super().__init__(parent)
        self.room = RunRoom(settings, shown, self)
        self.room.found.connect(self._make_room)
        self.room.failed.connect(self.said)
        self._settings = settings
        self._jobs: JobLauncher | None = None
        self._again = False  # something changed while it was being read
        self._deleted: list[list[tuple[KeptRun, Path]]] = []  # what can be put back, and where it waits

    @property
    def folder(self) -> Path:
        """Where the recordings are."""
        return self._settings.runs_folder

    @property
    def busy(self) -> bool:
        """Whether the folder is being read."""
        return self._jobs is not None

    @property
    def can_restore(self) -> bool:
        """Whether a deletion can be taken back."""
        return bool(self._deleted)

    def load(self, launcher: LauncherName | None = None) -> None:
        """Read the folder, by the launcher that was chosen for runs unless another one is named."""
        if self._jobs is not None:
            self._again = True
            return
        self._jobs = new_job_launcher(launcher or self._settings.launcher, self)
        self._jobs.progressed.connect(self.progressed)
        self._jobs.done.connect(self._done)
        self._jobs.failed.connect(self._failed)
        self._jobs.cancelled.connect(self._release)
        self._jobs.start(partial(read_runs, self.folder))

    async def closed(self) -> None:
        """Give up reading, and let go for good of what was deleted."""
        self._again = False
        if self._jobs is not None:
            await self._jobs.closed()
        await self.room.closed()
        if self._deleted:
            self._deleted.clear()
            empty_bin(self.folder)

    def _done(self, runs: list[KeptRun]) -> None:
        self._release()
        if self._again:
            self._again = False
            self.load()
        else:
            self.loaded.emit(runs)

    def _failed(self, why: str) -> None:
        self._release()
        self.said.emit(why)

    def _release(self) -> None:
        jobs, self._jobs = self._jobs, None
        if jobs is not None:
            jobs.deleteLater()

    # what a person does to them -----------------------------------------------------------------------------
    def pin(self, run: KeptRun, pinned: bool) -> None:
        """Keep it for good, or no longer."""
        self._note(run, replace(run.note, pinned=pinned))

    def name(self, run: KeptRun, name: str) -> None:
        """Give it a name; an empty one takes it away."""
        self._note(run, replace(run.note, name=name))

    def _note(self, run: KeptRun, note: Note) -> None:
        try:
            write_note(run.directory, note)
        except OSError as error:
            self.said.emit(self.tr("The recording can't be noted: {0}.").format(reason(error)))
        else:
            self.noted.emit(run, run.noted(note))

    def delete(self, runs: list[KeptRun]) -> None:
        """Put them aside; what still runs stays. One call is one step to take back."""
        gone, problem = [], ""
        for run in runs:
            if run.manifest is not None and not run.ended:
                problem = self.tr("A recording that is still being written can't be deleted.")
                continue
            try:
                gone.append((run, delete_run(run.directory)))
            except OSError as error:
                problem = self.tr("{0} can't be deleted: {1}.").format(run.directory.name, reason(error))
        if gone:
            self._deleted.append(gone)
            self.deleted.emit([run for run, _ in gone])
        self.said.emit(
            problem or self.tr("Deleted: {0}. Undo brings back what was deleted.").format(len(gone))
        )

    def _make_room(self, runs: list[KeptRun], for_good: bool) -> None:
        """These are the oldest, and there is no room for them any more."""
        gone = []
        for run in runs:
            with contextlib.suppress(OSError):  # the next time, then
                gone.append((run, delete_run(run.directory)))
        if not gone:
            return
        if for_good:
            self.room.free([aside for _, aside in gone])
            words = self.tr("Recordings took more than {0} MB: the oldest went, {1} in all.")
        else:
            self._deleted.append(gone)
            words = self.tr(
                "Recordings took more than {0} MB: the oldest went, {1} in all. Undo brings them back."
            )
        self.deleted.emit([run for run, _ in gone])
        self.said.emit(words.format(self._settings.runs_mb, len(gone)))

    def undo(self) -> None:
        """Take the last deletion back."""
        if not self._deleted:
            return
        back, problem = [], ""
        for run, aside in self._deleted.pop():
            try:
                restore_run(aside)
            except OSError as error:
                problem = self.tr("{0} can't be brought back: {1}.").format(aside.name, reason(error))
            else:
                back.append(run)
        self.restored.emit(back)
        self.said.emit(problem or self.tr("Brought back: {0}.").format(len(back)))

"""Exports the recording that is shown: asks for a file, writes it aside, says how far it is."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.cli.exporting import export_recording
from app.core.export.writing import SUFFIXES, Format
from app.core.manifest import LauncherName
from app.core.spoken import Language
from app.launch.job import JobLauncher, new_job_launcher
from app.shell.file_dialog import FileDialog
from widgets.spoken import said

_BY_SUFFIX: dict[str, Format] = {".html": "html", ".htm": "html", ".csv": "csv", ".json": "perfetto"}


class Exporter(QObject):
    """One export at a time.

    Signals:
        said(str): a sentence for the status bar.
        busy_changed(bool): an export begins or ends.
    """

    said = Signal(str)
    busy_changed = Signal(bool)

    def __init__(self, window: QWidget, language: Callable[[], Language]) -> None:
        """`language`: in which a page opens, asked for when it is written."""
        super().__init__(window)
        self._window = window
        self._language = language
        self._jobs: JobLauncher | None = None
        self._target = Path()

    @property
    def busy(self) -> bool:
        """Whether an export is being written."""
        return self._jobs is not None

    def ask(self, directory: Path, name: str, launcher: LauncherName) -> QFileDialog:
        """Let the user choose a file and its format; `name` is offered for it."""
        dialog = FileDialog(self._window, self.tr("Export the recording"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        filters: dict[str, Format] = {
            self.tr("A page that works offline (*.html)"): "html",
            self.tr("A trace for Perfetto (*.json)"): "perfetto",
            self.tr("A table for spreadsheets (*.csv)"): "csv",
        }
        dialog.setNameFilters(list(filters))
        dialog.setDirectory(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        )
        dialog.setDefaultSuffix(SUFFIXES["html"])
        dialog.selectFile(f"{name}.{SUFFIXES['html']}")
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix(SUFFIXES[filters.get(chosen, "html")])
        )

        def choose(path: str) -> None:
            chosen = Path(path)
            format = _BY_SUFFIX.get(chosen.suffix.lower()) or filters.get(dialog.selectedNameFilter(), "html")
            self.start(directory, chosen, format, launcher)

        dialog.fileSelected.connect(choose)
        dialog.open()
        return dialog

    def start(self, directory: Path, target: Path, format: Format, launcher: LauncherName) -> None:
        """Begin to write; nothing happens while another export is being written."""
        if self._jobs is not None:
            return
        self._target = target
        self._jobs = new_job_launcher(launcher, self)
        self._jobs.progressed.connect(self._tell)
        self._jobs.done.connect(self._done)
        self._jobs.failed.connect(self._end)
        self._jobs.cancelled.connect(self._given_up)
        self._jobs.start(partial(export_recording, directory, format, target, self._language()))
        self.busy_changed.emit(True)

    def give_up(self) -> None:
        """Leave the export; what was written of it goes."""
        if self._jobs is not None:
            self._jobs.cancel()

    async def closed(self) -> None:
        """Give up and wait until nothing of it is left."""
        if self._jobs is not None:
            await self._jobs.closed()

    def _tell(self, share: float) -> None:
        self.said.emit(self.tr("exporting · {0} %").format(round(share * 100)))

    def _done(self, problems: Sequence[str]) -> None:
        self._end(" ".join([self.tr("The recording is in {0}.").format(self._target), *map(said, problems)]))

    def _given_up(self) -> None:
        self._end(self.tr("The export was given up."))

    def _end(self, words: str) -> None:
        jobs, self._jobs = self._jobs, None
        if jobs is not None:
            jobs.deleteLater()
        self.busy_changed.emit(False)
        self.said.emit(said(words))

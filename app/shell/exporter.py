"""Exports the recording that is shown: asks for a file, writes it aside, says how far it is."""

import asyncio
import threading
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.core.demo import Claim
from app.core.errors import LabError
from app.core.export.progress import Cancelled
from app.core.export.writing import SUFFIXES, Format, export

_TELL_MS = 250
_BY_SUFFIX: dict[str, Format] = {".html": "html", ".htm": "html", ".csv": "csv", ".json": "perfetto"}


class Exporter(QObject):
    """One export at a time.

    Signals:
        said(str): a sentence for the status bar.
        busy_changed(bool): an export begins or ends.
    """

    said = Signal(str)
    busy_changed = Signal(bool)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._share = 0.0  # written by the worker, read by the timer
        self._given_up = threading.Event()
        self._task: asyncio.Task[None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_TELL_MS)
        self._timer.timeout.connect(self._tell)

    @property
    def busy(self) -> bool:
        """Whether an export is being written."""
        return self._task is not None and not self._task.done()

    def ask(self, directory: Path, claims: Sequence[Claim], name: str) -> QFileDialog:
        """Let the user choose a file and its format; `name` is offered for it."""
        dialog = QFileDialog(self._window, self.tr("Export the recording"))
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
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(SUFFIXES[filters[chosen]]))

        def choose(path: str) -> None:
            chosen = Path(path)
            format = _BY_SUFFIX.get(chosen.suffix.lower()) or filters[dialog.selectedNameFilter()]
            self.start(directory, claims, chosen, format)

        dialog.fileSelected.connect(choose)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def start(self, directory: Path, claims: Sequence[Claim], target: Path, format: Format) -> None:
        """Begin to write; nothing happens while another export is being written."""
        if self.busy:
            return
        self._given_up.clear()
        self._share = 0.0
        self._timer.start()
        self._task = asyncio.get_running_loop().create_task(self._run(directory, claims, target, format))
        self.busy_changed.emit(True)

    def give_up(self) -> None:
        """Leave the export; what was written of it goes."""
        self._given_up.set()

    async def closed(self) -> None:
        """Give up and wait until nothing of it is left."""
        self.give_up()
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self, directory: Path, claims: Sequence[Claim], target: Path, format: Format) -> None:
        try:
            problems = await asyncio.to_thread(export, directory, format, target, claims, self._progress)
            words = " ".join([self.tr("The recording is in {0}.").format(target), *problems])
        except Cancelled:
            words = self.tr("The export was given up.")
        except LabError as error:
            words = str(error)
        finally:
            self._timer.stop()
        self._task = None
        self.busy_changed.emit(False)
        self.said.emit(words)

    def _progress(self, share: float) -> None:
        """Called in the worker."""
        self._share = share
        if self._given_up.is_set():
            raise Cancelled

    def _tell(self) -> None:
        self.said.emit(self.tr("exporting · {0} %").format(round(self._share * 100)))

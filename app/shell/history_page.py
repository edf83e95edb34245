"""The page in the rail that lists every recording."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.core.kept_run import KeptRun
from app.core.typing import override
from app.shell.file_dialog import FileDialog
from app.shell.history import History
from app.shell.settings import LEAST_RUNS_MB, MOST_RUNS_MB, Settings
from app.shell.spacing import follow_font
from widgets.buttons import ActionButton
from widgets.card import Card
from widgets.empty_words import EmptyWords
from widgets.kept_run_model import Titles, size_words
from widgets.kept_run_table import KeptRunTable
from widgets.number_field import CountField
from widgets.page_head import PageHead
from widgets.stacking import Group, StackingRow
from widgets.theme import GAP, PAD, WIDE, scaled, set_role

_MOST_COMPARED = 8
_SETTLED_MS = 600
_LEAST_SEARCH = 150  # pixels at the base size


class HistoryPage(QWidget):
    """Search, the table, and what can be done with the chosen ones.

    Signals:
        open_requested(object): Path of the recording to show.
        compare_requested(object): list of KeptRun to lay beside each other.
    """

    open_requested = Signal(object)
    compare_requested = Signal(object)

    def __init__(
        self, history: History, settings: Settings, titles: Titles = str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._history = history
        self._settings = settings
        self.table = KeptRunTable(titles)
        EmptyWords(self.table.table, self.tr("Each run is kept here, the newest first."))
        nothing = self.tr("No recording has all these words in it.")
        EmptyWords(self.table.table, nothing, searched=True)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search recordings"))
        self.search.setClearButtonEnabled(True)
        head = PageHead(self.tr("History"))
        self._words = head.words
        self.open = ActionButton(self.tr("Open"), "play", primary=True)
        self.compare = ActionButton(self.tr("Compare"))
        self.pin = ActionButton(self.tr("Pin"), "bookmark")
        self.name = ActionButton(self.tr("Name…"))
        self.delete = ActionButton(self.tr("Delete"), "close")
        self.undo = ActionButton(self.tr("Undo"), "reset")
        self.limit = CountField()
        self._limited = QTimer(self)  # somebody may still be turning the wheel
        self._limited.setSingleShot(True)
        self._limited.setInterval(_SETTLED_MS)
        self._limited.timeout.connect(history.room.keep_to_limit)
        self.folder = ActionButton(self.tr("Folder…"), "folder")
        self._arrange(head)
        self._connect()
        self._offer()

    def _arrange(self, head: PageHead) -> None:
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        first, then = Group(self.open, self.compare, self.pin), Group(self.name, self.delete, self.undo)
        self._buttons = StackingRow({self.search: 1, StackingRow({first: 0, then: 0}): 0})
        self.open.setToolTip(self.tr("Show the chosen recording (double click, Return)"))
        self.pin.setToolTip(self.tr("A pinned recording stays, however full the folder is"))
        self.delete.setToolTip(self.tr("Delete the chosen recordings (Del); Undo brings them back"))
        self.limit.setRange(LEAST_RUNS_MB, MOST_RUNS_MB)
        self.limit.setSingleStep(256)
        self.limit.setSuffix(" MB")
        self.limit.setKeyboardTracking(False)  # "64" on the way to "6400" is no wish
        self.limit.setValue(self._settings.runs_mb)
        self.limit.setAccessibleName(self.tr("Most room for recordings"))
        room = QLabel(self.tr("When they take more than"))
        gone = QLabel(self.tr("the oldest that aren't pinned go."))
        for label in (room, gone):
            set_role(label, "small")
        limit = StackingRow({Group(room, self.limit): 0, gone: 1})
        self._foot = StackingRow({limit: 1, self.folder: 0})
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(head)
        self._rows.addWidget(self._buttons)
        self._rows.addWidget(Card("", self.table), 1)
        self._rows.addWidget(self._foot)
        follow_font(self, self._space)

    def _space(self) -> None:
        wide = scaled(WIDE, self)
        for row in (self._buttons, self._foot):
            row.set_spacing(scaled(GAP, self))
        self.search.setMinimumWidth(scaled(_LEAST_SEARCH, self))
        self._rows.setContentsMargins(wide, scaled(PAD, self), wide, wide)
        self._rows.setSpacing(scaled(PAD, self))

    def _connect(self) -> None:
        history = self._history
        history.loaded.connect(self._loaded)
        history.progressed.connect(self._progressed)
        history.noted.connect(self._noted)
        history.deleted.connect(self._deleted)
        history.restored.connect(self._restored)
        self.search.textChanged.connect(self.table.search)
        self.table.chosen_changed.connect(self._offer)
        self.table.open_requested.connect(self._open)
        self.open.clicked.connect(self._open)
        self.compare.clicked.connect(self._compare)
        self.pin.clicked.connect(self._pin)
        self.name.clicked.connect(self.ask_for_name)
        self.delete.clicked.connect(self._delete)
        self.undo.clicked.connect(history.undo)
        self.limit.valueChanged.connect(self._limit_chosen)
        self.folder.clicked.connect(self.ask_for_folder)
        for keys, action in {
            QKeySequence.StandardKey.Delete: self._delete,
            QKeySequence.StandardKey.Undo: history.undo,
        }.items():
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """The folder is read anew whenever somebody looks."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._history.load)

    # what the history tells ---------------------------------------------------------------------------------
    def _loaded(self, runs: list[KeptRun]) -> None:
        self.table.set_runs(runs)
        self._tell()

    def _progressed(self, share: float) -> None:
        self._words.setText(self.tr("reading the recordings · {0} %").format(round(100 * share)))

    def _noted(self, before: KeptRun, after: KeptRun) -> None:
        model = self.table.model
        for row, run in enumerate(model.runs()):
            if run.directory == before.directory:
                model.replace(row, after)
        self._offer()

    def _deleted(self, runs: list[KeptRun]) -> None:
        gone = {run.directory for run in runs}
        model = self.table.model
        for row in reversed(range(model.rowCount())):
            run = model.run(row)
            if run is not None and run.directory in gone:
                model.remove(row)
        self._tell()

    def _restored(self, runs: list[KeptRun]) -> None:
        for run in runs:
            self.table.model.insert(run)
        self.table.choose(runs)
        self._tell()

    def _tell(self) -> None:
        runs = self.table.model.runs()
        size = size_words(sum(run.size for run in runs)) if runs else "0 kB"
        words = (
            self.tr("{0} recordings, {1}, in {2}") if len(runs) != 1 else self.tr("1 recording, {1}, in {2}")
        )
        self._words.setText(words.format(len(runs), size, self._history.folder))
        self._offer()

    def _offer(self) -> None:
        chosen = self.table.chosen()
        whole = [run for run in chosen if run.ended]
        self.open.setEnabled(len(chosen) == 1)
        self.compare.setEnabled(2 <= len(whole) == len(chosen) <= _MOST_COMPARED)
        self.compare.setToolTip(self.tr("Lay two to {0} recordings beside each other").format(_MOST_COMPARED))
        self.pin.setEnabled(bool(chosen))
        self.pin.set_words(self.tr("Unpin") if self._all_pinned(chosen) else self.tr("Pin"))
        self.name.setEnabled(len(chosen) == 1)
        self.delete.setEnabled(bool(chosen))
        self.undo.setEnabled(self._history.can_restore)

    # what a person does -------------------------------------------------------------------------------------
    def _open(self) -> None:
        chosen = self.table.chosen()
        if len(chosen) == 1:
            self.open_requested.emit(chosen[0].directory)

    def _compare(self) -> None:
        self.compare_requested.emit(self.table.chosen())

    def _pin(self) -> None:
        chosen = self.table.chosen()
        pinned = not self._all_pinned(chosen)
        for run in chosen:
            self._history.pin(run, pinned)

    @staticmethod
    def _all_pinned(runs: list[KeptRun]) -> bool:
        return bool(runs) and all(run.note.pinned for run in runs)

    def _delete(self) -> None:
        chosen = self.table.chosen()
        if chosen:
            self._history.delete(chosen)

    def ask_for_name(self) -> QInputDialog | None:
        """Let the user name the chosen recording."""
        chosen = self.table.chosen()
        if len(chosen) != 1:
            return None
        dialog = QInputDialog(self)
        dialog.setWindowTitle(self.tr("Name of the recording"))
        dialog.setLabelText(self.tr("Empty: it is called after its program."))
        dialog.setTextValue(chosen[0].note.name)
        dialog.textValueSelected.connect(partial(self._history.name, chosen[0]))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def _limit_chosen(self, megabytes: int) -> None:
        self._settings.runs_mb = megabytes
        self._limited.start()

    def ask_for_folder(self) -> None:
        """Let the user choose where recordings go from now on."""
        dialog = FileDialog(self, self.tr("Folder for recordings"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setDirectory(str(self._history.folder))
        dialog.fileSelected.connect(self._folder_chosen)
        dialog.open()

    def _folder_chosen(self, path: str) -> None:
        self._settings.runs_folder = Path(path)
        self._history.load()

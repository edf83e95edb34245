"""The list of recordings: searched, chosen one or several at a time, opened with a double click or Return."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from app.core.kept_run import KeptRun
from app.core.typing import override
from widgets.kept_run_model import Column, KeptRunModel, Titles
from widgets.theme import PAD, SMALL, scaled

# Pixels at the base size.
_WIDE_ENOUGH = 900  # for all columns
_READABLE = 180  # for a name, or parameters
_LEAST_ROWS = 5  # in sight, with the one of titles
_WORDY = (Column.NAME, Column.PARAMETERS)


class _Found(QSortFilterProxyModel):
    """The rows in which all words that are searched for occur."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words: list[str] = []

    def search(self, text: str) -> None:
        self._words = text.casefold().split()
        self.invalidate()

    @override
    def filterAcceptsRow(self, source_row: int, source_parent: QModelIndex | QPersistentModelIndex) -> bool:
        model = self.sourceModel()
        cells = (str(model.data(model.index(source_row, column))) for column in Column)
        text = " ".join(cells).casefold()
        return all(word in text for word in self._words)


class KeptRunTable(QWidget):
    """A table of recordings.

    Signals:
        chosen_changed(): other rows are chosen.
        open_requested(): the chosen one shall be opened.
    """

    chosen_changed = Signal()
    open_requested = Signal()

    def __init__(self, titles: Titles = str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = KeptRunModel(titles, self)
        self._found = _Found(self)
        self._found.setSourceModel(self.model)
        self.table = QTableView()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.table)
        self._prepare()
        self._arrange()

    def set_runs(self, runs: Sequence[KeptRun]) -> None:
        """Show these; what was chosen stays chosen where it is still there."""
        chosen = {run.directory for run in self.chosen()}
        self.model.set_runs(runs)
        self.choose([run for run in runs if run.directory in chosen])

    def search(self, text: str) -> None:
        """Show only those in which all these words occur."""
        self._found.search(text)
        self.chosen_changed.emit()

    def chosen(self) -> list[KeptRun]:
        """The chosen recordings, from top to bottom."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        places = (self._found.mapToSource(self._found.index(row, 0)).row() for row in rows)
        return [run for place in places if (run := self.model.run(place)) is not None]

    def choose(self, runs: Sequence[KeptRun]) -> None:
        """Choose these and no others."""
        selection = self.table.selectionModel()
        selection.clearSelection()
        wanted = {run.directory for run in runs}
        rows = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
        for place, run in enumerate(self.model.runs()):
            if run.directory in wanted:
                selection.select(self._found.mapFromSource(self.model.index(place, 0)), rows)

    def _prepare(self) -> None:
        table = self.table
        table.setModel(self._found)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.horizontalHeader().setHighlightSections(False)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setAccessibleName(self.tr("Recordings"))
        table.selectionModel().selectionChanged.connect(self._selected)
        table.doubleClicked.connect(self.open_requested)
        table.activated.connect(self._activated)

    def _selected(self) -> None:
        self.chosen_changed.emit()

    def _activated(self) -> None:
        if self.table.hasFocus() and not self.table.underMouse():  # a double click has told already
            self.open_requested.emit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Rows are as high as the font asks."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def _arrange(self) -> None:
        metrics = self.fontMetrics()
        row = metrics.height() + 2 * scaled(SMALL, self)
        self.table.verticalHeader().setDefaultSectionSize(row)
        self.table.setMinimumHeight(_LEAST_ROWS * row)
        samples = {
            Column.STARTED: "2026-00-00 00:00:00",
            Column.TOOK: "00.00 ms",
            Column.OUTCOME: "can't be read",
            Column.PYTHON: "0.00.00",
            Column.LAUNCHER: "asyncio task",
            Column.SIZE: "000.0 MB",
        }
        for column, sample in samples.items():
            self.table.setColumnWidth(column, metrics.horizontalAdvance(sample) + scaled(PAD + SMALL, self))
        self._share_out()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow place, names count for more than what is the same everywhere."""
        super().resizeEvent(event)
        narrow = self.width() < scaled(_WIDE_ENOUGH, self)
        for column in (Column.PYTHON, Column.LAUNCHER):
            self.table.setColumnHidden(column, narrow)
        self._share_out()

    def _share_out(self) -> None:
        """Names and parameters get the room that the others leave, and never too little to be read."""
        header = self.table.horizontalHeader()
        others = sum(header.sectionSize(column) for column in Column if column not in _WORDY)
        roomy = self.width() - others >= len(_WORDY) * scaled(_READABLE, self)
        for column in _WORDY:
            header.setSectionResizeMode(
                column, QHeaderView.ResizeMode.Stretch if roomy else QHeaderView.ResizeMode.Interactive
            )
            if not roomy:
                header.resizeSection(column, scaled(_READABLE, self))

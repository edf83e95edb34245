"""The run's processes as a task manager shows them, with Stop and Kill for the one that is chosen."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from app.core.machine_look import ProcessRow
from app.core.typing import override
from widgets.buttons import ActionButton
from widgets.empty_words import EmptyWords
from widgets.process_model import Column, ProcessModel
from widgets.theme import GAP, SMALL, scaled

_ALL, _MOST = 480, 320  # pixels at the base size, for all columns, and for those that most ask for


class ProcessTable(QWidget):
    """A table and two buttons.

    Signals:
        end_requested(ProcessRow, bool): end this process; True: without asking it.
    """

    end_requested = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ProcessModel(self)
        self._table = QTableView()
        self.stop = ActionButton(self.tr("Stop process"), "stop")
        self.kill = ActionButton(self.tr("Kill process"), "close")
        self.stop.setToolTip(self.tr("Ask the process to end (SIGTERM; on Windows it is ended at once)"))
        self.kill.setToolTip(self.tr("End the process at once: it can't put anything away"))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.stop)
        buttons.addWidget(self.kill)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(scaled(GAP, self))
        rows.addWidget(self._table, 1)
        rows.addLayout(buttons)
        self._prepare()
        self._arrange()
        self._offer()
        self.stop.clicked.connect(self._stop)
        self.kill.clicked.connect(self._kill)

    def set_rows(self, rows: Sequence[ProcessRow], names: Mapping[int, str]) -> None:
        """Show these processes; `names`: pid to the lane's name, where there is one."""
        self._model.set_rows(rows, names)
        self._offer()

    def chosen(self) -> ProcessRow | None:
        """The process of the chosen row."""
        index = self._table.currentIndex()
        return self._model.row(index.row()) if index.isValid() else None

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Rows are as high as the font asks."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def _prepare(self) -> None:
        table = self._table
        table.setModel(self._model)
        EmptyWords(table, self.tr("The lab's own processes appear here, and those of what runs in it."))
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        table.setAccessibleName(self.tr("Processes of what runs"))
        table.selectionModel().currentRowChanged.connect(self._choose)

    def _arrange(self) -> None:
        metrics = self.fontMetrics()
        self._table.verticalHeader().setDefaultSectionSize(metrics.height() + 2 * scaled(SMALL, self))
        samples = {
            Column.PID: "00000000",
            Column.STATE: "sleeping",
            Column.THREADS: "Threads",
            Column.CPU: "1000 %",
            Column.MEMORY: "10000.0 MB",
        }
        for column, sample in samples.items():
            self._table.setColumnWidth(column, metrics.horizontalAdvance(sample) + scaled(14, self))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow place the name counts for more than what few ask for."""
        super().resizeEvent(event)
        for column, least in ((Column.STATE, _ALL), (Column.THREADS, _ALL), (Column.PID, _MOST)):
            self._table.setColumnHidden(column, self.width() < scaled(least, self))

    def _choose(self, current: QModelIndex, former: QModelIndex) -> None:
        self._offer()

    def _offer(self) -> None:
        """The lab itself isn't ended from here: that is what closing the window is for."""
        row = self.chosen()
        for button in (self.stop, self.kill):
            button.setEnabled(row is not None and not row.mine)

    def _stop(self) -> None:
        self._end(hard=False)

    def _kill(self) -> None:
        self._end(hard=True)

    def _end(self, hard: bool) -> None:
        row = self.chosen()
        if row is not None:
            self.end_requested.emit(row, hard)

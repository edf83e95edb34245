"""The ledger of watched data: who read what, wrote what, and whose write was overwritten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from app.core.folds.ledger import Deposit
from app.core.typing import override
from widgets.empty_words import EmptyWords
from widgets.ledger_model import Column, LedgerModel
from widgets.palette import Palette
from widgets.theme import GAP, SMALL, scaled, set_role

_MOST = 240  # pixels at the base size, for a name or a value


class LedgerTable(QWidget):
    """One row per read and write, in order of time, and a line with the sum.

    Signals:
        deposit_selected(object): the `Deposit` of the row that the user chose.
    """

    deposit_selected = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = LedgerModel(self)
        self._table = QTableView()
        self._sum = QLabel()
        set_role(self._sum, "small")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._table, 1)
        rows.addWidget(self._sum)
        self._prepare_table()
        self._arrange()
        self._tell_sum()

    def set_deposits(self, deposits: Sequence[Deposit], names: Mapping[int, str]) -> None:
        """Show these; `names`: actor id to the lane's name."""
        bar = self._table.verticalScrollBar()
        following, all_in_sight = 0 < bar.maximum() == bar.value(), bar.maximum() == 0
        self._model.set_deposits(deposits, names)
        if not deposits:  # those of another run may be shorter
            self._arrange()
        if all_in_sight:  # else other rows come into sight by scrolling only
            self._widen()
        if following:
            self._table.scrollToBottom()
        self._tell_sum()

    def set_horizon(self, t_ns: int | None) -> None:
        """Show only what had happened by `t_ns`; None: everything."""
        self._model.set_horizon(t_ns)
        self._tell_sum()

    def set_palette_colours(self, palette: Palette) -> None:
        """Paint in these colours."""
        self._model.set_palette_colours(palette)

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Rows are as high as the font asks."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def _prepare_table(self) -> None:
        table = self._table
        table.setModel(self._model)
        words = self.tr("Each read and write of the watched data appears here, in order of time.")
        EmptyWords(table, words)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalScrollBar().valueChanged.connect(self._widen)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.horizontalHeader().setResizeContentsPrecision(0)  # of thousands of rows those in sight
        table.horizontalHeader().setHighlightSections(False)
        table.setAccessibleName(self.tr("Reads and writes of the watched data"))
        table.selectionModel().currentRowChanged.connect(self._choose)

    def _arrange(self) -> None:
        metrics = self.fontMetrics()
        self._table.verticalHeader().setDefaultSectionSize(metrics.height() + 2 * scaled(SMALL, self))
        samples = {
            Column.TIME: "00.0 ms",
            Column.LANE: "Thread-100",
            Column.READ: "000",
            Column.WROTE: "wrote",
        }
        for column, sample in samples.items():
            self._table.setColumnWidth(column, metrics.horizontalAdvance(sample) + scaled(14, self))
        self._least_lane = self._table.columnWidth(Column.LANE)
        self._widen()

    def _widen(self) -> None:
        """Make room for the values that are in sight, and for names as far as that leaves some.

        Columns of values never get narrower, so that they stand still; a tip tells the whole of a row.
        """
        if not self.isVisible():
            return
        table, gap = self._table, scaled(GAP, self)
        for column in (Column.READ, Column.WROTE):
            wanted = min(table.sizeHintForColumn(column) + gap, scaled(_MOST, self))
            table.setColumnWidth(column, max(wanted, table.columnWidth(column)))
        fate = table.sizeHintForColumn(Column.FATE)
        left = table.viewport().width() - sum(
            table.columnWidth(column) for column in (Column.TIME, Column.READ, Column.WROTE)
        )
        lane = max(self._least_lane, min(table.sizeHintForColumn(Column.LANE) + gap, left - fate))
        table.setColumnWidth(Column.LANE, lane)
        table.setColumnWidth(Column.FATE, max(left - lane, fate))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """What came meanwhile may need more room."""
        super().showEvent(event)
        self._widen()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The last column takes the room that is left."""
        super().resizeEvent(event)
        self._widen()

    def _tell_sum(self) -> None:
        written, lost = self._model.counts()
        words = self.tr("{0} of {1} writes were lost.").format(lost, written)
        self._sum.setText(words if written else self.tr("Nothing has been written."))

    def _choose(self, current: QModelIndex, _former: QModelIndex) -> None:
        if current.isValid():
            self.deposit_selected.emit(self._model.deposit(current.row()))

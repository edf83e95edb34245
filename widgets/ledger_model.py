"""The ledger of watched data as a Qt model: a row per read and write, as it stood at a moment."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from app.core.folds.ledger import Deposit
from app.core.typing import override
from widgets.duration import instant
from widgets.palette import Palette
from widgets.theme import current_palette

_Index = QModelIndex | QPersistentModelIndex
_NOTHING = "—"


class Column(IntEnum):
    """What stands where."""

    TIME = 0
    LANE = 1
    READ = 2
    WROTE = 3
    FATE = 4


class LedgerModel(QAbstractTableModel):
    """Deposits as rows, as they stood at a moment."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._deposits: tuple[Deposit, ...] = ()
        self._names: dict[int, str] = {}
        self._begun: list[int] = []  # times in order: of beginnings, of writes, of losses
        self._written: list[int] = []
        self._lost: list[int] = []
        self._horizon_ns: int | None = None
        self._shown = 0
        self._palette = current_palette()

    def set_deposits(self, deposits: Sequence[Deposit], names: Mapping[int, str]) -> None:
        """Show these, which are in order of their beginning; rows that stay keep their selection."""
        self._drop_rows(min(self._shown, len(deposits)))  # before their deposits go: views still ask for them
        self._names = dict(names)
        self._deposits = tuple(deposits)
        self._begun = [deposit.begin_ns for deposit in deposits]
        self._written = sorted(deposit.write_ns for deposit in deposits if deposit.write_ns is not None)
        self._lost = sorted(each.overwritten_ns for each in deposits if each.overwritten_ns is not None)
        self._show()

    def set_horizon(self, t_ns: int | None) -> None:
        """Show what had happened by a moment; None: everything."""
        if t_ns != self._horizon_ns:
            self._horizon_ns = t_ns
            self._show()

    def set_palette_colours(self, palette: Palette) -> None:
        """Colour the words so."""
        self._palette = palette
        self._tell_all()

    def deposit(self, row: int) -> Deposit:
        """The deposit of a row."""
        return self._deposits[row]

    def counts(self) -> tuple[int, int]:
        """How many writes had happened by the moment, and how many of them were lost by then."""
        return self._past(self._written), self._past(self._lost)

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  as Qt declares it
        """One row per deposit."""
        return 0 if parent.isValid() else self._shown

    @override
    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """See `Column`."""
        return 0 if parent.isValid() else len(Column)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' names."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            names = (self.tr("time"), self.tr("lane"), self.tr("read"), self.tr("wrote"), "")
            return names[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, a line through lost ones, and colours."""
        if not index.isValid() or index.row() >= self._shown:
            return None
        deposit, column = self._deposits[index.row()], Column(index.column())
        lost = self._is_lost(deposit)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(deposit, column, lost)
        if role == Qt.ItemDataRole.FontRole and column == Column.WROTE and lost:
            font = QFont()
            font.setStrikeOut(True)
            return font
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(column, lost)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(deposit)
        return None

    def _words(self, deposit: Deposit, column: Column, lost: bool) -> str:
        match column:
            case Column.TIME:
                return instant(deposit.begin_ns)
            case Column.LANE:
                return self._short(deposit.actor)
            case Column.READ:
                return _NOTHING if deposit.read_value is None else deposit.read_value
            case Column.WROTE:
                value = deposit.write_value if self._has_written(deposit) else None
                return _NOTHING if value is None else value
            case Column.FATE:
                return self._fate(deposit) if lost else ""

    def _fate(self, deposit: Deposit) -> str:
        by = deposit.overwritten_by
        return self.tr("lost to {0}").format(self._short(by)) if by is not None else ""

    def _colour(self, column: Column, lost: bool) -> QColor | None:
        if column == Column.TIME or (lost and column == Column.WROTE):
            return QColor(self._palette.muted)
        return QColor(self._palette.bad) if column == Column.FATE else None

    def _tip(self, deposit: Deposit) -> str:
        parts = []
        if deposit.read_ns is not None:
            read = self.tr("read {0} at {1} in line {2}")
            parts.append(read.format(deposit.read_value, instant(deposit.read_ns), deposit.read_line))
        if deposit.write_ns is not None and self._has_written(deposit):
            wrote = self.tr("wrote {0} at {1} in line {2}")
            parts.append(wrote.format(deposit.write_value, instant(deposit.write_ns), deposit.write_line))
        if self._is_lost(deposit) and deposit.overwritten_ns is not None:
            lost = self.tr("overwritten at {0} by {1}, which had not seen it")
            by = self._name(deposit.overwritten_by) if deposit.overwritten_by is not None else "?"
            parts.append(lost.format(instant(deposit.overwritten_ns), by))
        return "\n".join(parts)

    def _short(self, actor: int) -> str:
        """The name without its function, as in `Thread-2 (deposit)`: the columns are narrow."""
        return self._name(actor).partition(" (")[0]

    def _name(self, actor: int) -> str:
        return self._names.get(actor) or f"#{actor}"

    def _has_written(self, deposit: Deposit) -> bool:
        return deposit.write_ns is not None and self._is_past(deposit.write_ns)

    def _is_lost(self, deposit: Deposit) -> bool:
        return deposit.overwritten_ns is not None and self._is_past(deposit.overwritten_ns)

    def _is_past(self, t_ns: int) -> bool:
        return self._horizon_ns is None or t_ns <= self._horizon_ns

    def _past(self, times: Sequence[int]) -> int:
        return len(times) if self._horizon_ns is None else bisect_right(times, self._horizon_ns)

    def _show(self) -> None:
        """Bring the number of rows up to date, then the words in them."""
        wanted = self._past(self._begun)
        self._drop_rows(wanted)
        if wanted > self._shown:
            self.beginInsertRows(QModelIndex(), self._shown, wanted - 1)
            self._shown = wanted
            self.endInsertRows()
        self._tell_all()

    def _drop_rows(self, wanted: int) -> None:
        if wanted < self._shown:
            self.beginRemoveRows(QModelIndex(), wanted, self._shown - 1)
            self._shown = wanted
            self.endRemoveRows()

    def _tell_all(self) -> None:
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(self._shown - 1, len(Column) - 1))

"""The processes of what runs as a table's model, brought up to date all the time without losing the choice."""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.core.machine_look import ProcessRow
from app.core.typing import override

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_INDENT = "    "


class Column(IntEnum):
    """The columns from left to right."""

    NAME = 0
    PID = 1
    STATE = 2
    THREADS = 3
    CPU = 4
    MEMORY = 5


class ProcessModel(QAbstractTableModel):
    """One row a process; children are indented below their parents."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ProcessRow] = []
        self._depths: dict[int, int] = {}
        self._names: Mapping[int, str] = {}

    def _title(self, column: Column) -> str:
        return {
            Column.NAME: self.tr("Process"),
            Column.PID: self.tr("pid"),
            Column.STATE: self.tr("State"),
            Column.THREADS: self.tr("Threads"),
            Column.CPU: self.tr("CPU"),
            Column.MEMORY: self.tr("Memory"),
        }[column]

    def _state(self, name: str) -> str:
        return {
            "running": self.tr("running"),
            "sleeping": self.tr("sleeping"),
            "disk-sleep": self.tr("waiting for a disk"),
            "stopped": self.tr("stopped"),
            "zombie": self.tr("zombie"),
            "idle": self.tr("idle"),
        }.get(name, name)

    def set_rows(self, rows: Sequence[ProcessRow], names: Mapping[int, str]) -> None:
        """Show these; `names`: pid to the lane's name, where there is one."""
        self._names = names
        here = [(row.pid, row.created) for row in self._rows]
        now = [(row.pid, row.created) for row in rows]
        if here == now:
            self._rows = list(rows)
        else:
            self._change(list(rows), dict.fromkeys(now))
        self._depths = _depths(self._rows)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(Column) - 1))

    def _change(self, rows: list[ProcessRow], now: dict[tuple[int, float], None]) -> None:
        """Take out what is gone, put in what is new: what was chosen stays chosen."""
        for place in reversed(range(len(self._rows))):
            row = self._rows[place]
            if (row.pid, row.created) not in now:
                self.beginRemoveRows(QModelIndex(), place, place)
                del self._rows[place]
                self.endRemoveRows()
        order = {(row.pid, row.created) for row in self._rows}
        if [key for key in now if key in order] != [(row.pid, row.created) for row in self._rows]:
            self.beginResetModel()  # a child went to another parent, which happens once in a while
            self._rows = rows
            self.endResetModel()
            return
        for place, row in enumerate(rows):
            if (row.pid, row.created) not in order:
                self.beginInsertRows(QModelIndex(), place, place)
                self._rows.insert(place, row)
                self.endInsertRows()
        self._rows = rows

    def row(self, place: int) -> ProcessRow | None:
        """The process in a row of the table."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    @override
    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(Column)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._title(Column(section))
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(Column(section))
        return None

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row())
        if row is None:
            return None
        column = Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.ToolTipRole:  # a narrow table doesn't show all columns
            told = (f"{self._title(each)}: {self._text(row, each).strip()}" for each in Column)
            return "\n".join(told)
        return None

    def _text(self, row: ProcessRow, column: Column) -> str:
        match column:
            case Column.NAME:
                name = self.tr("the lab itself") if row.mine else self._names.get(row.pid, row.name)
                return _INDENT * self._depths.get(row.pid, 0) + name
            case Column.PID:
                return str(row.pid)
            case Column.STATE:
                return self._state(row.state)
            case Column.THREADS:
                return "–" if row.threads is None else str(row.threads)
            case Column.CPU:
                return "–" if row.cpu is None else f"{100 * row.cpu:.0f} %"
            case Column.MEMORY:
                return "–" if row.memory_bytes is None else f"{row.memory_bytes / (1 << 20):.1f} MB"


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column == Column.NAME else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter


def _depths(rows: Sequence[ProcessRow]) -> dict[int, int]:
    depths: dict[int, int] = {}
    mine = {row.pid for row in rows if row.mine}
    for row in rows:  # parents come first
        known = row.parent in depths and row.parent not in mine
        depths[row.pid] = depths[row.parent] + 1 if known else 0
    return depths

"""Bookmarks as a Qt model: time, note (to be edited in place) and lane, in time order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.core.bookmarks import Bookmark, shortened
from app.core.typing import override
from widgets.duration import instant

TIME, NOTE, LANE = range(3)
_Index = QModelIndex | QPersistentModelIndex


class BookmarkModel(QAbstractTableModel):
    """The bookmarks of one run.

    Signals:
        renamed(int, str): row and what somebody wrote into its note.
    """

    renamed = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._marks: list[Bookmark] = []
        self._name: Callable[[int], str] = str

    def set_marks(self, marks: Sequence[Bookmark], name: Callable[[int], str]) -> None:
        """Show these, in this order; `name`: of a lane."""
        self.beginResetModel()
        self._marks, self._name = list(marks), name
        self.endResetModel()

    def mark(self, row: int) -> Bookmark:
        """The bookmark of a row."""
        return self._marks[row]

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  as Qt declares it
        return 0 if parent.isValid() else len(self._marks)

    @override
    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == NOTE else flags

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        names = (self.tr("time"), self.tr("note"), self.tr("lane"))
        return names[section] if 0 <= section < len(names) else None

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._marks):
            return None
        mark = self._marks[index.row()]
        if role == Qt.ItemDataRole.EditRole and index.column() == NOTE:
            return mark.note
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        match index.column():
            case 0:
                return instant(mark.t_ns)
            case 1:
                return mark.note or self.tr("(no note)")
            case _:
                return "" if mark.lane is None else self._name(mark.lane)

    @override
    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() != NOTE or index.row() >= len(self._marks):
            return False
        note = shortened(str(value))
        if note != self._marks[index.row()].note:
            self.renamed.emit(index.row(), note)
        return True

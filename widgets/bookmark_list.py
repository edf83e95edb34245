"""The bookmarks of a run in a small list that pops up: go there, write a note, delete."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.core.bookmarks import Bookmark
from app.core.typing import override
from widgets.bookmark_model import LANE, NOTE, TIME, BookmarkModel
from widgets.buttons import ActionButton
from widgets.theme import GAP, PAD, scaled, set_role

# Pixels at the base size.
_WIDTH, _ROW, _AROUND = 460, 30, 120
_MOST_ROWS = 8


class BookmarkList(QFrame):
    """Pops up over the window; Return or a click goes to a bookmark, F2 writes its note, Delete removes it.

    Signals:
        add_requested(): the moment that is shown shall be kept.
        chosen(int): row to go to.
        renamed(int, str): row and its new note.
        delete_requested(int): row.
    """

    add_requested = Signal()
    chosen = Signal(int)
    renamed = Signal(int, str)
    delete_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(self.tr("Bookmarks"))
        self.model = BookmarkModel(self)
        self._table = QTableView()
        self._table.setModel(self.model)
        self._table.setAccessibleName(self.tr("Bookmarks"))
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self._table.setShowGrid(False)
        self._table.verticalHeader().hide()
        head = self._table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(NOTE, QHeaderView.ResizeMode.Stretch)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._empty = QLabel(self.tr("Keep a moment here to find it again: it stays with the recording."))
        self._empty.setWordWrap(True)
        set_role(self._empty, "small")
        self._add = ActionButton(self.tr("Bookmark this moment"), None, "M")
        self._delete = ActionButton(self.tr("Delete"), None, "Del")
        self._arrange()
        self._add.clicked.connect(self.add_requested)
        self._delete.clicked.connect(self._delete_selected)
        self._table.clicked.connect(self._clicked)
        self._table.selectionModel().selectionChanged.connect(self._show_what_can_be_done)
        # Later: the table is still busy with its editor, and an answer may set all marks anew.
        self.model.renamed.connect(self.renamed, Qt.ConnectionType.QueuedConnection)

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._add)
        buttons.addStretch(1)
        buttons.addWidget(self._delete)
        rows = QVBoxLayout(self)
        pad = scaled(PAD, self)
        rows.setContentsMargins(pad, pad, pad, pad)
        rows.setSpacing(scaled(GAP, self))
        rows.addWidget(self._table, 1)
        rows.addWidget(self._empty)
        rows.addLayout(buttons)

    def set_marks(self, marks: Sequence[Bookmark], name: Callable[[int], str]) -> None:
        """Show these, in this order; `name`: of a lane."""
        row = self._table.currentIndex().row()
        self.model.set_marks(marks, name)
        self._table.setColumnHidden(LANE, all(mark.lane is None for mark in marks))
        self._table.setVisible(bool(marks))
        self._empty.setVisible(not marks)
        if 0 <= row < len(marks):
            self._table.setCurrentIndex(self.model.index(row, TIME))
        self._show_what_can_be_done()

    def open_above(self, button: QWidget) -> None:
        """Show it with its lower right corner at the button's upper one, within the screen."""
        rows = min(max(self.model.rowCount(), 2), _MOST_ROWS)
        height = scaled(_AROUND + rows * _ROW, self) if self.model.rowCount() else 1
        self.resize(scaled(_WIDTH, self), height)
        corner = button.mapToGlobal(QPoint(button.width(), 0))
        room = button.screen().availableGeometry()
        place = corner - QPoint(self.width(), self.height() + 4)
        self.move(max(place.x(), room.left()), max(place.y(), room.top()))
        self.show()
        (self._table if self.model.rowCount() else self._add).setFocus()

    def edit_note(self, row: int) -> None:
        """Let somebody write the note of a row."""
        index = self.model.index(row, NOTE)
        self._table.setCurrentIndex(index)
        if not self._table.isPersistentEditorOpen(index) and self._table.indexWidget(index) is None:
            self._table.edit(index)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._table.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self.chosen.emit(row)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._delete_selected()
        elif event.key() == Qt.Key.Key_M:
            self.add_requested.emit()
        else:
            super().keyPressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(index.row())

    def _delete_selected(self) -> None:
        row = self._table.currentIndex().row()
        if row >= 0:
            self.delete_requested.emit(row)

    def _show_what_can_be_done(self) -> None:
        self._delete.setEnabled(self._table.currentIndex().isValid())

"""A small bar to search in a pane: a field, how many there are, next and previous, close."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from app.core.typing import override
from widgets.buttons import IconButton
from widgets.theme import SMALL, scaled, set_role


class FindBar(QWidget):
    """What to search for; hidden until `open`.

    Signals:
        searched(str): the text changed; empty when the bar closes.
        stepped(int): 1 next, -1 previous.
        closed(): the keyboard should go back to the pane.
    """

    searched = Signal(str)
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = QLineEdit()
        self._field.setPlaceholderText(self.tr("Find"))
        self._field.setAccessibleName(self.tr("Find"))
        self._field.textChanged.connect(self.searched)
        self._count = QLabel()
        set_role(self._count, "small")
        previous = IconButton("up", self.tr("Previous (Shift+Enter)"))
        following = IconButton("down", self.tr("Next (Enter)"))
        close = IconButton("close", self.tr("Close (Esc)"))
        previous.clicked.connect(self._step_back)
        following.clicked.connect(self._step_on)
        close.clicked.connect(self.close_bar)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._field, 1)
        for widget in (self._count, previous, following, close):
            self._row.addWidget(widget)
        self.hide()
        self._arrange()

    def open(self, text: str = "") -> None:
        """Show the bar with the keyboard in its field; `text`: what to search for at once."""
        if text:
            self._field.setText(text)
        self.show()
        self._field.setFocus()
        self._field.selectAll()
        self.searched.emit(self._field.text())

    def close_bar(self) -> None:
        """Hide the bar and end the search."""
        self.hide()
        self.closed.emit()

    def text(self) -> str:
        """What is searched for; empty while the bar is closed."""
        return "" if self.isHidden() else self._field.text()

    def set_result(self, place: int, total: int) -> None:
        """Show that match number `place` (from 1; 0: none chosen) of `total` is in sight."""
        nothing = self.tr("no match") if self._field.text() else ""
        self._count.setText(self.tr("{0} of {1}").format(place, total) if total else nothing)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Shift+Enter, F3 and Esc."""
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3):
            self.stepped.emit(-1 if back else 1)
        elif event.matches(QKeySequence.StandardKey.Find):
            self._field.selectAll()
        else:
            super().keyPressEvent(event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """A hidden bar searches for nothing."""
        if self.isHidden():  # and not merely in a tab that isn't in front
            self.searched.emit("")
        super().hideEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Distances follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def _arrange(self) -> None:
        edge = scaled(SMALL, self)
        self._row.setContentsMargins(2 * edge, 0, 2 * edge, edge)
        self._row.setSpacing(edge)

    def _step_on(self) -> None:
        self.stepped.emit(1)

    def _step_back(self) -> None:
        self.stepped.emit(-1)

"""A small card of words over a window: what a key did, or which keys there are."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.core.typing import override
from widgets.card import Card
from widgets.theme import GAP, PAD, WIDE, scaled, set_role


class _Floating(QWidget):
    """A card of its own size above its parent, in the middle or at the lower edge."""

    def __init__(self, parent: QWidget, body: QWidget, low: bool, title: str = "") -> None:
        super().__init__(parent)
        self._room = parent
        self._low = low
        self._rows = rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(Card(title, body))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        parent.installEventFilter(self)
        self.hide()

    def place(self) -> None:
        """Take the size that the words need, and the place."""
        room = self._room.rect()
        size = self.sizeHint().boundedTo(room.size())
        self.resize(size)
        y = (
            room.height() - size.height() - scaled(WIDE)
            if self._low
            else (room.height() - size.height()) // 2
        )
        self.move((room.width() - size.width()) // 2, max(y, 0))
        self.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return False


class Whisper(_Floating):
    """One sentence at the lower edge, until there is another or none."""

    def __init__(self, parent: QWidget) -> None:
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        super().__init__(parent, self._label, low=True)

    @property
    def words(self) -> str:
        """What is said; empty: nothing."""
        return self._label.text() if not self.isHidden() else ""

    def say(self, words: str) -> None:
        """Show this sentence; an empty one takes the card away."""
        self._label.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        if words:
            self._rows.activate()
            self.place()


class KeySheet(_Floating):
    """Keys and what they do, in two columns."""

    def __init__(self, parent: QWidget, title: str, rows: Sequence[tuple[str, str]]) -> None:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setHorizontalSpacing(scaled(WIDE))
        grid.setVerticalSpacing(scaled(GAP))
        grid.setContentsMargins(0, 0, 0, scaled(PAD))
        for row, (keys, does) in enumerate(rows):
            shown = QLabel(keys)
            set_role(shown, "heading")
            grid.addWidget(shown, row, 0)
            grid.addWidget(QLabel(does), row, 1)
        super().__init__(parent, inside, low=False, title=title)
        self.setAccessibleName(title)
        self.setAccessibleDescription("; ".join(f"{keys}: {does}" for keys, does in rows))

    def set_shown(self, shown: bool) -> None:
        """Show the keys, or no longer."""
        if shown:
            self.place()
        self.setVisible(shown)

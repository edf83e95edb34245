"""A small card of words over a window: what a key did, or which keys there are."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
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
    """Keys and what they do, in two columns; in letters that are smaller than others where there is no more room."""

    def __init__(self, parent: QWidget, title: str, rows: Sequence[tuple[str, str]]) -> None:
        self._inside = inside = QWidget()
        self._grid = grid = QGridLayout(inside)
        self._labels: list[QLabel] = []
        for row, pair in enumerate(rows):
            for column, words in enumerate(pair):
                label = QLabel(words)
                set_role(label, "heading" if column == 0 else None)
                grid.addWidget(label, row, column)
                self._labels.append(label)
        super().__init__(parent, inside, low=False, title=title)
        self.setAccessibleName(title)
        self.setAccessibleDescription("; ".join(f"{keys}: {does}" for keys, does in rows))

    @override
    def place(self) -> None:
        """As large as other words, or as the room allows."""
        points = QGuiApplication.font().pointSizeF()
        room = self._room.size()
        for size in (points, *(points * share / 20 for share in range(19, 5, -1))):
            self._write(size)
            needed = self.sizeHint()
            if needed.width() <= room.width() and needed.height() <= room.height():
                break
        super().place()

    def _write(self, points: float) -> None:
        for label in self._labels:
            font = label.font()
            font.setPointSizeF(points)
            label.setFont(font)
        label = self._labels[0]
        self._grid.setHorizontalSpacing(scaled(WIDE, label))
        self._grid.setVerticalSpacing(scaled(GAP, label))
        self._grid.setContentsMargins(0, 0, 0, scaled(PAD, label))
        part: QWidget | None = self._inside
        while part is not None and part is not self._room:  # Qt tells them later, and one at a time
            if (layout := part.layout()) is not None:
                layout.invalidate()
            part.updateGeometry()
            part = part.parentWidget()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """A zoom that changes while the keys are shown."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.isVisible():
            self.place()

    def set_shown(self, shown: bool) -> None:
        """Show the keys, or no longer."""
        if shown:
            self.place()
        self.setVisible(shown)

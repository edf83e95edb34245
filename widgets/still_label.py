"""A line of words that change all the time, without the whole window being laid out and painted anew for it."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.core.typing import override

_ANY = 16_777_215  # pixels; what Qt takes for no limit


class StillLabel(QLabel):
    """As wide as its longest words so far: Qt asks no layout about a label of fixed size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def set_words(self, words: str) -> None:
        """Show these; none: take no room until there are some."""
        if words == self.text():
            return
        self.setText(words)
        if not words:
            self._release()
        elif self.sizeHint().width() > self.width() or self.maximumWidth() == _ANY:
            self._release()
            self.setFixedSize(self.sizeHint())

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Another font needs other room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._release()
            if self.text():
                self.setFixedSize(self.sizeHint())

    def _release(self) -> None:
        self.setMinimumSize(0, 0)
        self.setMaximumSize(_ANY, _ANY)

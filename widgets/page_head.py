"""The head of a page: its title, and beside it, or below it where there is little room, what it is about."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.core.typing import override
from widgets.stacking import StackingRow
from widgets.theme import PAD, scaled, set_role

_LEAST_WIDTH = 220  # px that the words get beside the title


class PageHead(StackingRow):
    """A title and a sentence, `words`, that may change."""

    def __init__(self, title: str, words: str = "", parent: QWidget | None = None) -> None:
        named, about = QLabel(title), QLabel(words)
        super().__init__({named: 0, about: 1}, parent)
        self.words = about
        set_role(named, "title")
        set_role(about, "subtitle")
        self.words.setWordWrap(True)
        self._space()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Distances follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._space()

    def _space(self) -> None:
        self.words.setMinimumWidth(scaled(_LEAST_WIDTH, self))
        self.set_spacing(scaled(PAD, self))

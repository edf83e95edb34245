"""One step of a lesson above what it talks about: its words with their links, and the way on and back."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from app.core.typing import override
from widgets.buttons import ActionButton, IconButton
from widgets.card import Card
from widgets.rich_label import RichLabel
from widgets.stacking import StackingRow
from widgets.theme import GAP, PAD, SMALL, scaled, set_role

_LEAST_WIDTH = 300  # px that its words get beside the buttons


class LessonCard(QWidget):
    """A strip with a heading, a few sentences (Markdown) and buttons.

    Signals:
        link_activated(str): the address behind the words that were pressed.
        next_requested(), back_requested(), present_requested(), closed().
    """

    link_activated = Signal(str)
    next_requested = Signal()
    back_requested = Signal()
    present_requested = Signal()
    closed = Signal()

    def __init__(
        self, explain: Callable[[str], str] = lambda address: "", parent: QWidget | None = None
    ) -> None:
        """`explain` gives a sentence on a link's address for the pointer that rests on it, or nothing."""
        super().__init__(parent)
        self._explain = explain
        self._caption = QLabel()
        set_role(self._caption, "caption")
        self._heading = QLabel()
        set_role(self._heading, "heading")
        self._heading.setWordWrap(True)
        self._words = RichLabel()
        self._words.setTextFormat(Qt.TextFormat.MarkdownText)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self._words.linkActivated.connect(self.link_activated)
        self._words.linkHovered.connect(self._hovered)
        for label in (self._heading, self._words):
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.back = ActionButton(self.tr("Back"))
        self.back.clicked.connect(self.back_requested)
        self.next = ActionButton(self.tr("Next"))
        self.next.clicked.connect(self.next_requested)
        present = IconButton("present", self.tr("Present it on the whole screen (F5)"))
        present.clicked.connect(self.present_requested)
        close = IconButton("close", self.tr("Put the lesson away"))
        close.clicked.connect(self.closed)
        self._said = QWidget()
        self._texts = QVBoxLayout(self._said)
        self._texts.setContentsMargins(0, 0, 0, 0)
        for label in (self._caption, self._heading, self._words):
            self._texts.addWidget(label)
        self._texts.addStretch(1)
        ways = QWidget()
        top = QVBoxLayout(ways)
        top.setContentsMargins(0, 0, 0, 0)
        self._buttons = QHBoxLayout()
        for button in (self.back, self.next, present, close):
            self._buttons.addWidget(button)
        top.addLayout(self._buttons)
        top.addStretch(1)
        self._row = StackingRow({self._said: 1, ways: 0})
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Card("", self._row))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._arrange()

    def show_step(self, caption: str, heading: str, text: str) -> None:
        """Show another step; `text` is Markdown."""
        self._caption.setText(caption.upper())
        self._heading.setText(heading)
        self._heading.setVisible(bool(heading))
        self._words.setText(text)

    def set_ways(self, back: bool, next_words: str) -> None:
        """Whether there is a way back, and what the way on is called; empty: there is none."""
        self.back.setEnabled(back)
        self.next.setEnabled(bool(next_words))
        if next_words:
            self.next.set_words(next_words)

    def _hovered(self, address: str) -> None:
        sentence = self._explain(address) if address else ""
        if sentence:
            QToolTip.showText(QCursor.pos() + QPoint(0, scaled(PAD, self)), sentence, self._words)
        else:
            QToolTip.hideText()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Distances follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def _arrange(self) -> None:
        self._texts.setSpacing(scaled(SMALL, self))
        self._buttons.setSpacing(scaled(GAP, self))
        self._row.set_spacing(scaled(PAD, self))
        self._said.setMinimumWidth(scaled(_LEAST_WIDTH, self))
        self._row.setContentsMargins(0, scaled(SMALL, self), 0, 0)

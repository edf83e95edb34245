"""A question below the title that is to be answered before a program runs; never a dialog that holds up the window."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from widgets.buttons import ActionButton
from widgets.card import Card


class AskBar(QWidget):
    """Hidden until there is something to ask.

    Signals:
        accepted(): the user has read it and wants the program to run.
    """

    accepted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self.yes = ActionButton(self.tr("Run it"), "play", primary=True)
        self.yes.clicked.connect(self._accept)
        self._no = ActionButton(self.tr("Not now"))
        self._no.clicked.connect(self.hide)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words, 1)
        row.addWidget(self._no)
        row.addWidget(self.yes)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Card("", inside))
        self.hide()

    @property
    def words(self) -> str:
        """What is asked."""
        return self._words.text()

    def put(self, words: str) -> None:
        """Ask."""
        self._words.setText(words)
        self.show()
        self.yes.setFocus()

    def _accept(self) -> None:
        self.hide()
        self.accepted.emit()

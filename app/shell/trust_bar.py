"""The one word of warning before a file of the user's own is run for the first time."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from widgets.buttons import ActionButton
from widgets.card import Card


class TrustBar(QWidget):
    """Hidden until `ask`; never a dialog that holds up the window.

    Signals:
        trusted(): the user has read it and wants the program to run.
    """

    trusted = Signal()

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

    def ask(self, path: Path) -> None:
        """Show the warning for a file."""
        self._words.setText(
            self.tr("{0} will run with all your rights: run only programs that you trust.").format(path.name)
        )
        self.show()
        self.yes.setFocus()

    def _accept(self) -> None:
        self.hide()
        self.trusted.emit()

"""Blocks the lab's own window for three seconds, on demand, so that people feel what a frozen window is."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from widgets.theme import WIDE, scaled

FREEZE_S = 3.0
_SOON_MS = 50  # so that the question is off the screen before it stands still


class OwnFreeze(QObject):
    """Asks, then sleeps in the thread that serves the window.

    Signals:
        said(str): a sentence for the status bar.
    """

    said = Signal(str)

    def __init__(self, window: QWidget, sleep: Callable[[float], None] = time.sleep) -> None:
        super().__init__(window)
        self._window = window
        self._sleep = sleep
        self.question: QMessageBox | None = None

    def ask(self) -> None:
        """Warn; what runs goes on, and nothing happens without a yes."""
        if self.question is not None:
            return
        question = QMessageBox(self._window)
        question.setWindowTitle(self.tr("Freeze this window"))
        question.setText(self.tr("This window will stand still for {0:.0f} seconds.").format(FREEZE_S))
        question.setInformativeText(
            self.tr(
                "Click and type meanwhile: nothing is drawn and nobody answers, and all of it arrives afterwards. "
                "Programs that run go on."
            )
        )
        freeze = question.addButton(self.tr("Freeze it"), QMessageBox.ButtonRole.AcceptRole)
        question.addButton(QMessageBox.StandardButton.Cancel)
        freeze.clicked.connect(self._soon)
        question.finished.connect(self._answered)
        layout = question.layout()
        if layout is not None:  # it has one, with margins for small letters
            layout.setContentsMargins(*[scaled(WIDE, question)] * 4)
        self.question = question
        question.open()

    def _answered(self) -> None:
        if self.question is not None:
            self.question.deleteLater()
            self.question = None

    def _soon(self) -> None:
        QTimer.singleShot(_SOON_MS, self.freeze)

    def freeze(self) -> None:
        """Stand still."""
        begin = time.perf_counter()
        self._sleep(FREEZE_S)
        stood = time.perf_counter() - begin
        words = self.tr("This window stood still for {0:.1f} s: look at its pulse at the left.")
        self.said.emit(words.format(stood))

"""What only the presenter sees, on a second screen: what to say, what comes next, and the time."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, Qt, QTime, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QScreen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.core.typing import override
from widgets.card import Card
from widgets.theme import GAP, PAD, WIDE, scaled, set_role

_TICK_MS = 1000


@dataclass(frozen=True, slots=True)
class Notes:
    """The step that one is at, and the next one; plain text."""

    title: str
    text: str = ""
    next_title: str = ""
    next_text: str = ""
    place: str = ""


class NotesWindow(QWidget):
    """A window of its own; it has its own keys from the presenter's."""

    def __init__(self, main: QWidget) -> None:
        super().__init__()
        self._main = main
        self.setWindowTitle(self.tr("Notes"))
        self._since = QElapsedTimer()
        self._place, self._time, self._clock = QLabel(), QLabel(), QLabel()
        self._title, self._text = QLabel(), QLabel()
        self._next_title, self._next_text = QLabel(), QLabel()
        for label in (self._place, self._next_text):
            set_role(label, "muted")
        for label in (self._time, self._title):
            set_role(label, "title")
        set_role(self._next_title, "heading")
        for label in (self._title, self._text, self._next_title, self._next_text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._time.setAccessibleName(self.tr("Time since presenting began"))
        self._clock.setAccessibleName(self.tr("Clock"))
        self._arrange()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(scaled(WIDE))
        head.addWidget(self._place, 1)
        head.addWidget(self._time)
        head.addWidget(self._clock)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*[scaled(WIDE)] * 4)
        rows.setSpacing(scaled(PAD))
        rows.addLayout(head)
        rows.addWidget(self._title)
        rows.addWidget(self._text)
        rows.addStretch(1)
        inside = QWidget()
        then = QVBoxLayout(inside)
        then.setContentsMargins(0, 0, 0, 0)
        then.setSpacing(scaled(GAP))
        then.addWidget(self._next_title)
        then.addWidget(self._next_text)
        rows.addWidget(Card(self.tr("Then"), inside))

    def show_on_other_screen(self) -> bool:
        """Fill a screen that the main window isn't on; False, and nothing is shown, where there is none."""
        other = self._other_screen()
        self._since.start()
        if other is None:
            return False
        self.setGeometry(other.availableGeometry())
        self.show()
        self._main.activateWindow()
        self._tick()
        self._timer.start()
        return True

    def _other_screen(self) -> QScreen | None:
        shown = self._main.screen()
        return next((each for each in QGuiApplication.screens() if each is not shown), None)

    def show_notes(self, notes: Notes) -> None:
        """Show other notes."""
        self._place.setText(notes.place)
        self._title.setText(notes.title)
        self._text.setText(notes.text)
        self._next_title.setText(notes.next_title)
        self._next_text.setText(notes.next_text)

    def words(self) -> Notes:
        """What is shown."""
        labels = self._title, self._text, self._next_title, self._next_text, self._place
        return Notes(*(each.text() for each in labels))

    def _tick(self) -> None:
        seconds = self._since.elapsed() // 1000
        self._time.setText(f"{seconds // 60}:{seconds % 60:02}")
        self._clock.setText(QTime.currentTime().toString("HH:mm"))

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

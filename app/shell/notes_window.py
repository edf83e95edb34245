"""What only the presenter sees, on a second screen: what to say, what comes next, and the time."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, Qt, QTime, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QScreen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.core.typing import override
from app.shell.spacing import follow_font
from widgets.card import Card
from widgets.scroll_page import ScrollPage
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
        self._head = QHBoxLayout()
        self._head.addWidget(self._place, 1)
        self._head.addWidget(self._time)
        self._head.addWidget(self._clock)
        inside = QWidget()
        self._then = QVBoxLayout(inside)
        self._then.setContentsMargins(0, 0, 0, 0)
        self._then.addWidget(self._next_title)
        self._then.addWidget(self._next_text)
        self._page = ScrollPage()  # in large letters there may be more than the screen shows
        self._page.rows.addWidget(self._title)
        self._page.rows.addWidget(self._text)
        self._page.rows.addStretch(1)
        self._page.rows.addWidget(Card(self.tr("Then"), inside))
        self._rows = QVBoxLayout(self)
        self._rows.addLayout(self._head)
        self._rows.addWidget(self._page, 1)
        follow_font(self, self._space)

    def _space(self) -> None:
        self._head.setSpacing(scaled(WIDE, self))
        self._then.setSpacing(scaled(GAP, self))
        self._page.rows.setSpacing(scaled(PAD, self))
        self._rows.setContentsMargins(*[scaled(WIDE, self)] * 4)
        self._rows.setSpacing(scaled(PAD, self))

    def show_on_other_screen(self) -> bool:
        """Fill a screen that the main window isn't on, from now on also one that is plugged in later.

        False, and nothing is shown, where there is none.
        """
        self._since.start()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self._follow_screens)
            app.screenRemoved.connect(self._follow_screens)
        self._follow_screens()
        return self.isVisible()

    def _follow_screens(self) -> None:
        other = self._other_screen()
        if other is None:
            self.hide()  # on the only screen it would lie over what everybody looks at
            return
        self.setScreen(other)
        self.setGeometry(other.availableGeometry())
        self.show()
        self._main.activateWindow()
        self._tick()
        self._timer.start()

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

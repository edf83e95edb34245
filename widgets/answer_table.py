"""The table below windows that stand side by side: how long each stood still, when it answered each click."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.core.window_answers import WindowAnswers
from widgets.duration import duration
from widgets.theme import WIDE, Role, scaled, set_role

_SLOW_NS = 100_000_000  # from here on people notice


class AnswerTable(QWidget):
    """A column per window: longest freeze, heartbeat, each click and when it was answered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)

    def clear(self) -> None:
        """Show nothing."""
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()

    def show_answers(self, windows: Sequence[tuple[str, WindowAnswers | None]]) -> None:
        """(title, what is known) of each window."""
        self.clear()
        known = [(title, answers) for title, answers in windows if answers is not None]
        if not known:
            self._put(0, 0, self.tr("After the runs: when each window answered."), "muted")
            return
        rows = [self.tr("longest freeze"), self.tr("99 % of the time it answers within")]
        clicks = max(len(answers.clicks) for _, answers in known)
        answered = (
            self.tr("About answered after") if clicks < 2 else self.tr("click {0} on About answered after")
        )
        rows += [answered.format(number + 1) for number in range(clicks)]
        for row, words in enumerate(rows, 1):
            self._put(row, 0, words, "muted")
        for place, (title, answers) in enumerate(known, 1):
            self._put(0, place, title, "small")
            self._put_length(1, place, answers.longest_freeze_ns)
            self._put_length(2, place, answers.heartbeat_p99_ns)
            for row, click in enumerate(answers.clicks, 3):
                if click.answered_ns is None:
                    self._put(row, place, self.tr("waiting …"), "bad")
                else:
                    self._put_length(row, place, click.waited_ns)
        self._grid.setColumnStretch(len(known) + 1, 1)

    def cells(self) -> list[list[str]]:
        """What is shown, row by row."""
        rows = []
        for row in range(self._grid.rowCount()):
            items = [self._grid.itemAtPosition(row, column) for column in range(self._grid.columnCount())]
            widgets = [item.widget() for item in items if item is not None]
            rows.append([widget.text() for widget in widgets if isinstance(widget, QLabel)])
        return [row for row in rows if row]

    def _put_length(self, row: int, column: int, length_ns: int | None) -> None:
        slow = length_ns is not None and length_ns >= _SLOW_NS
        words = "–" if length_ns is None else duration(length_ns)
        self._put(row, column, words, "bad" if slow else None)

    def _put(self, row: int, column: int, words: str, role: Role | None) -> None:
        label = QLabel(words)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setContentsMargins(0, 0, scaled(WIDE), 0)
        set_role(label, role)
        self._grid.addWidget(label, row, column)

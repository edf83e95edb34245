"""The honest stopwatch: one bar of phases that add up to the wall time, beside what the program printed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.folds.phases import Phase, PhaseName
from app.core.typing import override
from widgets.duration import duration
from widgets.palette import LANE_COLOURS, Palette
from widgets.theme import GAP, PAD, SMALL, current_palette, scaled


class Stopwatch(QWidget):
    """The bar and its words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phases: list[Phase] = []
        self._printed = ""
        self._palette = current_palette()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_phases(self, phases: Sequence[Phase], printed: str) -> None:
        """Show these; `printed`: the time that the program itself printed, as it stands there, or nothing."""
        self._phases = [phase for phase in phases if phase.ns]
        self._printed = printed
        self.setAccessibleName(self.words())
        self.setToolTip(self.words())
        self.update()

    def reword(self, say: Callable[[str], str]) -> None:
        """Tell the same in another language."""
        self.set_phases(self._phases, self._printed)

    def words(self) -> str:
        """All that is shown, as text."""
        parts = [f"{self._word(phase.name)} {duration(phase.ns)}" for phase in self._phases]
        whole = self.tr("together {0}").format(duration(sum(phase.ns for phase in self._phases)))
        return " · ".join([*parts, whole, *([self._said()] if self._printed else [])])

    def set_palette_colours(self, palette: Palette) -> None:
        """Paint in these colours."""
        self._palette = palette
        self.update()

    def _said(self) -> str:
        return self.tr("the program printed {0}").format(self._printed)

    def _word(self, name: PhaseName) -> str:
        return {
            "start": self.tr("start"),
            "children": self.tr("start of children"),
            "hand_over": self.tr("hand over"),
            "work": self.tr("work"),
            "wait": self.tr("wait"),
            "collect": self.tr("collect"),
        }[name]

    def _colour(self, name: PhaseName) -> str:
        lanes = LANE_COLOURS[self._palette.name]
        return {
            "start": lanes[3 % len(lanes)],
            "children": lanes[4 % len(lanes)],
            "hand_over": self._palette.queue_edge,
            "work": self._palette.running,
            "wait": self._palette.still,
            "collect": self._palette.lock_edge,
        }[name]

    @override
    def sizeHint(self) -> QSize:
        return QSize(scaled(300, self), scaled(20 + SMALL, self) + 2 * self.fontMetrics().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """The bar, below it the words in lines, a square of its colour before each."""
        whole = sum(phase.ns for phase in self._phases)
        if not whole:
            return
        painter = QPainter(self)
        height, x = scaled(18, self), 0.0
        for phase in self._phases:
            wide = phase.ns / whole * self.width()
            painter.fillRect(QRectF(x, 0, max(wide, 1), height), QColor(self._colour(phase.name)))
            x += wide
        metrics, left, top = self.fontMetrics(), 0, height + scaled(SMALL, self)
        side = scaled(GAP, self)
        entries = [
            (f"{self._word(phase.name)} {duration(phase.ns)}", self._colour(phase.name))
            for phase in self._phases
        ]
        if self._printed:
            entries.append((self._said(), self._palette.text))
        for words, colour in entries:
            advance = side + scaled(SMALL, self) + metrics.horizontalAdvance(words)
            if left and left + advance > self.width():
                left, top = 0, top + metrics.height()
            square = QRectF(left, top + (metrics.height() - side) / 2, side, side)
            painter.fillRect(square, QColor(colour))
            painter.setPen(QColor(self._palette.text))
            place = QRectF(square.right() + scaled(SMALL, self), top, advance, metrics.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
            left += advance + scaled(PAD, self)

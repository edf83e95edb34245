"""A key to the colours of the timeline, in words: for the page that a class sees first."""

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.core.events import State
from app.core.typing import override
from widgets.flow_layout import FlowLayout
from widgets.palette import Palette
from widgets.theme import GAP, PAD, current_palette, scaled, set_role


class StateKey(QWidget):
    """Swatches with a word each, that wrap."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        words = {
            State.RUNNING: self.tr("it runs"),
            State.SLEEP: self.tr("it sleeps"),
            State.LOCK: self.tr("it waits for a lock or a signal"),
            State.GET: self.tr("it waits for data"),
            State.JOIN: self.tr("it waits for another to end"),
        }
        for state, text in words.items():
            self._flow.addWidget(_Entry(state, text))
        self._arrange()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Distances follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def _arrange(self) -> None:
        self._flow.set_gap(scaled(PAD, self))


class _Entry(QLabel):
    """A swatch with the state's edge, and its word."""

    def __init__(self, state: State, text: str) -> None:
        super().__init__(text)
        self._state = state
        self._palette = current_palette()
        set_role(self, "small")

    def set_palette_colours(self, palette: Palette) -> None:
        """Paint in these colours."""
        self._palette = palette
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Room for both."""
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self.text()) + self._indent(), metrics.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Swatch and word."""
        painter = QPainter(self)
        side = QFontMetrics(self.font()).height() * 0.6
        swatch = QRectF(0, (self.height() - side) / 2, side * 1.8, side)
        painter.fillRect(swatch, QColor(self._palette.fills[self._state]))
        edge = self._palette.edges.get(self._state)
        if edge:
            painter.fillRect(swatch.adjusted(0, side - 2, 0, 0), QColor(edge))
        painter.setPen(QColor(self._palette.muted))
        painter.drawText(self.rect().adjusted(self._indent(), 0, 0, 0), self.alignment(), self.text())

    def _indent(self) -> int:
        return round(QFontMetrics(self.font()).height() * 1.1) + scaled(GAP, self)

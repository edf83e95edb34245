"""A minute of a few numbers as curves, with the newest value of each in words. Imports pyqtgraph: import it late."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QGraphicsItem, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.core.typing import override
from widgets.elided_label import ElidedLabel
from widgets.flow_layout import FlowLayout
from widgets.palette import LANE_COLOURS, Palette
from widgets.ring import Ring
from widgets.style_sheet import CAPTION as SMALL_TEXT
from widgets.theme import GAP, SMALL, current_palette, scaled, set_role
from widgets.time_ticks import whole_ticks

HISTORY_S = 60
PER_S = 10
_LINES_APART = 2.5  # of text, from one number at the left to the next
_AFTER_S = 3  # room for the right half of the word at the newest

#: More curves than this can't be told apart.
MOST_CURVES = 6

#: What tells curves apart beside their colours.
_STYLES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DashDotDotLine,
    Qt.PenStyle.CustomDashLine,
)
_LONG_DASHES = [8, 6]  # of the last, in widths of the pen


class Scale(NamedTuple):
    """The height of a graph: at least `least`, in `unit`; where `fixed`, never more."""

    least: float
    unit: str
    fixed: bool = False


class HistoryGraph(QWidget):
    """A title, a key with the newest values, and the curves of the last minute."""

    def __init__(self, title: str, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._top = scale.least
        self._palette = current_palette()
        self._lines: dict[str, _Line] = {}
        self._title = QLabel(title.upper())
        set_role(self._title, "caption")
        self._none = QLabel(self.tr("a curve appears once a program runs"))
        set_role(self._none, "small")
        self._times = np.arange(-HISTORY_S * PER_S + 1, 1, dtype=float) / PER_S
        self._plot = _Plot(scale)
        self._head = FlowLayout()
        self._head.addWidget(self._title)
        self._head.addWidget(self._none)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(SMALL)
        rows.addLayout(self._head)
        rows.addWidget(self._plot, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(title)
        self._look()
        self.set_palette_colours(self._palette)

    def add(self, values: Mapping[str, float | None]) -> None:
        """The newest value by name (None: not known); a name that is new gets a curve, one that is missing ends."""
        for name, value in values.items():
            if value is not None and name not in self._lines and len(self._lines) < MOST_CURVES:
                self._lines[name] = self._new_line(name)
        for name, line in self._lines.items():
            value = values.get(name)
            line.ring.add(np.nan if value is None else value)
            line.value = value
        self._forget_ended()
        self._look()

    def redraw(self) -> None:
        """Draw what was added."""
        top = self._scale.least
        for line in self._lines.values():
            heights = line.ring.values()
            known = np.isfinite(heights)
            first = int(known.argmax()) if known.any() else len(heights)
            if not self._scale.fixed and first < len(heights):
                top = max(top, float(np.nanmax(heights[first:])) * 1.15)
            whole = bool(known[first:].all())  # a curve without gaps is drawn at half the price
            line.curve.setData(
                self._times[first:],
                heights[first:],
                connect="all" if whole else "finite",
                skipFiniteCheck=whole,
            )
        if top > self._top or top < self._top / 2:
            self._top = top
            self._plot.set_top(top)

    def tell(self) -> None:
        """Say the newest values in words: dearer than drawing, and nobody reads ten a second."""
        for line in self._lines.values():
            line.entry.set_words(f"{line.name}: {self._words(line.value)}")
        told = ", ".join(f"{name}: {self._words(line.value)}" for name, line in self._lines.items())
        self.setAccessibleDescription(told)

    def clear(self) -> None:
        """Forget everything."""
        for line in self._lines.values():
            self._plot.forget(line)
            line.entry.deleteLater()
        self._lines.clear()
        self._look()

    def _look(self) -> None:
        """Either the key or what stands in for it."""
        self._none.setVisible(not self._lines)

    def reword(self, say: Callable[[str], str]) -> None:
        """Put names of curves and the words of the axis into another language."""
        self._lines = {say(name): line for name, line in self._lines.items()}
        for name, line in self._lines.items():
            line.name = name
        self._plot.say_times()
        self.tell()

    def names(self) -> Sequence[str]:
        """The curves that are there."""
        return list(self._lines)

    def set_palette_colours(self, palette: Palette) -> None:
        """Draw in these colours, and in the size of letters in force."""
        self._palette = palette
        self._head.set_gap(scaled(GAP))
        self.setMinimumHeight(scaled(84))
        self._plot.set_palette_colours(palette)
        for line in self._lines.values():
            line.dress(palette)

    def _new_line(self, name: str) -> "_Line":
        taken = {line.place for line in self._lines.values()}
        place = next(place for place in range(MOST_CURVES) if place not in taken)
        line = _Line(name, place, self._palette)
        self._head.addWidget(line.entry)
        self._plot.take(line)
        return line

    def _forget_ended(self) -> None:
        """A curve of which a minute holds no value any more goes."""
        for name, line in list(self._lines.items()):
            if line.value is None and not np.isfinite(line.ring.values()).any():
                self._plot.forget(line)
                line.entry.deleteLater()
                del self._lines[name]

    def _words(self, value: float | None) -> str:
        if value is None:
            return "–"
        digits = 0 if value >= 100 or self._scale.unit == "%" else 1
        return f"{value:,.{digits}f} {self._scale.unit}".rstrip()


class _Line:
    """One curve: its values, its pen, its entry in the key."""

    def __init__(self, name: str, place: int, palette: Palette) -> None:
        self.name = name
        self.place = place
        self.ring = Ring(HISTORY_S * PER_S)
        self.value: float | None = None
        self.curve: Any = pg.PlotCurveItem()
        self.entry = _KeyEntry()
        self.dress(palette)

    def dress(self, palette: Palette) -> None:
        colours = LANE_COLOURS[palette.name]
        pen: QPen = pg.mkPen(colours[self.place % len(colours)], width=1, style=_STYLES[self.place])
        if pen.style() == Qt.PenStyle.CustomDashLine:
            pen.setDashPattern(_LONG_DASHES)
        self.curve.setPen(pen)
        self.entry.set_pen(pen)


class _KeyEntry(QWidget):
    """A piece of a curve and its words. It never asks for less room, so that the key stands still."""

    def __init__(self) -> None:
        super().__init__()
        self._pen = QPen()
        self._widest = 0  # pixels, at the size of letters in force
        self._words = ElidedLabel()
        set_role(self._words, "small")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._words)

    def set_pen(self, pen: QPen) -> None:
        self._pen = pen
        self._widest = 0
        self._row.setContentsMargins(scaled(22), 0, scaled(GAP), 0)
        self.update()

    def set_words(self, words: str) -> None:
        self._words.setText(words)

    @override
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        self._widest = max(self._widest, hint.width())
        return QSize(self._widest, hint.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._pen)
        middle = self.height() // 2
        painter.drawLine(0, middle, scaled(17), middle)


class _Plot(pg.PlotWidget):  # type: ignore[misc]
    """The curves over the seconds of the last minute."""

    _top = 0.0

    def __init__(self, scale: Scale) -> None:
        super().__init__(None)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._item: Any = self.getPlotItem()
        self._item.hideButtons()
        self._item.setMenuEnabled(False)
        self._item.setMouseEnabled(False, False)
        self._view: Any = self._item.getViewBox()
        self._view.setDefaultPadding(0)
        self._view.disableAutoRange()
        self._axes: list[Any] = [self._item.getAxis(side) for side in ("left", "bottom")]
        self.say_times()
        for axis in self._axes:  # they change far more seldom than the curves
            axis.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self._view.setXRange(-HISTORY_S - 1, _AFTER_S, padding=0)
        self.set_top(scale.least)

    def say_times(self) -> None:
        """The words of the time axis, in the language in force."""
        seconds = self.tr("{0} s")
        whole, half = seconds.format(HISTORY_S), seconds.format(HISTORY_S // 2)
        self._now = self.tr("now")
        self._axes[1].setTicks([[(-HISTORY_S, whole), (-HISTORY_S / 2, half), (0, self._now)], []])

    def set_top(self, top: float) -> None:
        self._top = top
        self._view.setYRange(-top / 40, top * 1.04, padding=0)
        self._set_heights()

    def _set_heights(self) -> None:
        """Numbers beside the curves, as many as have room one above the other."""
        most = self.height() / (_LINES_APART * self.fontMetrics().height())
        self._axes[0].setTicks([whole_ticks(self._top, most), []])

    @override
    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if self._top:  # pyqtgraph calls this while it makes itself
            self._set_heights()

    def take(self, line: _Line) -> None:
        self._item.addItem(line.curve)

    def forget(self, line: _Line) -> None:
        self._item.removeItem(line.curve)

    def set_palette_colours(self, palette: Palette) -> None:
        self.setBackground(palette.window)  # a ground of its own: below a clear one all is painted anew
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * SMALL_TEXT)
        for axis in self._axes:
            axis.setPen(pg.mkPen(palette.hairline))
            axis.setTextPen(pg.mkPen(palette.muted))
            axis.setTickFont(font)
            axis.setStyle(tickLength=-3, autoExpandTextSpace=False, maxTickLevel=0)
        # Half of the last word is right of its tick, half of the highest number above its own.
        metrics = QFontMetricsF(font)
        beside, above = metrics.horizontalAdvance(self._now) / 2, metrics.height() / 2
        self._item.layout.setContentsMargins(1, 1 + round(above), 1 + round(beside), 1)
        self._axes[1].setStyle(hideOverlappingLabels=scaled(40))  # how far words may stand out
        self._set_heights()
        self._axes[0].setWidth(scaled(40))
        self._axes[1].setHeight(scaled(20))

    @override
    def sizeHint(self) -> QSize:
        return QSize(scaled(240), scaled(80))

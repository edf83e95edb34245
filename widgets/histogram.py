"""How often which value came out, one row of bars a program over one axis. Imports pyqtgraph: import it late."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.core.typing import override
from widgets.empty_words import QuietWords
from widgets.histogram_bins import counts, edges
from widgets.palette import LANE_COLOURS, Palette
from widgets.style_sheet import CAPTION as SMALL_TEXT
from widgets.theme import SMALL, current_palette, scaled, set_role
from widgets.time_ticks import whole_ticks

_LINES_APART, _WORDS_APART = 2.5, 1.5  # of a number's own size, from one to the next


@dataclass(frozen=True, slots=True)
class Series:
    """What one program came to, a value each run."""

    title: str
    values: Sequence[float] = field(default_factory=list)


class Histogram(QWidget):
    """Rows of bars, the axis below the last.

    Signals:
        bar_chosen(int, float, float): a click on a bar: the row, and the values from (with) and to (without).
    """

    bar_chosen = Signal(int, float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._series: list[Series] = []
        self._rows: list[_Row] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(scaled(SMALL, self))
        self._axis = ""
        self._empty = QuietWords(
            self.tr("How often each result came out appears here, a row for each program.")
        )
        self._column.addWidget(self._empty, 1)

    def set_series(self, series: Sequence[Series], axis: str) -> None:
        """Show these; `axis`: what the values are."""
        self._series, self._axis = list(series), axis
        self._empty.setVisible(not self._series)
        while len(self._rows) < len(self._series):
            row = _Row(len(self._rows))
            row.chosen.connect(self.bar_chosen)
            self._rows.append(row)
            self._column.addWidget(row, 1)
        while len(self._rows) > len(self._series):
            row = self._rows.pop()
            self._column.removeWidget(row)
            row.deleteLater()
        self._draw()

    def reword(self, say: Callable[[str], str]) -> None:
        """Put titles and the axis into another language."""
        self._axis = say(self._axis)
        self._series = [replace(each, title=say(each.title)) for each in self._series]
        if self._series:
            self._draw()

    def bars(self, row: int) -> list[tuple[float, float, int]]:
        """The bars of a row that aren't empty: from, to, how many."""
        return self._rows[row].bars()

    def set_palette_colours(self, palette: Palette) -> None:
        """Draw in these colours."""
        for row in self._rows:
            row.set_palette_colours(palette)

    def _draw(self) -> None:
        bounds = edges([value for series in self._series for value in series.values])
        numbers = [counts(series.values, bounds) for series in self._series]
        top = max((int(each.max()) for each in numbers if len(each)), default=1) or 1
        for row, series, heights in zip(self._rows, self._series, numbers, strict=True):
            last = series is self._series[-1]
            row.show_bars(series, bounds, heights, top, self._axis if last else "")
        said = [
            f"{series.title}: "
            + ", ".join(
                f"{(low + high) / 2:g} × {count}" for low, high, count in self._rows[place].bars()[:20]
            )
            for place, series in enumerate(self._series)
        ]
        self.setAccessibleDescription("; ".join(said))


class _Row(QWidget):
    """One program: its title with the count of runs, and the bars."""

    chosen = Signal(int, float, float)

    def __init__(self, place: int) -> None:
        super().__init__()
        self._place = place
        self._bounds = np.array([0.0, 1.0])
        self._heights = np.zeros(1, int)
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._title, "heading")
        self._plot = _Bars()
        self._plot.clicked_at.connect(self._clicked)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(scaled(SMALL, self))
        rows.addWidget(self._title)
        rows.addWidget(self._plot, 1)
        self.set_palette_colours(current_palette())

    def show_bars(self, series: Series, bounds: Any, heights: Any, top: int, axis: str) -> None:
        self._bounds, self._heights = bounds, heights
        values = np.asarray(series.values, float)
        words = f"{series.title} · {len(values)}"
        if len(values):
            words += f" · {values.min():.4g} – {values.max():.4g}"
        self._title.setText(words)
        self._plot.show_bars(bounds, heights, top, axis)

    def bars(self) -> list[tuple[float, float, int]]:
        rows = zip(self._bounds[:-1], self._bounds[1:], self._heights, strict=True)
        return [(float(low), float(high), int(count)) for low, high, count in rows if count]

    def set_palette_colours(self, palette: Palette) -> None:
        colours = LANE_COLOURS[palette.name]
        self.setMinimumHeight(scaled(130))
        self._plot.dress(palette, colours[self._place % len(colours)])

    def _clicked(self, value: float) -> None:
        place = int(np.searchsorted(self._bounds, value, side="right")) - 1
        if 0 <= place < len(self._heights) and self._heights[place]:
            self.chosen.emit(self._place, float(self._bounds[place]), float(self._bounds[place + 1]))


class _Bars(pg.PlotWidget):  # type: ignore[misc]
    """The bars over their axis.

    Signals:
        clicked_at(float): a click, as a value of the axis.
    """

    clicked_at = Signal(float)

    _top = 0

    def __init__(self) -> None:
        super().__init__(None)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._item: Any = self.getPlotItem()
        self._item.hideButtons()
        self._item.setMenuEnabled(False)
        self._item.setMouseEnabled(False, False)
        self._view: Any = self._item.getViewBox()
        self._view.disableAutoRange()
        self._bars: Any = pg.BarGraphItem(x0=[0.0], x1=[1.0], y0=0, y1=[0.0])
        self._item.addItem(self._bars)
        self._bounds: Any = np.array([0.0, 1.0])

    def show_bars(self, bounds: Any, heights: Any, top: int, axis: str) -> None:
        gap = (bounds[1:] - bounds[:-1]) * 0.06
        self._bars.setOpts(x0=bounds[:-1] + gap, x1=bounds[1:] - gap, y0=0, y1=heights)
        room = float(bounds[-1] - bounds[0]) * 0.02
        self._view.setXRange(float(bounds[0]) - room, float(bounds[-1]) + room, padding=0)
        self._view.setYRange(0, top * 1.06, padding=0)
        self._top, self._bounds = top, bounds
        self._set_ticks()
        self._item.setLabel("bottom", axis) if axis else self._item.showLabel("bottom", False)

    def _set_ticks(self) -> None:
        """Numbers of runs as many as have room; a number below each bar where bars are few whole numbers."""
        metrics = QFontMetricsF(self._item.getAxis("left").style["tickFont"] or self.font())
        most = self.height() / (_LINES_APART * metrics.height())
        self._item.getAxis("left").setTicks([whole_ticks(self._top, most), []])
        values = (self._bounds[:-1] + self._bounds[1:]) / 2
        words = [f"{value:g}" for value in values]
        wide = max(map(metrics.horizontalAdvance, words)) * _WORDS_APART
        few = bool((values == np.round(values)).all()) and len(values) * wide < self.width()
        ticks = [list(zip(values.tolist(), words, strict=True)), []] if few else None
        self._item.getAxis("bottom").setTicks(ticks)

    @override
    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if self._top:  # pyqtgraph calls this while it makes itself
            self._set_ticks()

    def dress(self, palette: Palette, colour: str) -> None:
        self.setBackground(palette.card)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * SMALL_TEXT)
        self._bars.setOpts(brush=pg.mkBrush(colour), pen=pg.mkPen(None))
        for side in ("left", "bottom"):
            axis = self._item.getAxis(side)
            axis.setPen(pg.mkPen(palette.hairline))
            axis.setTextPen(pg.mkPen(palette.muted))
            axis.setStyle(tickLength=-3, maxTickLevel=0)
            axis.setTickFont(font)
            axis.label.setFont(font)
        self._item.getAxis("left").setWidth(scaled(40))
        self._set_ticks()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the click: pyqtgraph would pan."""
        if event.button() == Qt.MouseButton.LeftButton:
            point: QPointF = self._view.mapSceneToView(self.mapToScene(event.position().toPoint()))
            self.clicked_at.emit(point.x())
        event.accept()

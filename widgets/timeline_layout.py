"""Where everything of a timeline stands, from the size of the widget and of its font alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from widgets.timeline_lanes import LaneList
from widgets.timeline_raster import BarShape

_WIDEST_NAMES = 0.3  # of the widget
_SMALL_FONT = 0.86
NOTE_SIZE = 0.86  # of a note behind a name, to the name
# Shares of the height of a line of text.
_PITCH, _TIGHT_PITCH, _BAR = 1.36, 0.76, 0.64
_RULE = 0.55
_INDENT = 0.8
_KEPT_LANES = 3  # before there is a legend
_MOST_LEGEND = 0.2  # of the height


@dataclass(frozen=True, slots=True, eq=False)  # numbers in arrays: it is compared by identity
class Layout:
    """Lengths in logical pixels; those of lanes in whole pixels of the screen, `ratio` to a logical one.

    Lanes are placed in `area`; the first begins `scroll` screen pixels above it.
    """

    ratio: float
    width: float
    height: float
    area: QRectF  # where bars are drawn
    names: QRectF  # the column of names
    axis_y: float
    tick: float
    legend: QRectF
    legend_lines: int
    font: QFont  # of names
    small: QFont  # of axis and legend
    bold: QFont  # of the time at the cursor
    columns: int  # screen pixels across
    rows: int  # screen pixels of the lanes' area
    pitch: int
    shape: BarShape
    tops: npt.NDArray[np.int64]
    gap: int  # of a hairline
    content: int  # screen pixels that all lanes take
    indent: float

    @property
    def bottom(self) -> float:
        """Where the lanes end, in logical pixels, if they aren't scrolled."""
        return min(self.area.bottom(), self.area.top() + (self.content + self.pitch // 3) / self.ratio)

    @property
    def overflow(self) -> int:
        """Screen pixels of lanes that don't fit: how far one can scroll."""
        return max(self.content - self.rows, 0)

    def lanes_in_sight(self, scroll: int) -> range:
        """Indices of the lanes of which something is in the area."""
        first = int(self.tops.searchsorted(scroll - self.pitch, "right"))
        last = int(self.tops.searchsorted(scroll + self.rows))
        return range(first, last)

    def bar_top(self, index: int, scroll: int) -> int:
        """The first row of a lane's bar, in screen pixels from the top of the area."""
        return int(self.tops[index]) - scroll + (self.pitch - self.shape.height) // 2

    def stripe(self, index: int, scroll: int) -> QRectF:
        """The stripe of a lane over the whole width, in logical pixels."""
        y = self.area.top() + (int(self.tops[index]) - scroll) / self.ratio
        return QRectF(self.names.left(), y, self.area.right() - self.names.left(), self.pitch / self.ratio)

    def lane_at(self, y: float, scroll: int) -> int | None:
        """Index of the lane at a height."""
        if not self.area.top() <= y < self.area.bottom():
            return None
        row = (y - self.area.top()) * self.ratio + scroll
        index = int(self.tops.searchsorted(row, "right")) - 1
        return index if index >= 0 and row < self.tops[index] + self.pitch else None


def sized(font: QFont, factor: float, weight: QFont.Weight | None = None) -> QFont:
    """The same font in another size or weight."""
    other = QFont(font)
    if font.pointSizeF() > 0:
        other.setPointSizeF(font.pointSizeF() * factor)
    else:
        other.setPixelSize(max(round(font.pixelSize() * factor), 1))
    if weight is not None:
        other.setWeight(weight)
    return other


def small_font(font: QFont) -> QFont:
    """The font of axis, labels and legend."""
    return sized(font, _SMALL_FONT)


class NameWidths:
    """Measures names in one font; each text once, since thousands of lanes come one by one."""

    def __init__(self, font: QFont) -> None:
        self._metrics, self._small = QFontMetricsF(font), QFontMetricsF(sized(font, NOTE_SIZE))
        self._texts: dict[str, float] = {}

    def widest(self, lanes: LaneList) -> float:
        """What the names take, notes and indents included."""
        texts, indent, widest = self._texts, _INDENT * self._metrics.height(), 0.0
        for name in lanes.names:
            width = texts.get(name.text)
            if width is None:
                width = texts[name.text] = self._metrics.horizontalAdvance(name.text)
            if name.note:
                width += self._small.horizontalAdvance(name.note) + self._metrics.averageCharWidth()
            widest = max(widest, width + name.indent * indent)
        return widest


def name_width(lanes: LaneList, font: QFont) -> float:
    """What the names take, notes and indents included."""
    return NameWidths(font).widest(lanes)


def arrange(
    width: float,
    height: float,
    ratio: float,
    font: QFont,
    lanes: LaneList,
    names: float,
    legend_lines: int,
    scroll_bar: float,
) -> Layout:
    """Divide the widget; `names`: what `name_width` says, `scroll_bar`: the width of one if it is needed."""
    text = QFontMetricsF(font)
    small = small_font(font)
    small_text = QFontMetricsF(small)
    margin = text.height() * 0.5
    line = text.height() * ratio
    axis_y = round(margin * 0.6 + small_text.height() * 1.2)
    tick = max(round(small_text.height() * 0.28), 3)
    top = round(axis_y + tick + small_text.height() * 1.3)
    # The lanes come first: in a small widget the legend has fewer lines, or none.
    wanted = min(len(lanes), _KEPT_LANES) * text.height() * _PITCH + margin
    legend_line = small_text.height() * 1.45
    most = min(max(int(height * _MOST_LEGEND / legend_line), 1), int((height - top - wanted) / legend_line))
    legend_lines = max(min(legend_lines, most), 0)
    legend_height = legend_lines * legend_line
    bottom = max(round(height - legend_height - margin * (1.0 if legend_lines else 0.6)), top)
    rows = max(round((bottom - top) * ratio), 0)
    pitch, gap = _pitch(len(lanes), lanes.rules, rows, line)
    tops = lanes.tops(pitch, gap)
    content = int(tops[-1]) + pitch if len(tops) else 0
    shrink = min(1.0, pitch / line * 0.98)
    column = min(names * shrink + text.averageCharWidth() * 2.2, width * _WIDEST_NAMES)
    left = round((margin + column) * ratio) / ratio if len(lanes) else margin
    bar_room = scroll_bar if content > rows else 0
    columns = max(int((width - left - max(margin * 1.6, bar_room + margin * 0.6)) * ratio), 1)
    share = _BAR if pitch >= line else _BAR + 0.1
    bar = max(round(pitch * share), 2)
    named = sized(font, shrink)
    return Layout(
        ratio=ratio,
        width=width,
        height=height,
        area=QRectF(left, top, columns / ratio, rows / ratio),
        names=QRectF(margin, top, max(left - margin - text.averageCharWidth() * 1.2, 0), rows / ratio),
        axis_y=axis_y,
        tick=tick,
        legend_lines=legend_lines,
        legend=QRectF(margin, height - legend_height - margin * 0.5, width - 2 * margin, legend_height),
        font=named,
        small=small,
        bold=sized(small, 1.0, QFont.Weight.DemiBold),
        columns=columns,
        rows=rows,
        pitch=pitch,
        shape=_shape(bar, line),
        tops=tops,
        gap=gap,
        content=content,
        indent=_INDENT * text.height(),
    )


def _pitch(lanes: int, rules: int, rows: int, line: float) -> tuple[int, int]:
    """Height of a lane and of a hairline's gap: comfortable, or as tight as needed and still legible."""
    units = lanes + rules * _RULE / _PITCH
    pitch = int(max(min(line * _PITCH, rows / units if units else line), line * _TIGHT_PITCH))
    return max(pitch, 3), int(max(pitch, 3) * _RULE / _PITCH)


def _shape(bar: int, line: float) -> BarShape:
    edge = max(round(line * 0.12), 1)
    edge = min(edge, bar // 3)
    return BarShape(bar, max(edge // 2, min(1, bar // 3)), edge, min(max(round(line * 0.12), 1), bar // 3))

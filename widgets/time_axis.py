"""The time axis above the lanes, drawn: line, ticks, labels."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from widgets.palette import Palette
from widgets.time_ticks import ticks
from widgets.time_window import TimeWindow


@dataclass(frozen=True, slots=True)
class AxisPlace:
    """Where the axis is drawn, in logical pixels: its line at `y` from `left` to `right`."""

    left: float
    right: float
    y: float
    tick: float  # length of a tick
    names_left: float  # of the column of names, where the base is written


def draw_axis(
    painter: QPainter, place: AxisPlace, window: TimeWindow, font: QFont, palette: Palette, furthest: float
) -> None:
    """Draw line, ticks and labels; no label crosses `furthest` (where the widget ends) or another label."""
    metrics = QFontMetricsF(font)
    width = place.right - place.left
    if width <= 0:
        return
    spacing = max(metrics.horizontalAdvance("000.0 ms") * 1.75, 24)
    found = ticks(window.start_ns, window.end_ns, window.length_ns * spacing / width)
    painter.setFont(font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(QRectF(place.left, place.y, width, 1), QColor(palette.hairline))
    top = place.y + place.tick + metrics.height() * 0.1
    free = place.names_left
    if found.base:
        painter.setPen(QColor(palette.text))
        advance = metrics.horizontalAdvance(found.base)
        x = max(place.left - advance - metrics.averageCharWidth() * 3, place.names_left)
        painter.drawText(QPointF(x, top + metrics.ascent()), found.base)
        free = x + advance + metrics.averageCharWidth()
    painter.setPen(QColor(palette.muted))
    for t_ns, label in zip(found.instants, found.labels, strict=True):
        x = place.left + window.pixel(t_ns) / window.pixels * width
        painter.fillRect(
            QRectF(round(x) - (round(x) >= place.right), place.y, 1, place.tick), QColor(palette.muted)
        )
        advance = metrics.horizontalAdvance(label)
        left = min(x - advance / 2, furthest - advance)
        if left >= free:
            painter.drawText(
                QRectF(left, top, advance + 1, metrics.height()), Qt.AlignmentFlag.AlignLeft, label
            )
            free = left + advance + metrics.averageCharWidth()

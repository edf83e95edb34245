"""What follows the pointer and the keys over a painted timeline: cursor line, rubber band, focus ring."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from app.core.bookmarks import Bookmark
from widgets.duration import instant
from widgets.palette import Palette
from widgets.time_window import TimeWindow
from widgets.timeline_layout import Layout


def draw_cursor(painter: QPainter, layout: Layout, window: TimeWindow, t_ns: int, palette: Palette) -> None:
    """A line over all lanes, and its time in a pill on the axis."""
    if not window.shows(t_ns):
        return
    metrics = QFontMetricsF(layout.bold)
    x = layout.area.left() + window.pixel(t_ns) / layout.ratio
    width = max(round(metrics.height() / 8), 1)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    line = QRectF(round(x - width / 2), layout.axis_y, width, layout.bottom - layout.axis_y)
    painter.fillRect(line, QColor(palette.accent))
    words = instant(t_ns, window.pixel_ns * 2)
    pill_width = metrics.horizontalAdvance(words) + metrics.height()
    pill_height = round(metrics.height() * 1.12)
    left = min(max(x - pill_width / 2, 1), layout.width - pill_width - 1)
    pill = QRectF(left, layout.axis_y + 2 - pill_height, pill_width, pill_height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.accent))
    painter.drawRoundedRect(pill, pill_height / 2.6, pill_height / 2.6)
    painter.setFont(layout.bold)
    painter.setPen(QColor(palette.on_accent))
    baseline = pill.center().y() + metrics.capHeight() / 2
    painter.drawText(QPointF(left + metrics.height() / 2, baseline), words)


def draw_bookmarks(
    painter: QPainter, layout: Layout, window: TimeWindow, bookmarks: Sequence[Bookmark], palette: Palette
) -> None:
    """A flag on the axis per bookmark, and its note beside it as far as the next one leaves room."""
    metrics = QFontMetricsF(layout.small)
    size = metrics.capHeight()
    shown = [
        (layout.area.left() + window.pixel(m.t_ns) / layout.ratio, m)
        for m in bookmarks
        if window.shows(m.t_ns)
    ]
    if not shown:
        return
    painter.setFont(layout.small)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    ends = [x for x, _ in shown[1:]] + [layout.area.right() + size]
    for (x, mark), end in zip(shown, ends, strict=True):
        top = layout.axis_y - size * 1.5
        painter.setPen(QPen(QColor(palette.accent), 1.2))
        painter.drawLine(QPointF(x, top), QPointF(x, layout.axis_y + layout.tick))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.accent))
        painter.drawPolygon(
            QPolygonF(
                [QPointF(x, top), QPointF(x + size * 0.9, top + size * 0.4), QPointF(x, top + size * 0.8)]
            )
        )
        words = metrics.elidedText(mark.note, Qt.TextElideMode.ElideRight, end - x - size * 2)
        if len(words) > 1:
            painter.setPen(QColor(palette.text))
            painter.drawText(QPointF(x + size * 1.3, top + size * 0.9), words)


def draw_band(painter: QPainter, layout: Layout, left: float, right: float, palette: Palette) -> None:
    """The stretch of time that is being chosen."""
    low, high = sorted((left, right))
    low, high = max(low, layout.area.left()), min(high, layout.area.right())
    colour = QColor(palette.accent)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(colour, 1))
    colour.setAlpha(40)
    painter.setBrush(colour)
    painter.drawRect(QRectF(round(low), layout.axis_y, round(high - low), layout.bottom - layout.axis_y))


def draw_focus(painter: QPainter, layout: Layout, palette: Palette) -> None:
    """The ring of a timeline that has the keyboard."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(QColor(palette.accent), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(1, 1, layout.width - 2, layout.height - 2), 5, 5)

"""How flows between lanes are drawn: a thin line that leaves to the right and arrives from the left."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from widgets.timeline_flows import ArrowKind

#: Where an arrow leaves and where it arrives.
Ends = tuple[QPointF, QPointF]

#: How arrows differ, without colours: who starts or hands over, what is passed on, who wakes, who ends.
Stroke = Literal["solid", "dashed", "dotted", "hollow"]
STROKES: dict[ArrowKind, Stroke] = {
    "start": "solid",
    "handover": "solid",
    "item": "dashed",
    "message": "dashed",
    "wake": "dotted",
    "signal": "dotted",
    "join": "hollow",
}
_DASHES: dict[Stroke, list[float]] = {"dashed": [4, 2.5], "dotted": [1, 2], "hollow": [2, 4]}


def draw_arrows(
    painter: QPainter, arrows: Iterable[Ends], size: float, colour: QColor, stroke: Stroke = "solid"
) -> None:
    """Draw arrows with heads `size` long."""
    lines, heads = QPainterPath(), QPainterPath()
    heads.setFillRule(Qt.FillRule.WindingFill)
    for start, end in arrows:
        if stroke == "hollow":
            _add_straight(lines, heads, start, end, size)
            continue
        neck = QPointF(end.x() - size, end.y())
        bend = max(size * 1.1, min(abs(neck.x() - start.x()) * 0.4, size * 4))
        lines.moveTo(start)
        lines.cubicTo(start.x() + bend, start.y(), neck.x() - bend, neck.y(), neck.x(), neck.y())
        heads.addEllipse(start, size / 5.5, size / 5.5)
        heads.addPolygon(
            QPolygonF([end, neck - QPointF(0, size * 0.48), neck + QPointF(0, size * 0.48), end])
        )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    pen = QPen(colour, max(size / 7, 1.0))
    solid = QPen(pen)
    if stroke in _DASHES:
        pen.setDashPattern(_DASHES[stroke])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(lines)
    painter.setPen(solid if stroke == "hollow" else Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush if stroke == "hollow" else colour)
    painter.drawPath(heads)


def _add_straight(
    lines: QPainterPath, heads: QPainterPath, start: QPointF, end: QPointF, size: float
) -> None:
    """A line up or down to the edge of a bar."""
    away = size * 0.6 if start.y() > end.y() else -size * 0.6
    neck = end + QPointF(0, away)
    lines.moveTo(start)
    lines.lineTo(neck)
    wing = QPointF(size * 0.34, 0)
    heads.addPolygon(QPolygonF([end, neck - wing, neck + wing, end]))


def draw_sign(painter: QPainter, place: QRectF, colour: QColor, stroke: Stroke = "solid") -> None:
    """The arrow as a legend shows it."""
    size = place.height() * 0.55
    start = QPointF(place.left(), place.top() + place.height() * 0.12)
    draw_arrows(
        painter, [(start, QPointF(place.right(), place.bottom() - size * 0.45))], size, colour, stroke
    )


def draw_cross(painter: QPainter, centre: QPointF, size: float, colour: QColor) -> None:
    """The sign of a lane that didn't end by itself."""
    half = size / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(colour, max(size / 5, 1.2), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(centre + QPointF(-half, -half), centre + QPointF(half, half))
    painter.drawLine(centre + QPointF(-half, half), centre + QPointF(half, -half))

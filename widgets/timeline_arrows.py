"""How flows between lanes are drawn: a thin line that leaves to the right and arrives from the left."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

#: Where an arrow leaves and where it arrives.
Ends = tuple[QPointF, QPointF]


def draw_arrows(painter: QPainter, arrows: Iterable[Ends], size: float, colour: QColor) -> None:
    """Draw arrows with heads `size` long."""
    lines, heads = QPainterPath(), QPainterPath()
    heads.setFillRule(Qt.FillRule.WindingFill)
    for start, end in arrows:
        neck = QPointF(end.x() - size, end.y())
        bend = max(size * 1.1, min(abs(neck.x() - start.x()) * 0.4, size * 4))
        lines.moveTo(start)
        lines.cubicTo(start.x() + bend, start.y(), neck.x() - bend, neck.y(), neck.x(), neck.y())
        heads.addEllipse(start, size / 5.5, size / 5.5)
        heads.addPolygon(
            QPolygonF([end, neck - QPointF(0, size * 0.48), neck + QPointF(0, size * 0.48), end])
        )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(colour, max(size / 7, 1.0)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(lines)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPath(heads)


def draw_sign(painter: QPainter, place: QRectF, colour: QColor) -> None:
    """The arrow as a legend shows it."""
    size = place.height() * 0.55
    start = QPointF(place.left(), place.top() + place.height() * 0.12)
    draw_arrows(painter, [(start, QPointF(place.right(), place.bottom() - size * 0.45))], size, colour)


def draw_cross(painter: QPainter, centre: QPointF, size: float, colour: QColor) -> None:
    """The sign of a lane that didn't end by itself."""
    half = size / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(colour, max(size / 5, 1.2), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(centre + QPointF(-half, -half), centre + QPointF(half, half))
    painter.drawLine(centre + QPointF(-half, half), centre + QPointF(half, -half))

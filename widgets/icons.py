"""The few icons of the lab, drawn by a painter so that they follow the palette and stay sharp at any size."""

from collections.abc import Callable
from typing import Literal, get_args

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPixmapCache, QPolygonF

IconName = Literal[
    "play",
    "stop",
    "pause",
    "copy",
    "save",
    "search",
    "folder",
    "reset",
    "close",
    "up",
    "down",
    "more",
    "check",
    "cross",
    "dash",
    "return",
    "bookmark",
    "present",
]
NAMES: tuple[IconName, ...] = get_args(IconName)

#: The side in pixels that the drawings below are made for, and the sides that are kept ready.
_SIDE = 16
_SIDES = (16, 20, 24, 32, 48, 64)


def icon(name: IconName, colour: str, disabled: str | None = None, beside: float = 0.0) -> QIcon:
    """`name` in `colour` (#rrggbb), and in `disabled` where its button is; sharp from 16 to 64 pixels.

    `beside`: the share of its side that is left free at its right.
    """
    result = QIcon()
    for side in _SIDES:
        result.addPixmap(_pixmap(name, colour, side, beside), QIcon.Mode.Normal)
        if disabled:
            result.addPixmap(_pixmap(name, disabled, side, beside), QIcon.Mode.Disabled)
    return result


def paint_icon(painter: QPainter, name: IconName, square: QRectF, colour: str) -> None:
    """Draw `name` into a square of a widget."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(square.topLeft())
    painter.scale(square.width() / _SIDE, square.height() / _SIDE)
    pen = QPen(QColor(colour), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _DRAWINGS[name](painter)
    painter.restore()


def _pixmap(name: IconName, colour: str, side: int, beside: float) -> QPixmap:
    pixmap = QPixmap(round(side * (1 + beside)), side)
    key = f"lab {name} {colour} {side} {beside}"
    if QPixmapCache.find(key, pixmap):  # each page has the same few icons
        return pixmap
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_icon(painter, name, QRectF(0, 0, side, side), colour)
    painter.end()
    QPixmapCache.insert(key, pixmap)
    return pixmap


def _line(painter: QPainter, *points: tuple[float, float]) -> None:
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))


def _solid(painter: QPainter, *points: tuple[float, float]) -> None:
    painter.setBrush(painter.pen().color())
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in points]))


def _play(painter: QPainter) -> None:
    _solid(painter, (4.5, 3.2), (4.5, 12.8), (12.6, 8))


def _stop(painter: QPainter) -> None:
    _solid(painter, (4, 4), (12, 4), (12, 12), (4, 12))


def _pause(painter: QPainter) -> None:
    _solid(painter, (4.5, 3.5), (6, 3.5), (6, 12.5), (4.5, 12.5))
    _solid(painter, (10, 3.5), (11.5, 3.5), (11.5, 12.5), (10, 12.5))


def _copy(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(5.5, 5.5, 8, 8), 1.5, 1.5)
    _line(painter, (3.5, 10.5), (2.5, 10.5), (2.5, 2.5), (10.5, 2.5), (10.5, 3.5))


def _save(painter: QPainter) -> None:
    _line(painter, (8, 2.5), (8, 10))
    _line(painter, (4.8, 7), (8, 10.2), (11.2, 7))
    _line(painter, (2.5, 11), (2.5, 13.5), (13.5, 13.5), (13.5, 11))


def _search(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(7, 7), 4.2, 4.2)
    _line(painter, (10.2, 10.2), (13.5, 13.5))


def _folder(painter: QPainter) -> None:
    path = QPainterPath(QPointF(2, 4.5))
    for x, y in ((2, 12.5), (14, 12.5), (14, 5.5), (8, 5.5), (6.5, 3.5), (2, 3.5), (2, 4.5)):
        path.lineTo(x, y)
    painter.drawPath(path)


def _reset(painter: QPainter) -> None:
    painter.drawArc(QRectF(3, 3, 10, 10), -150 * 16, 290 * 16)
    _line(painter, (3.2, 2.6), (3.4, 6.2), (7, 6))


def _close(painter: QPainter) -> None:
    _line(painter, (4, 4), (12, 12))
    _line(painter, (12, 4), (4, 12))


def _up(painter: QPainter) -> None:
    _line(painter, (4, 10), (8, 6), (12, 10))


def _down(painter: QPainter) -> None:
    _line(painter, (4, 6), (8, 10), (12, 6))


def _more(painter: QPainter) -> None:
    painter.setBrush(painter.pen().color())
    for x in (3.5, 8, 12.5):
        painter.drawEllipse(QPointF(x, 8), 0.6, 0.6)


def _check(painter: QPainter) -> None:
    _line(painter, (3.2, 8.4), (6.4, 11.6), (12.8, 4.6))


def _cross(painter: QPainter) -> None:
    _line(painter, (4, 4), (12, 12))
    _line(painter, (12, 4), (4, 12))


def _dash(painter: QPainter) -> None:
    _line(painter, (4, 8), (12, 8))


def _return(painter: QPainter) -> None:
    _line(painter, (13, 3.5), (13, 9), (3.5, 9))
    _line(painter, (6.5, 6), (3.5, 9), (6.5, 12))


def _bookmark(painter: QPainter) -> None:
    _line(painter, (4.5, 2.5), (11.5, 2.5), (11.5, 13.5), (8, 10.5), (4.5, 13.5), (4.5, 2.5))


def _present(painter: QPainter) -> None:
    _line(painter, (2, 3), (14, 3))
    painter.drawRect(QRectF(3, 3, 10, 7))
    _line(painter, (5, 14), (8, 10), (11, 14))


_DRAWINGS: dict[IconName, Callable[[QPainter], None]] = {
    "play": _play,
    "stop": _stop,
    "pause": _pause,
    "copy": _copy,
    "save": _save,
    "search": _search,
    "folder": _folder,
    "reset": _reset,
    "close": _close,
    "up": _up,
    "down": _down,
    "more": _more,
    "check": _check,
    "cross": _cross,
    "dash": _dash,
    "return": _return,
    "bookmark": _bookmark,
    "present": _present,
}

"""Who waits for whom at a moment: an arrow each; a ring of which none can go on is red, thick and dashed."""

from __future__ import annotations

import math
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.folds.at_moment import Waiting
from app.core.typing import override
from widgets.palette import Palette
from widgets.story_rows import Namer
from widgets.theme import current_palette, scaled
from widgets.timeline_layout import small_font
from widgets.wait_layout import WaitLayout, arrange_waits

_ROW = 30  # pixels at the base size
_RING_ROW = 44  # room for an arrow and its words between a lane and the one below
_SIDE = 10
_WIDEST = 150
_HEAD = 7


class WaitGraph(QWidget):
    """Lanes and arrows.

    Signals:
        lane_chosen(int): the actor on which somebody clicked.
    """

    lane_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = current_palette()
        self._waits: Sequence[Waiting] = ()
        self._ring: Sequence[int] = ()
        self._lane: Namer = str
        self._object: Namer = str
        self._layout = WaitLayout((), 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Who waits for whom"))

    def set_palette_colours(self, palette: Palette) -> None:
        """Draw with these colours from now on."""
        self._palette = palette
        self.update()

    def set_waits(
        self, waits: Sequence[Waiting], ring: Sequence[int], lane: Namer, object_name: Namer
    ) -> None:
        """Show these; `ring`: lanes that wait for each other all around, in that order."""
        self._waits, self._ring, self._lane, self._object = waits, ring, lane, object_name
        self._layout = arrange_waits({wait.waiter: wait.on for wait in waits}, ring)
        self._fit()

    def _fit(self) -> None:
        row = scaled(_RING_ROW if self._ring else _ROW, self)
        self.setFixedHeight(self._layout.rows * row + (scaled(_ROW, self) if self._layout.left_out else 0))
        self.update()

    # Places -------------------------------------------------------------------------------------------------

    def boxes(self) -> Mapping[int, QRectF]:
        """Where each lane's name stands."""
        metrics = QFontMetricsF(self.font())
        side = scaled(_SIDE, self)
        room = self.width() / max(self._layout.columns, 1) - 3 * side
        widest = max(min(scaled(_WIDEST, self), room), 4 * side)
        height = metrics.height() + side * 0.7
        used = self.height() - (scaled(_ROW, self) if self._layout.left_out else 0)
        found = {}
        for spot in self._layout.spots:
            width = min(metrics.horizontalAdvance(self._lane(spot.actor)) + 2 * side, widest)
            left = min(max(spot.x * self.width() - width / 2, 1), self.width() - width - 1)
            top = min(max(spot.y * used - height / 2, 1), used - height - 1)
            found[spot.actor] = QRectF(left, top, width, height)
        return found

    # Painting -----------------------------------------------------------------------------------------------

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, self.minimumHeight())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        # An exception that leaves an overridden paintEvent can crash the process (in `grab`, PySide6 6.11.3).
        try:
            with QPainter(self) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                self._paint(painter)
        except Exception:
            sys.excepthook(*sys.exc_info())

    def _paint(self, painter: QPainter) -> None:
        boxes = self.boxes()
        shown = [wait for wait in self._waits if wait.waiter in boxes and wait.on in boxes]
        paths = [(wait, self._path(wait, boxes)) for wait in shown]
        for wait, path in paths:
            self._paint_arrow(painter, path, self._in_ring(wait))
        for wait, path in _one_of_each(paths):
            self._paint_object(painter, path.pointAtPercent(0.5), wait)
        for actor, box in boxes.items():
            self._paint_lane(painter, actor, box)
        if self._layout.left_out:
            painter.setFont(small_font(self.font()))
            painter.setPen(QColor(self._palette.muted))
            words = self.tr("and {0} more").format(self._layout.left_out)
            painter.drawText(QPointF(1, self.height() - scaled(_SIDE, self)), words)

    def _in_ring(self, wait: Waiting) -> bool:
        return wait.waiter in self._ring and wait.on in self._ring

    def _paint_lane(self, painter: QPainter, actor: int, box: QRectF) -> None:
        caught = actor in self._ring
        painter.setPen(
            QPen(QColor(self._palette.bad if caught else self._palette.hairline), 2 if caught else 1)
        )
        painter.setBrush(QColor(self._palette.card))
        painter.drawRoundedRect(box, 5, 5)
        painter.setFont(self.font())
        painter.setPen(QColor(self._palette.text))
        metrics = QFontMetricsF(self.font())
        room = box.width() - scaled(_SIDE, self)
        words = metrics.elidedText(self._lane(actor), Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_arrow(self, painter: QPainter, path: QPainterPath, caught: bool) -> None:
        colour = QColor(self._palette.bad if caught else self._palette.arrow)
        pen = QPen(colour, 2.2 if caught else 1.2)
        if caught:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        self._paint_head(painter, path, colour)

    def _path(self, wait: Waiting, boxes: Mapping[int, QRectF]) -> QPainterPath:
        one, other = boxes[wait.waiter], boxes[wait.on]
        if wait.waiter == wait.on:
            path = QPainterPath(QPointF(one.center().x() + one.width() / 4, one.top()))
            top = one.top() - one.height()
            path.cubicTo(one.right(), top, one.left(), top, one.center().x() - one.width() / 4, one.top())
            return path
        # Two that wait for each other have an arrow above and one below.
        both = any(each.waiter == wait.on and each.on == wait.waiter for each in self._waits)
        away = QPointF(0, 0)
        if both:
            across = other.center() - one.center()
            length = math.hypot(across.x(), across.y()) or 1
            away = QPointF(across.y(), -across.x()) * (one.height() / length)
        start = _edge_point(one, other.center() + away)
        end = _edge_point(other, one.center() + away)
        path = QPainterPath(start)
        path.quadTo((start + end) / 2 + away, end)
        return path

    def _paint_head(self, painter: QPainter, path: QPainterPath, colour: QColor) -> None:
        tip, angle = path.pointAtPercent(1), math.radians(-path.angleAtPercent(0.97))
        size = scaled(_HEAD, self)
        wings = [
            tip - QPointF(math.cos(angle + turn) * size, math.sin(angle + turn) * size)
            for turn in (0.45, -0.45)
        ]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([tip, *wings]))

    def _paint_object(self, painter: QPainter, middle: QPointF, wait: Waiting) -> None:
        """What lies between both, on a ground of its own so that the line doesn't cross it."""
        if wait.object is None:
            return
        name, colour = (
            self._object(wait.object),
            self._palette.bad if self._in_ring(wait) else self._palette.muted,
        )
        font = small_font(self.font())
        metrics = QFontMetricsF(font)
        room = self.width() / max(self._layout.columns + 1, 2)
        words = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        ground = QRectF(0, 0, metrics.horizontalAdvance(words) + 6, metrics.height())
        ground.moveCenter(middle)
        painter.fillRect(ground, QColor(self._palette.card))
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, words)

    # Pointer ------------------------------------------------------------------------------------------------

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        for actor, box in self.boxes().items():
            if box.contains(event.position()) and event.button() == Qt.MouseButton.LeftButton:
                self.lane_chosen.emit(actor)
                return

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Distances follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()


def _one_of_each(paths: Sequence[tuple[Waiting, QPainterPath]]) -> list[tuple[Waiting, QPainterPath]]:
    """Of arrows to the same lane for the same object the middle one, from top to bottom."""
    alike: dict[tuple[int, int | None], list[tuple[Waiting, QPainterPath]]] = defaultdict(list)
    for wait, path in paths:
        alike[wait.on, wait.object].append((wait, path))
    ordered = [sorted(each, key=lambda one: one[1].pointAtPercent(0.5).y()) for each in alike.values()]
    return [each[len(each) // 2] for each in ordered]


def _edge_point(box: QRectF, towards: QPointF) -> QPointF:
    """Where the line from the middle of a box to a point leaves it."""
    across = towards - box.center()
    reach = max(abs(across.x()) / (box.width() / 2 + 2), abs(across.y()) / (box.height() / 2 + 2), 1e-9)
    return box.center() + across / reach if reach > 1 else box.center() + across

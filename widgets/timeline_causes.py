"""Why a selected wait lasted: whoever held what it waited for, lit up in its lane and joined to it by a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from app.core.model import OPEN
from widgets.timeline_scene import Scene

_APART = 5  # logical pixels
_SHOWN = 200  # of a lock that went through thousands of hands


class Cause(NamedTuple):
    """What a lane did meanwhile: "holds self.lock" from one instant to another (OPEN: still)."""

    actor: int
    start_ns: int
    end_ns: int
    words: str


#: (row of dtype SPAN) to what kept it waiting, in time order; [] where nobody knows.
CauseFinder = Callable[[np.void], Sequence[Cause]]


def draw_causes(painter: QPainter, scene: Scene, wait: np.void, causes: Sequence[Cause]) -> None:
    """Outline a wait and what it waited for; a dashed line leads from each to the wait."""
    area = scene.layout.area
    painter.save()
    painter.setClipRect(area.adjusted(-3, -3, 3, 3))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    waiting = _place(scene, int(wait["actor"]), int(wait["start"]), int(wait["end"]))
    for place, words in _together(scene, causes[:_SHOWN]):
        if waiting is not None:
            _draw_link(painter, scene, waiting, place)
        _draw_outline(painter, place, scene, Qt.PenStyle.SolidLine)
        _draw_words(painter, scene, place, words)
    if waiting is not None:
        _draw_outline(painter, waiting, scene, Qt.PenStyle.DotLine)
    painter.restore()


def _together(scene: Scene, causes: Sequence[Cause]) -> list[tuple[QRectF, str]]:
    """Where causes are in sight; those that can't be told apart in one lane are one, the words stand once."""
    lanes: dict[int, list[tuple[QRectF, str]]] = {}
    for cause in causes:
        place = _place(scene, cause.actor, cause.start_ns, cause.end_ns)
        if place is None:
            continue
        lane = lanes.setdefault(cause.actor, [])
        if lane and place.left() - lane[-1][0].right() < _APART:
            lane[-1] = lane[-1][0].united(place), lane[-1][1]
        else:
            lane.append((place, "" if lane else cause.words))
    return [each for lane in lanes.values() for each in lane]


def _place(scene: Scene, actor: int, start_ns: int, end_ns: int) -> QRectF | None:
    """The part of a lane between two instants; None where nothing of it is in sight."""
    row = scene.lanes.index.get(actor)
    if row is None or row not in scene.shown:
        return None
    end_ns = scene.horizon_ns if end_ns == OPEN else min(end_ns, scene.horizon_ns)
    area = scene.layout.area
    left, right = max(scene.x(start_ns), area.left() - 4), min(scene.x(end_ns), area.right() + 4)
    if left > area.right() or right < area.left():
        return None
    return QRectF(left, scene.bar_top(row), max(right - left, 2), scene.bar_height)


def _draw_outline(painter: QPainter, place: QRectF, scene: Scene, style: Qt.PenStyle) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(scene.palette.text), 1.4, style))
    painter.drawRoundedRect(place.adjusted(-1.3, -1.3, 1.3, 1.3), 2.5, 2.5)


def _draw_link(painter: QPainter, scene: Scene, waiting: QRectF, place: QRectF) -> None:
    """From the middle of what both have in common, straight up or down."""
    left, right = max(waiting.left(), place.left()), min(waiting.right(), place.right())
    x = min(max((left + right) / 2, place.left()), place.right())
    below = place.center().y() > waiting.center().y()
    painter.setPen(QPen(QColor(scene.palette.muted), 1.0, Qt.PenStyle.DashLine))
    painter.drawLine(
        QPointF(x, waiting.bottom() if below else waiting.top()),
        QPointF(x, place.top() if below else place.bottom()),
    )


def _draw_words(painter: QPainter, scene: Scene, place: QRectF, words: str) -> None:
    """In the bar where there is room, else right of it on a ground of its own."""
    metrics = QFontMetricsF(scene.layout.small)
    width = metrics.horizontalAdvance(words)
    pad = metrics.averageCharWidth() * 0.6
    if not words or scene.bar_height < metrics.capHeight() * 1.3:
        return
    left = place.left() + pad if place.width() > width + 2 * pad else place.right() + pad + 2
    if left + width > scene.layout.area.right():
        left = place.left() - width - pad - 2
    ground = QRectF(left - pad, place.top(), width + 2 * pad, place.height())
    painter.fillRect(ground, QColor(scene.palette.card))
    painter.setFont(scene.layout.small)
    painter.setPen(QColor(scene.palette.text))
    painter.drawText(QPointF(left, place.center().y() + metrics.capHeight() / 2), words)

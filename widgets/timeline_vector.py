"""Draws the bars of a timeline as rectangles, for print: each wait where there are few, runs of pixels where many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.core.events import State
from app.core.model import Actor
from widgets.lane_track import Times
from widgets.timeline_colours import UNSEEN, Look, Paint, look
from widgets.timeline_raster import Bar, BarShape, LaneRaster
from widgets.timeline_scene import Scene

_FEW = 400  # waits of a lane that are drawn each; of more nobody sees where one begins
_STEPS = 16  # colours of a channel, where many waits are mixed
_NARROWEST = 0.5  # of a screen pixel: a wait that is shorter is drawn so wide

Piece = tuple[int, int, int]  # state, from when to when (ns)


@dataclass(slots=True)
class _Drawing:
    """What is to be drawn, by colour: the fewer changes of colour, the smaller the file."""

    rects: dict[str, list[QRectF]] = field(default_factory=lambda: defaultdict(list))
    dotted: dict[str, list[QRectF]] = field(default_factory=lambda: defaultdict(list))

    def paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, rects in self.rects.items():
            painter.setBrush(QColor(colour))
            painter.drawRects(rects)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, lines in self.dotted.items():
            pen = QPen(QColor(colour), lines[0].height(), Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([2 / max(lines[0].height(), 0.1)] * 2)
            painter.setPen(pen)
            for line in lines:
                y = line.center().y()
                painter.drawLine(QPointF(line.left(), y), QPointF(line.right(), y))


def draw_bars(painter: QPainter, scene: Scene) -> None:
    """The bars in sight, none of them more rectangles than it has columns of pixels, and edges of as many."""
    drawing = _Drawing()
    many: list[int] = []
    for index in scene.shown:
        actor = scene.lanes.actors[index]
        pieces = _pieces(scene, actor)
        if pieces is None:
            many.append(index)
            continue
        for state, start_ns, end_ns in pieces:
            _add(drawing, scene, index, look(scene.palette, state), start_ns, end_ns)
    if many:
        _add_mixed(drawing, scene, many)
    painter.save()
    drawing.paint(painter)
    painter.restore()


def _pieces(scene: Scene, actor: Actor) -> list[Piece] | None:
    """What a lane does in sight, one after the other; None where that is too much to be drawn one by one."""
    begin_ns = max(actor.start_ns, scene.window.start_ns)
    end_ns = scene.horizon_ns if actor.end_ns is None else min(actor.end_ns, scene.horizon_ns)
    end_ns = min(end_ns, scene.window.end_ns)
    if end_ns < begin_ns:
        return []
    lane = scene.rows.lane(actor.id)
    waits: list[Piece] = []
    for state, track in lane.tracks.items():
        found = track.within(begin_ns, end_ns, _FEW - len(waits))
        if found is None:
            return None
        waits += _cut(state, *found, begin_ns, end_ns)
    if lane.open is not None and lane.open["start"] < end_ns:
        waits.append((int(lane.open["state"]), max(int(lane.open["start"]), begin_ns), end_ns))
    own = State.RUNNING if actor.kind != "opaque" else UNSEEN
    return list(_with_rest(sorted(waits, key=lambda wait: wait[1]), own, begin_ns, end_ns))


def _cut(state: int, starts: Times, ends: Times, begin_ns: int, end_ns: int) -> list[Piece]:
    times = zip(np.maximum(starts, begin_ns).tolist(), np.minimum(ends, end_ns).tolist(), strict=True)
    return [(state, start, end) for start, end in times]


def _with_rest(waits: list[Piece], own: int, begin_ns: int, end_ns: int) -> Iterator[Piece]:
    """The waits, and what is between them."""
    for state, start_ns, stop_ns in waits:
        if start_ns > begin_ns:
            yield own, begin_ns, start_ns
        yield state, start_ns, stop_ns
        begin_ns = max(begin_ns, stop_ns)
    if end_ns > begin_ns or not waits:
        yield own, begin_ns, end_ns


def _add(drawing: _Drawing, scene: Scene, index: int, how: Look, start_ns: int, end_ns: int) -> None:
    left, right = scene.x(start_ns), scene.x(end_ns)
    right = max(right, left + _NARROWEST / scene.layout.ratio)
    top, height, ratio = scene.bar_top(index), scene.bar_height, scene.layout.ratio
    shape = scene.layout.shape
    bar = _inside(scene, QRectF(left, top, right - left, height))
    drawing.rects[how.fill].append(bar)
    if how.top is not None and shape.top_edge:
        edge = QRectF(left, top, right - left, shape.top_edge / ratio)
        drawing.rects[how.top].append(_inside(scene, edge))
    if how.bottom is not None and shape.bottom_edge:
        thick = shape.bottom_edge / ratio
        edge = _inside(scene, QRectF(left, top + height - thick, right - left, thick))
        if edge.height() > 0:
            (drawing.dotted if how.dotted else drawing.rects)[how.bottom].append(edge)


def _inside(scene: Scene, rect: QRectF) -> QRectF:
    """Not every program that shows drawings cuts what is outside."""
    return rect.intersected(scene.layout.area)


def _add_mixed(drawing: _Drawing, scene: Scene, indices: list[int]) -> None:
    """Lanes of many waits: neighbouring columns of nearly the same colour are one rectangle."""
    layout, edges = scene.layout, scene.window.edges()
    actors = [scene.lanes.actors[index] for index in indices]
    bars = [Bar(a.id, row, a.start_ns, a.end_ns, a.kind != "opaque") for row, a in enumerate(actors)]
    plain = BarShape(1, 0, 0, 0)
    pixels = LaneRaster(only=False).draw(
        bars, scene.rows, edges, scene.horizon_ns, Paint(scene.palette), plain, len(bars)
    )
    for index, row in zip(indices, pixels, strict=True):
        top, height = scene.bar_top(index), scene.bar_height
        for colour, left, right in _runs(row):
            rect = QRectF(
                layout.area.left() + left / layout.ratio, top, (right - left) / layout.ratio, height
            )
            drawing.rects[colour].append(_inside(scene, rect))


def _runs(row: npt.NDArray[np.uint32]) -> Iterator[tuple[str, int, int]]:
    """The colour of each run of columns, from where to where; nothing where the bar isn't."""
    channels = row[:, None] >> np.array([16, 8, 0], np.uint32) & 255
    rough = (channels * (_STEPS - 1) + 127) // 255 * 255 // (_STEPS - 1)
    rough = np.where((row >> 24 > 0)[:, None], rough, 256)
    changes = np.flatnonzero((rough[1:] != rough[:-1]).any(axis=1)) + 1
    for left, right in pairwise([0, *changes.tolist(), len(row)]):
        if rough[left, 0] < 256:
            red, green, blue = rough[left].tolist()
            yield f"#{red:02x}{green:02x}{blue:02x}", left, right

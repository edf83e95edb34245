"""Words inside bars, where they fit: "join Thread-1 … Thread-12"."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from app.core.model import OPEN
from widgets.timeline_colours import look, mix
from widgets.timeline_raster import Stretch
from widgets.timeline_scene import Labeller, Scene


def together(first: str, last: str) -> str:
    """One label for several waits in a row: "join a", "join b" is "join a … b"."""
    if first == last or not last or not first:
        return first or last
    head, tail = first.split(" "), last.split(" ")
    same = 0
    while same < min(len(head), len(tail)) - 1 and head[same] == tail[same]:
        same += 1
    return f"{first} … {' '.join(tail[same:])}"


def narrowest_label(scene: Scene) -> int:
    """Screen pixels below which no label is tried."""
    return round(QFontMetricsF(scene.layout.small).averageCharWidth() * 5 * scene.layout.ratio)


def has_labels(scene: Scene) -> bool:
    """Whether there are words, and bars high enough for them."""
    return scene.label is not None and scene.bar_height >= QFontMetricsF(scene.layout.small).capHeight() * 1.3


class Label(NamedTuple):
    """Words that fit into a stretch; `end` is the first screen pixel behind them."""

    stretch: Stretch
    words: str
    end: int


def fitting_labels(scene: Scene, stretches: Sequence[Stretch]) -> list[Label]:
    """For each stretch of pixels what its wait is, or its first and last wait, where that fits."""
    layout = scene.layout
    metrics = QFontMetricsF(layout.small)
    assert scene.label is not None
    pad = metrics.averageCharWidth()
    edges = scene.window.edges()
    found = []
    for stretch in stretches:
        index = scene.shown[stretch.bar]
        left_ns, right_ns = int(edges[stretch.left]), int(edges[stretch.right])
        words = _words(scene, scene.label, scene.lanes.actors[index].id, left_ns, right_ns, stretch.state)
        room = (stretch.right - stretch.left) / layout.ratio - 2 * pad
        advance = metrics.horizontalAdvance(words)
        if words and advance <= room:
            found.append(Label(stretch, words, stretch.left + math.ceil((advance + 2 * pad) * layout.ratio)))
    return found


def draw_labels(painter: QPainter, scene: Scene, labels: Sequence[Label]) -> None:
    """Write labels into their stretches."""
    layout = scene.layout
    metrics = QFontMetricsF(layout.small)
    pad = metrics.averageCharWidth()
    painter.setFont(layout.small)
    for stretch, words, _ in labels:
        index = scene.shown[stretch.bar]
        painter.setPen(QColor(mix(look(scene.palette, stretch.state).fill, scene.palette.text, 0.62)))
        baseline = round(scene.bar_middle(index) + metrics.capHeight() / 2)
        painter.drawText(QPointF(layout.area.left() + stretch.left / layout.ratio + pad, baseline), words)


def _words(scene: Scene, label: Labeller, actor: int, left_ns: int, right_ns: int, state: int) -> str:
    first, last = scene.rows.lane(actor).waits_between(left_ns, right_ns, state)
    for span in (first, last):
        if span is not None and span["end"] > scene.horizon_ns:
            span["end"] = OPEN
    if first is None or last is None:
        return ""
    if first["start"] == last["start"]:
        return label(actor, first)
    return together(label(actor, first), label(actor, last))

"""Paints a timeline as it stands, without what follows the pointer: axis, names, bars, arrows, legend."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from widgets.lane_rows import LaneRows
from widgets.palette import Palette
from widgets.time_axis import AxisPlace, draw_axis
from widgets.timeline_arrows import STROKES, Ends, Stroke, draw_arrows, draw_cross
from widgets.timeline_colours import Paint, mix
from widgets.timeline_flows import KINDS, FlowArrows
from widgets.timeline_labels import Label, draw_labels, fitting_labels, has_labels, narrowest_label
from widgets.timeline_names import NameColumn, draw_names, draw_rules, draw_selection
from widgets.timeline_raster import Bar, BarShape, LaneRaster, Pixels
from widgets.timeline_scene import Scene
from widgets.timeline_vector import draw_bars

# Arrows nearer to each other than this at one lane, in logical pixels, aren't drawn.
_APART = 6
_AT_ONCE = 15  # bars of a fine picture that are worked out between two frames

Arrows = dict[Stroke, list[Ends]]


class TimelinePicture:
    """Paints scenes; keeps its buffers from one to the next. `only` as in LaneRaster: no other one is fed."""

    def __init__(self, only: bool = True) -> None:
        self._fine, self._rough = LaneRaster(only), LaneRaster(only)
        self._last = self._fine  # the one that was told last what is new
        self._prepared = False  # whether the fine one has begun with what comes next
        self._names = NameColumn()
        self._paint: tuple[Palette, Paint] | None = None
        self._image = QImage()
        self._arrows: Arrows = {}
        #: Bar and first pixel of a stretch -> where its words end.
        self._labelled: dict[tuple[int, int], int] = {}

    def paint(self, scene: Scene) -> QImage:
        """The scene as an opaque image of the widget's size. The image is used again by the next call."""
        layout = scene.layout
        width, height = round(layout.width * layout.ratio), round(layout.height * layout.ratio)
        if self._image.size().toTuple() != (width, height) or self._image.devicePixelRatio() != layout.ratio:
            self._image = QImage(width, height, QImage.Format.Format_RGB32)
            self._image.setDevicePixelRatio(layout.ratio)
        self._image.fill(QColor(scene.palette.card))
        with QPainter(self._image) as painter:
            self.draw(painter, scene)
        return self._image

    def grow(self, scene: Scene) -> QRectF:
        """Paint into the image what is new where lanes have just gone on, and nothing else is different.

        Returns where that is, in logical pixels.
        """
        layout = scene.layout
        pixels = self._worked_out(scene)
        first, last = self._last.fresh
        if first >= last:
            return QRectF()
        labels = self._labels(scene, first)
        begin = min([first, *(label.stretch.left for label in labels)])
        if begin < first:  # one fits only now, and stands left of what has grown
            first, labels = begin, self._labels(scene, begin)
        place = QRectF(layout.area)
        place.setLeft(layout.area.left() + first / layout.ratio)
        place.setRight(layout.area.left() + last / layout.ratio)
        with QPainter(self._image) as painter:
            painter.setClipRect(place)
            painter.fillRect(place, QColor(scene.palette.card))
            self._paint_lanes(painter, scene, pixels, labels)
        return place

    def draw(self, painter: QPainter, scene: Scene, vector: bool = False) -> None:
        """The scene by any painter: of bars and names the pixels, of all else the lines and letters.

        `vector`: of the bars rectangles, of the names letters where none is cut.
        """
        if len(scene.lanes):
            pixels = self._worked_out(scene)
            self._labelled = {}
            labels = self._labels(scene, 0)
            self._arrows = _arrows(scene)
            self._paint_lanes(painter, scene, pixels, labels, vector)
            _draw_axis(painter, scene)
            scene.legend.draw(painter, scene.layout.legend, scene.layout.legend_lines, scene.palette)
        if scene.message:
            _draw_message(painter, scene)

    def prepare(self, scene: Scene) -> bool:
        """Work out a part of a fine picture while a rough one is shown; whether all of it is there."""
        if not self._prepared:
            self._fine.forget()
            self._prepared = True
        return self._fine.prepare(*self._bars(scene), _AT_ONCE)

    def _labels(self, scene: Scene, first: int) -> list[Label]:
        """Words for the stretches that reach a pixel, but for those that stand there, left of it."""
        if not has_labels(scene):
            return []
        found = self._last.stretches(narrowest_label(scene) // scene.step)
        if scene.step > 1:
            lead = scene.window.coarse_edges(scene.step)[1]
            found = [each.scaled(scene.step, lead, scene.layout.columns) for each in found]
        stands = self._labelled
        found = [each for each in found if each.right >= first <= stands.get((each.bar, each.left), first)]
        labels = fitting_labels(scene, found) if found else []
        stands.update({(label.stretch.bar, label.stretch.left): label.end for label in labels})
        return labels

    def _paint_lanes(
        self, painter: QPainter, scene: Scene, pixels: Pixels, labels: list[Label], vector: bool = False
    ) -> None:
        layout = scene.layout
        painter.save()
        lanes = QRectF(0, layout.area.top(), layout.width, layout.area.height())
        painter.setClipRect(lanes, Qt.ClipOperation.IntersectClip)
        draw_selection(painter, scene)
        draw_rules(painter, scene)
        if vector:
            draw_bars(painter, scene)
        else:
            _draw_pixels(painter, scene, pixels)
        draw_labels(painter, scene, labels)
        if vector and not scene.layout.overflow:
            draw_names(painter, scene)
        else:
            self._names.draw(painter, scene)
        _draw_flows(painter, scene, self._arrows)
        _draw_crosses(painter, scene)
        if scene.replay:
            _draw_horizon(painter, scene)
        painter.restore()

    def _worked_out(self, scene: Scene) -> Pixels:
        """The bars as pixels."""
        raster = self._rough if scene.step > 1 else self._fine
        if raster is not self._last and not (raster is self._fine and self._prepared):
            raster.forget()
        self._last, self._prepared = raster, False
        return raster.draw(*self._bars(scene))

    def _bars(
        self, scene: Scene
    ) -> tuple[list[Bar], LaneRows, npt.NDArray[np.int64], int, Paint, BarShape, int]:
        """What a raster wants to know."""
        layout = scene.layout
        actors = [(scene.lanes.actors[i], layout.bar_top(i, scene.scroll)) for i in scene.shown]
        bars = [Bar(a.id, top, a.start_ns, a.end_ns, a.kind != "opaque") for a, top in actors]
        if self._paint is None or self._paint[0] is not scene.palette:
            self._paint = (scene.palette, Paint(scene.palette))
        edges = scene.window.edges() if scene.step == 1 else scene.window.coarse_edges(scene.step)[0]
        return bars, scene.rows, edges, scene.horizon_ns, self._paint[1], layout.shape, layout.rows


def _draw_pixels(painter: QPainter, scene: Scene, pixels: Pixels) -> None:
    layout = scene.layout
    rows, columns = pixels.shape
    image = QImage(pixels.data, columns, rows, columns * 4, QImage.Format.Format_ARGB32_Premultiplied)
    if scene.step > 1:
        lead = scene.window.coarse_edges(scene.step)[1]
        place = QRectF(layout.area)
        place.setLeft(place.left() - lead / layout.ratio)
        place.setWidth(columns * scene.step / layout.ratio)
        painter.save()
        painter.setClipRect(layout.area, Qt.ClipOperation.IntersectClip)
        painter.drawImage(place, image)
        painter.restore()
    else:
        image.setDevicePixelRatio(layout.ratio)
        painter.drawImage(layout.area.topLeft(), image)


def _draw_axis(painter: QPainter, scene: Scene) -> None:
    layout = scene.layout
    place = AxisPlace(
        layout.area.left(), layout.area.right(), layout.axis_y, layout.tick, layout.names.left()
    )
    draw_axis(painter, place, scene.window, layout.small, scene.palette, layout.width - 2)


def _draw_flows(painter: QPainter, scene: Scene, arrows: Arrows) -> None:
    layout, palette = scene.layout, scene.palette
    head = min(QFontMetricsF(layout.small).height() * 0.42, layout.pitch / layout.ratio * 0.4)
    painter.save()
    painter.setClipRect(layout.area.adjusted(-head, 0, head, 0), Qt.ClipOperation.IntersectClip)
    for stroke, ends in arrows.items():
        colour = mix(palette.card, palette.muted, 0.7) if stroke == "hollow" else palette.arrow
        draw_arrows(painter, ends, head, QColor(colour), stroke)
    painter.restore()


def _arrows(scene: Scene) -> Arrows:
    """The arrows in sight that can be told apart, by how they are drawn."""
    # Joins are told apart among themselves: who ends has often handed something over a moment before.
    return _arrows_of(scene, scene.joins) | _arrows_of(scene, scene.flows)


def _arrows_of(scene: Scene, flows: FlowArrows) -> Arrows:
    window, rows, shown = scene.window, scene.lanes.rows, scene.shown
    apart_ns = _APART * scene.layout.ratio * window.pixel_ns
    found: Arrows = {}
    for arrow in flows.in_sight(window.start_ns, window.end_ns, scene.horizon_ns, apart_ns).tolist():
        sent, received, sender, receiver, kind = arrow
        begin, end = rows.get(sender), rows.get(receiver)
        if begin is None or end is None or begin == end or begin not in shown or end not in shown:
            continue
        ended_ns = scene.lanes.actors[begin].end_ns
        if KINDS[kind] == "join" and ended_ns is not None:
            sent = min(sent, ended_ns)
        start = QPointF(scene.x(sent), scene.bar_middle(begin))
        place = QPointF(scene.x(received), scene.bar_middle(end))
        if KINDS[kind] == "join":  # only to the edge: many point at one bar, and may not cover its words
            place.setY(scene.bar_top(end) + (scene.bar_height if begin > end else 0))
        found.setdefault(STROKES[KINDS[kind]], []).append((start, place))
    return found


def _draw_crosses(painter: QPainter, scene: Scene) -> None:
    size = scene.bar_height * 0.5
    for index in scene.shown:
        actor = scene.lanes.actors[index]
        if actor.end not in ("raised", "killed") or actor.end_ns is None:
            continue
        if actor.end_ns <= scene.horizon_ns and scene.window.shows(actor.end_ns):
            centre = QPointF(scene.x(actor.end_ns) + size * 1.2, scene.bar_middle(index))
            draw_cross(painter, centre, size, QColor(scene.palette.bad))


def _draw_horizon(painter: QPainter, scene: Scene) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    pen = QPen(QColor(scene.palette.muted), 1)
    pen.setDashPattern([2, 3])
    painter.setPen(pen)
    x = round(scene.x(scene.horizon_ns))
    painter.drawLine(QPointF(x, scene.layout.area.top()), QPointF(x, scene.layout.area.bottom()))


def _draw_message(painter: QPainter, scene: Scene) -> None:
    """In the middle where there are no lanes, below them where there is room, else over them."""
    layout = scene.layout
    line = QFontMetricsF(layout.font).height()
    place = QRectF(layout.names.left(), 0, layout.width - 2 * layout.names.left(), layout.height)
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    painter.setFont(layout.font)
    if len(scene.lanes):
        place.setBottom(layout.area.bottom())
        below = layout.area.top() + (layout.content - scene.scroll) / layout.ratio
        covers = layout.area.bottom() - below < line * 2
        place.setTop(layout.area.top() if covers else below)
        if covers:
            box = painter.boundingRect(place, flags, scene.message)
            painter.fillRect(box.adjusted(-line, -line / 2, line, line / 2), QColor(scene.palette.card))
    painter.setPen(QColor(scene.palette.muted))
    painter.drawText(place, flags, scene.message)

"""The column of names beside the lanes, the selected lane's stripe, and the hairlines between processes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPolygonF

from widgets.timeline_colours import mix
from widgets.timeline_lanes import LaneName
from widgets.timeline_layout import NOTE_SIZE, sized
from widgets.timeline_scene import Scene


def draw_selection(painter: QPainter, scene: Scene) -> None:
    """The ground below the selected lane."""
    if scene.selected is None:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(scene.palette.accent_soft))
    inset = QFontMetricsF(scene.layout.font).averageCharWidth() * 0.7
    stripe = scene.layout.stripe(scene.selected, scene.scroll).adjusted(-inset, 0, inset, 0)
    painter.drawRoundedRect(stripe, 4, 4)


def draw_rules(painter: QPainter, scene: Scene) -> None:
    """A hairline where another process' lanes begin."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for index in scene.shown:
        if scene.lanes.names[index].ruled:
            stripe = scene.layout.stripe(index, scene.scroll)
            y = round(stripe.top() - scene.layout.gap / scene.layout.ratio / 2)
            painter.fillRect(QRectF(stripe.left(), y, stripe.width(), 1), QColor(scene.palette.hairline))


class NameColumn:
    """The names as a picture that is kept: a view that is moved through time has the same ones."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._image = QImage()

    def draw(self, painter: QPainter, scene: Scene) -> None:
        """Draw the names in sight."""
        layout = scene.layout
        if layout.area.left() < 1 or layout.rows < 1:
            return
        born = tuple(scene.lanes.actors[i].start_ns <= scene.horizon_ns for i in scene.shown)
        key = (layout, scene.lanes, scene.scroll, scene.selected, scene.palette, born)
        if key != self._key:
            self._key = key
            self._paint(scene)
        painter.drawImage(QPointF(0, layout.area.top()), self._image)

    def _paint(self, scene: Scene) -> None:
        layout = scene.layout
        width, height = round(layout.area.left() * layout.ratio), layout.rows
        if self._image.size().toTuple() != (width, height):
            self._image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
        self._image.setDevicePixelRatio(layout.ratio)
        self._image.fill(Qt.GlobalColor.transparent)
        with QPainter(self._image) as painter:
            painter.translate(0, -layout.area.top())
            draw_names(painter, scene)


def draw_names(painter: QPainter, scene: Scene) -> None:
    """The names in sight; that of a lane which isn't born yet is pale."""
    layout, palette = scene.layout, scene.palette
    plain, strong = layout.font, sized(layout.font, 1.0, QFont.Weight.DemiBold)
    note_font = sized(layout.font, NOTE_SIZE)
    metrics, strong_metrics, note_metrics = (QFontMetricsF(font) for font in (plain, strong, note_font))
    pale = QColor(mix(palette.card, palette.muted, 0.65))
    for index in scene.shown:
        name, actor = scene.lanes.names[index], scene.lanes.actors[index]
        font, measured = (strong, strong_metrics) if index == scene.selected else (plain, metrics)
        baseline = round(scene.bar_middle(index) + measured.capHeight() / 2)
        left = layout.names.left() + name.indent * layout.indent
        if name.fold is not None:
            _draw_fold(painter, QPointF(left, scene.bar_middle(index)), name.fold, scene)
        text, note_left = _elided(name, measured, note_metrics, layout.names.right() - left)
        painter.setFont(font)
        painter.setPen(QColor(palette.text) if actor.start_ns <= scene.horizon_ns else pale)
        painter.drawText(QPointF(left, baseline), text)
        if note_left is not None:
            painter.setFont(note_font)
            painter.setPen(QColor(palette.muted))
            painter.drawText(QPointF(left + note_left, baseline), name.note)


def _draw_fold(painter: QPainter, right: QPointF, folded: bool, scene: Scene) -> None:
    """The sign of a process whose lanes can be folded away: it points at them, or aside."""
    half = scene.layout.names.left() * 0.34
    centre = right - QPointF(scene.layout.names.left() * 0.6, 0)
    corners = (
        [(-0.55, -1.0), (0.75, 0.0), (-0.55, 1.0)] if folded else [(-1.0, -0.55), (1.0, -0.55), (0.0, 0.75)]
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(scene.palette.muted))
    painter.drawPolygon(QPolygonF([centre + QPointF(x * half, y * half) for x, y in corners]))


def _elided(
    name: LaneName, metrics: QFontMetricsF, note: QFontMetricsF, room: float
) -> tuple[str, float | None]:
    """The name as far as there is room, and where its note begins (None: no room for it)."""
    text = metrics.elidedText(name.text, Qt.TextElideMode.ElideMiddle, max(room, 0))
    begin = metrics.horizontalAdvance(text) + metrics.averageCharWidth() * 0.8
    fits = bool(name.note) and text == name.text and begin + note.horizontalAdvance(name.note) <= room
    return text, begin if fits else None

"""The timeline: a lane per actor, coloured by what it does, live or replayed; zoom, pan, hover and keys."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QNativeGestureEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.core.typing import override
from widgets.timeline_hands import Drag, key_action, turn_wheel
from widgets.timeline_layout import Layout
from widgets.timeline_overlay import draw_band, draw_focus
from widgets.timeline_reader import LaneReader, SpokenLane
from widgets.timeline_selection import TimelineSelection
from widgets.timeline_words import lane_words

# Somebody came here with the keyboard: then the focus has to be seen.
_BY_KEYS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_NARROWEST_BAND = 4  # pixels


class Timeline(TimelineSelection):
    """Lanes over time, for eyes and hands.

    Wheel: scroll the lanes, with Ctrl zoom, with Shift pan. Drag: pan, with Shift choose a range to zoom to.
    On the axis: move the cursor through time. Click: select a lane and keep the cursor there; on the sign
    beside a process, or on "+ 200 threads": fold its lanes away, or show them. Double click: zoom to what a
    lane does there. Keys: `timeline_hands`, and Esc.

    Signals: those of TimelineSelection and TimelineCanvas.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drag: Drag | None = None
        self._ring = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Timeline"))
        self.reader = LaneReader(self, self._spoken_lanes)
        for signal in (self.run_changed, self.range_changed, self.cursor_shown):
            signal.connect(self.reader.changed)

    @override
    def _paint_over(self, painter: QPainter, layout: Layout) -> None:
        super()._paint_over(painter, layout)
        if self._drag is not None and self._drag.band and self._drag.moving:
            draw_band(painter, layout, self._drag.press.x(), self._drag.last.x(), self._state.palette)
        if self._ring:
            draw_focus(painter, layout, self._state.palette)

    def _spoken_lanes(self) -> Iterator[SpokenLane]:
        """The lanes in sight, each with what it does at the cursor, or now."""
        layout, state = self._layout(), self._state
        t_ns = max(state.horizon_ns - 1, 0) if self.cursor_ns is None else self.cursor_ns
        for index in layout.lanes_in_sight(state.scroll) if self.has_lanes else ():
            actor = state.lanes.actors[index]
            place = layout.stripe(index, state.scroll).toRect()
            yield SpokenLane(place, actor.name, lane_words(actor, state.piece(actor.id, t_ns)))

    # Keys ---------------------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = key_action(event)
        if action is not None:
            self._show_ring(True)
            action(self)
        elif event.key() == Qt.Key.Key_Escape and (self._state.selected >= 0 or self._cursor is not None):
            self.clear_selection()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_ring(event.reason() in _BY_KEYS)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_ring(False)
        self._hide_card()

    def _show_ring(self, shown: bool) -> None:
        if shown != self._ring:
            self._ring = shown
            self._update()

    # Pointer ------------------------------------------------------------------------------------------------

    def _instant_at(self, place: QPointF) -> int | None:
        """The instant at a point; None left and right of the lanes."""
        area, window = self._layout().area, self._state.window
        if not area.left() <= place.x() < area.right() or not len(self._state.lanes):
            return None
        return window.instant((place.x() - area.left()) / area.width() * window.pixels)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._show_ring(False)
        if event.button() == Qt.MouseButton.LeftButton:
            band = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            place = event.position()
            scrub = self._on_axis(place)
            self._drag = Drag(place, place, band and not scrub, scrub)
            if scrub:
                self._scrub(place)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        if self._drag is None:
            self._hover(place)
            return
        if self._drag.scrub:
            self._scrub(place)
            return
        if (
            place - self._drag.press
        ).manhattanLength() >= QApplication.startDragDistance() and not self._drag.moving:
            self._drag.moving = self._held = True
            self._hide_card()
            self.setCursor(
                Qt.CursorShape.SplitHCursor if self._drag.band else Qt.CursorShape.ClosedHandCursor
            )
        if self._drag.moving and not self._drag.band:
            self._pull(self._drag.last - place)
        self._drag.last = place
        self._update()

    def _on_axis(self, place: QPointF) -> bool:
        """Whether a point is on the time axis, above the lanes."""
        return place.y() < self._layout().area.top() and self._instant_at(place) is not None

    def _scrub(self, place: QPointF) -> None:
        """Move the cursor through time, as far as time has got."""
        area, window = self._layout().area, self._state.window
        x = min(max(place.x(), area.left()), area.right())
        t_ns = window.instant((x - area.left()) / area.width() * window.pixels)
        near = self.bookmark_near(t_ns)
        self._hide_card()
        self._pin(min(t_ns if near is None else near, self._state.horizon_ns))

    def _pull(self, by: QPointF) -> None:
        """Move the view by a part of a drag."""
        layout = self._layout()
        if by.x():
            if not self._state.window.on_grid:
                self._roughen()
            self._state.window.pan(by.x() * layout.ratio)
            self._moved()
        if by.y() and layout.overflow:
            self._scroll_to(self._state.scroll + round(by.y() * layout.ratio))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        self._held = False
        self.unsetCursor()
        if drag is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if drag.scrub:
            self._tell()
        elif not drag.moving:
            self._click(event.position())
        elif drag.band and abs(drag.last.x() - drag.press.x()) >= _NARROWEST_BAND:
            area, window = self._layout().area, self._state.window
            ends = sorted(min(max(x, area.left()), area.right()) for x in (drag.press.x(), drag.last.x()))
            start, end = (window.instant((x - area.left()) / area.width() * window.pixels) for x in ends)
            self.zoom_to(start, end)
        self._update()

    def _click(self, place: QPointF) -> None:
        index = self._layout().lane_at(place.y(), self._state.scroll)
        if index is not None and self._is_fold(index, place):
            self.fold_group(self._state.lanes.actors[index].id)
            return
        if index is not None:
            self.select_lane(self._state.lanes.actors[index].id)
        t_ns = self._instant_at(place)
        if t_ns is not None:
            self._pin(t_ns)
            hit = self.at(place)
            self._select_span(hit.span if hit else None)
            self._tell()

    def _is_fold(self, index: int, place: QPointF) -> bool:
        """Whether a point of a lane is its folding sign, or says what is folded away."""
        name, layout = self._state.lanes.names[index], self._layout()
        if name.fold is None or place.x() >= layout.area.left():
            return False
        left = layout.names.left() + name.indent * layout.indent
        return place.x() < left or (name.fold and place.x() > left + layout.names.width() / 3)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        hit = self.at(event.position())
        index = self._layout().lane_at(event.position().y(), self._state.scroll)
        if hit is None and index is not None and not self._is_fold(index, event.position()):
            self.fold_group(self._state.lanes.actors[index].id)
        elif hit is not None and hit.piece is not None:
            self._zoom_to(hit.piece)
        elif self._instant_at(event.position()) is not None:
            self.zoom_to_fit()

    def _hover(self, place: QPointF) -> None:
        t_ns = self._instant_at(place)
        self._point(self._pinned if t_ns is None else t_ns)
        self.setCursor(Qt.CursorShape.SizeHorCursor if self._on_axis(place) else Qt.CursorShape.ArrowCursor)
        hit = self.at(place)
        if hit is None or hit.piece is None:
            self._hide_card()
        else:
            self._show_card(hit.actor, hit.t_ns, hit)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hide_card()
        self._point(self._pinned)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        window = self._state.window
        at = self._instant_at(event.position())
        anchor = (window.start_ns + window.end_ns) // 2 if at is None else at
        if not turn_wheel(self, event, anchor):
            event.ignore()

    @override
    def event(self, event: QEvent) -> bool:
        zoom = Qt.NativeGestureType.ZoomNativeGesture
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == zoom:
            self.zoom_by(max(1 + event.value(), 0.1), self._instant_at(event.position()))
            return True
        return super().event(event)

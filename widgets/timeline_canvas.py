"""A timeline without hands: takes lanes and spans, shows a range of time, paints and scrolls."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from app.core.model import Actor, Flow
from app.core.typing import override
from widgets.lane_track import Lengths, Spans
from widgets.palette import Palette
from widgets.theme import current_palette
from widgets.timeline_layout import Layout
from widgets.timeline_overview import paint_overview
from widgets.timeline_picture import TimelinePicture
from widgets.timeline_scene import Labeller
from widgets.timeline_state import TimelineState

_ZOOMING_MS = 90  # after the last zoom
_MOST_PARTS = 30  # of a fine picture: while a run goes on, each frame sets it back
_ROUGH = 3  # pixels of a column while many lanes are zoomed
_FAR = 0.3  # of what is in sight
_SOON_MS = 250
# Screen pixels by which time has to move. Where all lanes just go on the lab shall take little from who is watched.
_MOVING, _GOING_ON = 0.5, 1.5
_AT_ONCE = 45_000  # columns of all lanes in sight that a frame has time to work out anew


class TimelineCanvas(QWidget):
    """Lanes over time.

    A lane runs from its actor's start to its end (or the horizon) except where a wait covers it. Times are ns
    since the spawn of the first process.

    Signals: range_changed (first ns, last ns in sight); follow_changed (bool); run_changed (there is more to
    see, or another run); area_changed (where the time axis begins and ends, in logical pixels).
    """

    range_changed = Signal(object, object)  # a C int would cut ns
    follow_changed = Signal(bool)
    run_changed = Signal()
    area_changed = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = TimelineState(current_palette())
        self._picture = TimelinePicture()
        self._image: QImage | None = None  # None: has to be painted again
        self._painted_ns = 0  # how far time had got in the image
        self._follow = True
        self._held = False  # somebody drags: nothing else may move the view
        self._told_range = self.range_ns
        self._told_area = (0.0, 0.0)
        self._zooming = QTimer(self)  # while it runs, many lanes are drawn with fewer columns
        self._zooming.setSingleShot(True)
        self._zooming.timeout.connect(self._refine)
        self._soon = QTimer(self)  # until what has moved by less than a pixel is painted
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._grown)
        self._refined = 0  # how often that was gone on with
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bar.hide()
        self._bar.valueChanged.connect(self._scroll_to)
        self._bar_width = self._bar.sizeHint().width()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def clear(self) -> None:
        """Forget the run."""
        self._state.clear()
        self.set_follow(True)
        self._changed()
        self.run_changed.emit()

    def set_palette_colours(self, palette: Palette) -> None:
        """Draw with these colours from now on."""
        self._state.palette = palette
        self._changed()

    def set_lanes(self, lanes: Sequence[Actor]) -> None:
        """The lanes in the order of display; again whenever one appears or changes."""
        self._state.set_lanes(lanes)
        self._changed()
        self.run_changed.emit()

    @property
    def folded(self) -> frozenset[int]:
        """The processes (actors) whose lanes are folded away."""
        return self._state.lanes.folded

    def fold(self, process: int, folded: bool) -> None:
        """Fold the lanes of a process away, into "+ 200 threads", or show them again."""
        self._state.fold([process], folded)
        self._changed()

    def fold_all(self, folded: bool) -> None:
        """The same for all processes."""
        self._state.fold(self._state.lanes.groups, folded)
        self._changed()

    def add_spans(self, spans: Spans) -> None:
        """Waits that have ended (dtype SPAN), actors mixed, each actor's in time order."""
        if len(spans):
            self._state.rows.add(spans)
            self._state.joins.add_joins(spans)
            self._state.set_extent()
            self._changed()
            self.run_changed.emit()

    def set_open(self, spans: Spans) -> None:
        """The waits that still last (dtype SPAN), in place of the former."""
        if self._state.rows.set_open(spans):
            self._changed()

    def add_flows(self, flows: Sequence[Flow]) -> None:
        """Arrows, in any order."""
        if flows:
            self._state.flows.add(flows)
            self._changed()

    def set_horizon(self, t_ns: int) -> None:
        """How far time has got: nothing right of it is drawn."""
        before = self.range_ns
        self._state.horizon_ns = t_ns
        self._state.set_extent()
        if self._follow and not self._held:
            self._state.window.slide()
        goes_on = self._state.knows_nothing_after(self._painted_ns)
        moved = self._state.pixels_since(self._painted_ns)
        if self.range_ns != before or moved >= (_GOING_ON if goes_on else _MOVING):
            self._grown()
        elif not self._soon.isActive():
            self._soon.start()
        self.run_changed.emit()

    def set_message(self, text: str | None) -> None:
        """Why nothing (or not all) is shown; None: nothing to say."""
        if (text or "") != self._state.message:
            self._state.message = text or ""
            self._changed()

    def reword(self, say: Callable[[str], str]) -> None:
        """Put what stands there into another language."""
        self.set_message(say(self._state.message))

    def set_labels(self, labels: Labeller | None) -> None:
        """Who finds the words inside the bars."""
        self._state.label = labels
        self._changed()

    # What is in sight ---------------------------------------------------------------------------------------

    @property
    def range_ns(self) -> tuple[int, int]:
        """First and last instant in sight."""
        return self._state.window.start_ns, self._state.window.end_ns

    @property
    def has_lanes(self) -> bool:
        """Whether there is anything to see."""
        return len(self._state.lanes) > 0

    @property
    def whole_ns(self) -> tuple[int, int]:
        """First and last instant of which there is anything to see."""
        return self._state.whole_ns()

    def ran_before(self, actor: Actor, instants: npt.NDArray[np.int64]) -> Lengths:
        """How long (ns) a lane had run by each of the sorted instants, shape (n,), from some beginning on."""
        return self._state.ran_before(actor, instants)

    def overview(self, columns: int, rows: int) -> QImage:
        """The whole run on so many pixels of the screen: a line or more a lane, or every n-th lane."""
        return paint_overview(self._state.scene(self._layout()), self.whole_ns, columns, rows)

    @property
    def following(self) -> bool:
        """Whether the horizon is kept in sight."""
        return self._follow

    def set_follow(self, follow: bool) -> None:
        """Keep the horizon in sight, or let it go."""
        if follow:
            self._state.window.follow()
        if follow != self._follow:
            self._follow = follow
            self.follow_changed.emit(follow)
        self._changed()

    def zoom_to_fit(self) -> None:
        """Show everything, also when it grows."""
        self._state.window.fit()
        self._roughen()
        self.set_follow(True)

    def zoom_to(self, start_ns: int, end_ns: int) -> None:
        """Show a range of time."""
        self._state.window.show(start_ns, end_ns)
        self._zoomed()

    def zoom_around(self, factor: float, anchor_ns: int) -> None:
        """Make everything `factor` times as long around an instant that stays where it is."""
        self._state.window.zoom(factor, anchor_ns)
        self._zoomed()

    def pan_by(self, share: float) -> None:
        """Move to later times by a share of the range in sight."""
        if abs(share) > _FAR or not self._state.window.on_grid:  # little or nothing of it can stay
            self._roughen()
        self._state.window.pan(round(share * self._state.window.pixels))
        self._moved()

    def go_to_start(self) -> None:
        """Show the beginning, as long a range as now."""
        if not self._state.window.whole:
            self._state.window.pan(self._state.window.pixel(0))
        self._moved()

    # Painting -----------------------------------------------------------------------------------------------

    def _layout(self) -> Layout:
        return self._state.layout(
            self.width(), self.height(), self.devicePixelRatioF(), self.font(), self._bar_width
        )

    def _changed(self) -> None:
        """Something that is painted is different."""
        self._image = None
        if self.range_ns != self._told_range:
            self._told_range = self.range_ns
            self.range_changed.emit(*self.range_ns)
        self._update()

    def _grown(self) -> None:
        """Time has passed: where nothing else has happened, only the ends of lanes are painted."""
        going_on = self.range_ns == self._told_range and self._state.knows_nothing_after(self._painted_ns)
        if self._image is None or not going_on or not self.isVisible() or self._zooming.isActive():
            self._changed()
            return
        self._soon.stop()
        self._painted_ns = self._state.horizon_ns
        self.update(self._picture.grow(self._state.scene(self._layout())).toAlignedRect())

    def _zoomed(self) -> None:
        """No column of what was drawn is of use any more: many lanes are drawn roughly until it stands still."""
        self._moved()
        self._roughen()

    def _roughen(self) -> None:
        """Much has to be drawn anew: where many lanes are in sight, with fewer columns for a moment."""
        layout = self._layout()
        if len(layout.lanes_in_sight(self._state.scroll)) * layout.columns > _AT_ONCE:
            self._refined = 0
            self._zooming.start(_ZOOMING_MS)

    def _refine(self) -> None:
        """The view stands still: work the fine picture out, a part between two frames; then show it."""
        self._refined += 1
        if self._picture.prepare(self._state.scene(self._layout())) or self._refined >= _MOST_PARTS:
            self._changed()
        else:
            self._zooming.start(0)

    def _update(self) -> None:
        """Ask for a frame without the scroll bar, whose own painting takes longer than all of it."""
        bar = QRegion() if self._bar.isHidden() else QRegion(self._bar.geometry())
        self.update(QRegion(self.rect()) - bar)

    def _moved(self) -> None:
        """Somebody moved the view: following ends where the horizon was left behind."""
        if self._zooming.isActive():
            self._roughen()
        if self._follow and self._state.horizon_ns > self._state.window.end_ns:
            self._follow = False
            self.follow_changed.emit(False)
        self._changed()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        # An exception that leaves an overridden paintEvent can crash the process (in `grab`, PySide6 6.11.3).
        try:
            self._paint()
        except Exception:
            sys.excepthook(*sys.exc_info())

    def _paint(self) -> None:
        layout = self._layout()
        if self._image is None:
            self._soon.stop()
            self._painted_ns = self._state.horizon_ns
            self._image = self._picture.paint(
                self._state.scene(layout, _ROUGH if self._zooming.isActive() else 1)
            )
            self._place_bar(layout)
            area = layout.area.left(), layout.area.right()
            if area != self._told_area:
                self._told_area = area
                self.area_changed.emit(*area)
        with QPainter(self) as painter:
            painter.drawImage(0, 0, self._image)
            self._paint_over(painter, layout)

    def draw(self, painter: QPainter) -> None:
        """What is shown, without what follows the pointer, in lines, areas and letters: for print."""
        painter.fillRect(self.rect(), QColor(self._state.palette.card))
        TimelinePicture(only=False).draw(painter, self._state.scene(self._layout()), vector=True)

    def _paint_over(self, painter: QPainter, layout: Layout) -> None:
        """Add what changes without the picture: for those who add hands."""

    def _place_bar(self, layout: Layout) -> None:
        needed = layout.overflow > 0
        if needed:
            width = self._bar_width
            top, height = round(layout.area.top()), round(layout.area.height())
            self._bar.setGeometry(self.width() - width, top, width, height)
            self._bar.setRange(0, layout.overflow)
            self._bar.setPageStep(layout.rows)
            self._bar.setSingleStep(layout.pitch)
            self._bar.setValue(self._state.scroll)
        if self._bar.isHidden() == needed:
            self._bar.setVisible(needed)

    def _scroll_to(self, rows: int) -> None:
        if rows != self._state.scroll:
            self._state.scroll = max(min(rows, self._layout().overflow), 0)
            self._roughen()
            self._changed()

    def _reveal(self, actor: int) -> None:
        """Scroll so that a lane is in sight."""
        index = self._state.lanes.index.get(actor)
        if index is None:
            return
        layout = self._layout()
        top = int(layout.tops[index])
        scroll = min(self._state.scroll, top)
        self._scroll_to(max(scroll, top + layout.pitch - layout.rows))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._layout()
        self._changed()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._bar_width = self._bar.sizeHint().width()
            self._layout()
            self._changed()

    @override
    def sizeHint(self) -> QSize:
        return self._lines_tall(18, 90)

    @override
    def minimumSizeHint(self) -> QSize:
        return self._lines_tall(7, 28)

    def _lines_tall(self, lines: int, letters: int) -> QSize:
        metrics = QFontMetricsF(self.font())
        return QSize(round(metrics.averageCharWidth() * letters), round(metrics.height() * lines))

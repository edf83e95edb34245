"""A timeline with a selected lane, a cursor and a card that says what is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRect, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter
from PySide6.QtWidgets import QWidget

from app.core.bookmarks import Bookmark
from app.core.model import OPEN, Actor
from app.core.typing import override
from widgets.lane_rows import Piece
from widgets.palette import Palette
from widgets.timeline_canvas import TimelineCanvas
from widgets.timeline_card import TimelineCard
from widgets.timeline_causes import Cause, CauseFinder, draw_causes
from widgets.timeline_layout import Layout
from widgets.timeline_overlay import draw_bookmarks, draw_cursor
from widgets.timeline_state import Hit
from widgets.timeline_words import keys_words, lane_words, view_words

#: (actor, span row of dtype SPAN or None where it runs, instant) to lines of rich text.
Describer = Callable[[int, np.void | None, int], str]

_NEAR = 4  # screen pixels
_ROUND_PIECE = 0.15  # of a piece, shown on each side of it


class TimelineSelection(TimelineCanvas):
    """Lanes of which one can be selected, and a cursor line.

    The line follows the pointer; a click or a key pins it, and it comes back there.

    Signals: those of TimelineCanvas; lane_selected (actor, or -1); cursor_moved (ns or None) by pointer or
    keys, cursor_pinned (ns or None) by a click or keys, neither by `set_cursor`; cursor_shown (ns or None)
    wherever the line is drawn anew; span_selected (row of dtype SPAN, or None);
    bookmark_requested and present_requested by keys.
    """

    lane_selected = Signal(int)
    cursor_moved = Signal(object)
    cursor_pinned = Signal(object)
    cursor_shown = Signal(object)
    bookmark_requested = Signal()
    present_requested = Signal()
    span_selected = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._describe: Describer | None = None
        self._find_causes: CauseFinder | None = None
        self._wait: np.void | None = None  # the selected one, and what kept it waiting
        self._causes: Sequence[Cause] = ()
        self._bookmarks: list[Bookmark] = []
        self._cursor: int | None = None
        self._pinned: int | None = None  # the cursor while nobody points
        self._card = TimelineCard(self._state.palette, self)
        self._card_of: tuple[int, int] | None = None  # actor and instant

    # Values in ----------------------------------------------------------------------------------------------

    @override
    def clear(self) -> None:
        self._hide_card()
        self._wait, self._causes, self._bookmarks = None, (), []
        self._pinned = self._cursor = None
        self.select_lane(-1)
        super().clear()
        self._tell()

    @override
    def set_palette_colours(self, palette: Palette) -> None:
        self._card.set_palette_colours(palette)
        super().set_palette_colours(palette)

    @override
    def set_lanes(self, lanes: Sequence[Actor]) -> None:
        chosen, count = self._state.selected, len(self._state.lanes)
        super().set_lanes(lanes)
        if self._state.selected != chosen:
            self.lane_selected.emit(self._state.selected)
        if len(lanes) != count:
            self._tell()

    @override
    def set_horizon(self, t_ns: int) -> None:
        super().set_horizon(t_ns)
        self._refresh_card()

    def set_describe(self, describe: Describer | None) -> None:
        """Who finds the words for the card: lines of rich text, the first is the title."""
        self._describe = describe

    def set_causes(self, find: CauseFinder | None) -> None:
        """Who knows what kept a wait waiting: it is lit up when the wait is selected."""
        self._find_causes = find

    def set_bookmarks(self, bookmarks: Sequence[Bookmark]) -> None:
        """Flags on the axis, in time order."""
        self._bookmarks = list(bookmarks)
        self._update()

    def bookmark_near(self, t_ns: int) -> int | None:
        """The instant of a bookmark that is nearly at another one in sight."""
        near_ns = _NEAR * self._state.window.pixel_ns
        instants = [mark.t_ns for mark in self._bookmarks if abs(mark.t_ns - t_ns) <= near_ns]
        return min(instants, key=lambda instant: abs(instant - t_ns), default=None)

    def set_cursor(self, t_ns: int | None) -> None:
        """Put the cursor line at an instant, or take it away; no signal."""
        self._pinned = self._cursor = t_ns
        self._update()
        self.cursor_shown.emit(t_ns)

    # Selection ----------------------------------------------------------------------------------------------

    @property
    def selected_lane(self) -> int:
        """The actor of the selected lane, or -1."""
        return self._state.selected

    @property
    def cursor_ns(self) -> int | None:
        """Where the cursor line is."""
        return self._cursor

    @property
    def pinned_ns(self) -> int | None:
        """Where the cursor line stays while nobody points."""
        return self._pinned

    def show_instant(self, t_ns: int) -> None:
        """Move the view, no further than needed, so that an instant is in sight."""
        window = self._state.window
        if not window.shows(t_ns):
            window.pan(window.pixel(t_ns) - window.pixels / 2)
            self._moved()

    def select_lane(self, actor: int) -> None:
        """Select a lane (-1: none) and scroll to it."""
        if actor in self._state.lanes.rows and actor not in self._state.lanes.index:
            self.fold_group(actor, False)
        actor = actor if actor in self._state.lanes.index else -1
        if actor == self._state.selected:
            return
        self._state.selected = actor
        self._reveal(actor)
        self._changed()
        self._tell()
        self.lane_selected.emit(actor)

    def follow_present(self) -> None:
        """Keep the horizon in sight, and ask for the present where the horizon is held."""
        self.set_follow(True)
        self.present_requested.emit()

    def fold_group(self, actor: int, folded: bool | None = None) -> None:
        """Fold the lanes of an actor's process away, or show them; None: the other of both."""
        group = self._state.group_of(actor)
        if group is None:
            return
        self._hide_card()
        chosen = self._state.selected
        self.fold(group, group not in self.folded if folded is None else folded)
        self._told_anew(chosen)

    def fold_groups(self) -> None:
        """Fold all processes, or, if one is folded, show all lanes."""
        self._hide_card()
        chosen = self._state.selected
        self.fold_all(not self.folded & set(self._state.lanes.groups))
        self._told_anew(chosen)

    def _told_anew(self, chosen: int) -> None:
        self._reveal(self._state.selected)
        self._tell()
        if self._state.selected != chosen:
            self._select_span(None)
            self.lane_selected.emit(self._state.selected)

    def select_neighbour(self, step: int) -> None:
        """Select the lane `step` below the selected one; the first in sight where none is selected."""
        lanes = self._state.lanes
        if not len(lanes):
            return
        index = lanes.index.get(self._state.selected)
        shown = self._layout().lanes_in_sight(self._state.scroll)
        index = shown.start if index is None else min(max(index + step, 0), len(lanes) - 1)
        self.select_lane(lanes.actors[index].id)
        if self._cursor is not None:
            self._show_card(self._state.selected, self._cursor)

    @property
    def causes(self) -> Sequence[Cause]:
        """What kept the selected wait waiting: what is lit up."""
        return self._causes

    def go_to_cause(self) -> None:
        """Select the lane for which the selected wait waits (at the cursor, where it was several)."""
        at = self._pinned
        found = [each for each in self._causes if at is None or each.start_ns <= at < each.end_ns]
        cause = next(iter([*found, *self._causes]), None)
        if cause is None:
            return
        instant = cause.start_ns if at is None else min(max(at, cause.start_ns), cause.end_ns)
        self.select_lane(cause.actor)
        self._pin(instant)
        self.show_instant(instant)
        self._show_card(cause.actor, instant)
        self._tell()

    def _select_span(self, span: np.void | None) -> None:
        """A wait is selected (None: none): say so, and light up why it lasts."""
        self._wait = span
        self._causes = () if span is None else self._why(span)
        self._update()
        self.span_selected.emit(span)

    def _why(self, wait: np.void) -> Sequence[Cause]:
        found = self._find_causes(wait) if self._find_causes else ()
        return found or self._state.causes(wait)

    def next_event(self) -> None:
        """Move the cursor to where what the selected lane does changes next."""
        at = -1 if self._cursor is None else self._cursor
        self._go_to_event(self._state.next_start(self._state.selected, at))

    def previous_event(self) -> None:
        """Move the cursor back to where what the selected lane does changed last."""
        at = OPEN if self._cursor is None else self._cursor
        self._go_to_event(self._state.previous_start(self._state.selected, at))

    def clear_selection(self) -> None:
        """No lane, no cursor, no card."""
        self._hide_card()
        self.select_lane(-1)
        self._pin(None)
        self._select_span(None)

    def zoom_by(self, factor: float, anchor: int | None = None) -> None:
        """Make everything `factor` times as long around an instant (None: the cursor, or the middle)."""
        window = self._state.window
        if anchor is None and self._cursor is not None and window.shows(self._cursor):
            anchor = self._cursor
        self.zoom_around(factor, (window.start_ns + window.end_ns) // 2 if anchor is None else anchor)

    def zoom_to_piece(self) -> None:
        """Zoom to what the selected lane does at the cursor."""
        if self._cursor is not None:
            self._zoom_to(self._state.piece(self._state.selected, self._cursor))

    def at(self, place: QPointF) -> Hit | None:
        """What lies at a point of the widget: what prevails in that pixel; None where there is no lane."""
        return self._state.hit(self._layout(), place)

    def scroll_lanes(self, lanes: float, pixels: float = 0) -> bool:
        """Scroll down by lanes, or by logical pixels where these are given; False: all lanes are in sight."""
        layout = self._layout()
        step = pixels * layout.ratio if pixels else lanes * layout.pitch
        self._scroll_to(self._state.scroll + round(step))
        return layout.overflow > 0

    def _go_to_event(self, t_ns: int | None) -> None:
        if t_ns is None:
            return
        self._pin(t_ns)
        self.show_instant(t_ns)
        piece = self._state.piece(self._state.selected, t_ns)
        self._reveal(self._state.selected)
        self._show_card(self._state.selected, t_ns)
        self._select_span(piece.span if piece else None)
        self._tell()

    def _zoom_to(self, piece: Piece | None) -> None:
        if piece is None:
            return
        end_ns = self._state.horizon_ns if piece.end_ns == OPEN else piece.end_ns
        around = max(round((end_ns - piece.start_ns) * _ROUND_PIECE), 1)
        self.zoom_to(piece.start_ns - around, end_ns + around)

    def _pin(self, t_ns: int | None) -> None:
        new = t_ns != self._pinned
        self._pinned = t_ns
        self._point(t_ns)
        if new:
            self.cursor_pinned.emit(t_ns)

    def _point(self, t_ns: int | None) -> None:
        """The user moved the cursor."""
        if t_ns != self._cursor:
            self._cursor = t_ns
            self._update()
            self.cursor_moved.emit(t_ns)
            self.cursor_shown.emit(t_ns)

    def _tell(self) -> None:
        """Say in words what is shown and selected."""
        words = view_words(len(self._state.lanes), *self.range_ns)
        actor = self._state.actor(self._state.selected)
        if actor is not None:
            piece = None if self._cursor is None else self._state.piece(actor.id, self._cursor)
            words = f"{lane_words(actor, piece)} {self._cause_words()}{words}"
        self.setAccessibleDescription(words)
        # Screen readers ask again only when they are told to.
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _cause_words(self) -> str:
        """ "Thread-6 holds self.lock. " """
        actors = [(self._state.actor(each.actor), each.words) for each in self._causes[:3]]
        return "".join(f"{actor.name} {words}. " for actor, words in actors if actor is not None)

    # The card -----------------------------------------------------------------------------------------------

    def _show_card(self, actor: int, t_ns: int, hit: Hit | None = None) -> None:
        """Say what a lane does at an instant, beside it."""
        scene = self._state.scene(self._layout())
        index = scene.lanes.index.get(actor)
        piece = hit.piece if hit is not None else self._state.piece(actor, t_ns)
        shown = index is not None and index in scene.shown and scene.window.shows(t_ns)
        lines = self._describe(actor, piece.span, t_ns) if self._describe and piece and shown else ""
        if not lines or index is None:
            self._hide_card()
            return
        stripe = scene.layout.stripe(index, scene.scroll)
        gap = round(scene.layout.area.top() * 0.2)
        left, top = round(scene.x(t_ns)) - gap, round(stripe.top())
        self._card.show_at(lines, QRect(left, top, 2 * gap, round(stripe.height())))
        self._card_of = actor, t_ns

    def show_keys(self) -> None:
        """Say what the keys do."""
        scene = self._state.scene(self._layout())
        self._card.show_at(keys_words(), QRect(round(scene.layout.area.left()), 0, 1, 1))
        self._card_of = None

    @override
    def _grown(self) -> None:
        super()._grown()
        if self._wait is not None:  # what is lit up may last
            self._update()

    def _refresh_card(self) -> None:
        """What lasts gets longer while one looks at it."""
        if self._card_of is not None:
            piece = self._state.piece(*self._card_of)
            if piece is None or piece.end_ns == OPEN or piece.end_ns == self._state.horizon_ns:
                self._show_card(*self._card_of)

    def _hide_card(self) -> None:
        self._card.hide()
        self._card_of = None

    @override
    def _moved(self) -> None:
        self._hide_card()
        super()._moved()

    @override
    def _scroll_to(self, rows: int) -> None:
        self._hide_card()
        super()._scroll_to(rows)

    @override
    def _paint_over(self, painter: QPainter, layout: Layout) -> None:
        if self._bookmarks:
            draw_bookmarks(painter, layout, self._state.window, self._bookmarks, self._state.palette)
        if self._wait is not None and len(self._state.lanes):
            draw_causes(painter, self._state.scene(layout), self._wait, self._causes)
        if self._cursor is not None and len(self._state.lanes):
            draw_cursor(painter, layout, self._state.window, self._cursor, self._state.palette)

"""Everything that a timeline knows, and what lies where on it; the widget only adds hands and eyes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF

from app.core.events import State
from app.core.model import OPEN, Actor
from widgets.lane_rows import LaneRows, Piece
from widgets.lane_track import Lengths
from widgets.palette import Palette
from widgets.time_window import TimeWindow
from widgets.timeline_causes import Cause
from widgets.timeline_colours import UNSEEN
from widgets.timeline_flows import FlowArrows
from widgets.timeline_lanes import LaneList
from widgets.timeline_layout import Layout, NameWidths, arrange, small_font
from widgets.timeline_legend import Legend, entries
from widgets.timeline_scene import Labeller, Scene

_SOON_NS = 200_000  # between an arrow's end and that of the wait that it ends


class Hit(NamedTuple):
    """What lies at a point: `span` (dtype SPAN) is None where a lane runs, `piece` where it doesn't live."""

    actor: int
    span: np.void | None
    t_ns: int
    piece: Piece | None


class TimelineState:
    """Lanes, spans, flows, the range in sight and the selection."""

    def __init__(self, palette: Palette) -> None:
        self.palette = palette
        self.lanes = LaneList()
        self._actors: Sequence[Actor] = ()  # of all lanes, those that are folded away too
        self.rows = LaneRows()
        self.flows = FlowArrows()
        self.joins = FlowArrows()
        self.window = TimeWindow()
        self.horizon_ns = 0
        self.selected = -1  # actor
        self.scroll = 0  # screen pixels
        self.label: Labeller | None = None
        self.message = ""
        self._names_width: tuple[object, float] = (None, 0.0)
        self._widths: tuple[str, NameWidths] = ("", NameWidths(QFont()))
        self._legend: tuple[object, Legend] | None = None
        self._layout: tuple[object, Layout] | None = None
        self._ends_ns = 0  # the latest birth or end of a lane
        self._broken = False  # some lane was killed or raised

    def clear(self) -> None:
        """Forget the run; palette, labels and message stay."""
        self.lanes = LaneList()
        self._actors = ()
        self.rows.clear()
        self.flows.clear()
        self.joins.clear()
        self.horizon_ns = self._ends_ns = self.scroll = 0
        self.selected = -1
        self._broken = False
        self.window.set_extent(0, 0)
        self.window.fit()

    def set_lanes(self, actors: Sequence[Actor]) -> None:
        """Show these lanes; those that are the same as before cost nothing."""
        self._actors = actors
        if not self.lanes.is_of(actors):
            self._list(self.lanes.folded)
            if self.selected not in self.lanes.rows:
                self.selected = -1
        self._ends_ns = max((a.start_ns if a.end_ns is None else a.end_ns for a in actors), default=0)
        self._broken = any(a.end in ("raised", "killed") for a in actors)
        self.set_extent()

    def fold(self, processes: Iterable[int], folded: bool) -> None:
        """Fold the lanes of these processes away, or show them again."""
        chosen = set(processes) & set(self.lanes.groups)
        self._list(self.lanes.folded | chosen if folded else self.lanes.folded - chosen)
        row = self.lanes.rows.get(self.selected)
        if row is not None:  # what was selected is folded away: its process stands for it
            self.selected = self.lanes.actors[row].id

    def group_of(self, actor: int) -> int | None:
        """The process with which a lane (shown or not) is folded; None where there is nothing to fold."""
        found = next((each.process for each in self._actors if each.id == actor), None)
        return found if found in self.lanes.groups else None

    def _list(self, folded: frozenset[int]) -> None:
        self.lanes = LaneList(self._actors, folded)

    def set_extent(self) -> None:
        """Tell the window how far there is something to see."""
        self.window.set_extent(max(self.rows.end_ns, self._ends_ns), self.horizon_ns)

    def whole_ns(self) -> tuple[int, int]:
        """First and last instant of which there is anything to see."""
        return 0, max(self.rows.end_ns, self._ends_ns, self.horizon_ns, 1)

    def pixels_since(self, t_ns: int) -> float:
        """How far the horizon stands from where it stood at an instant, in screen pixels."""
        return abs(self.horizon_ns - t_ns) / self.window.pixel_ns

    def knows_nothing_after(self, t_ns: int) -> bool:
        """Whether from an instant on up to the horizon all lanes just go on with what they did."""
        latest = max(self.rows.end_ns, self._ends_ns, self.flows.end_ns, self.joins.end_ns)
        return latest <= t_ns <= self.horizon_ns

    def layout(self, width: int, height: int, ratio: float, font: QFont, scroll_bar: int) -> Layout:
        """Where everything stands, worked out again if something changed; sets the window's pixels."""
        legend = self._legend_for(width, font)
        key = (width, height, ratio, font.key(), self.lanes, legend.lines, scroll_bar)
        if self._layout is None or self._layout[0] != key:
            names = self._widest_name(font)
            made = arrange(width, height, ratio, font, self.lanes, names, legend.lines, scroll_bar)
            self._layout = key, made
            self.window.set_pixels(made.columns)
            if self.window.whole:
                self.window.fit()
        found = self._layout[1]
        self.scroll = max(min(self.scroll, found.overflow), 0)
        return found

    def _widest_name(self, font: QFont) -> float:
        if self._widths[0] != font.key():
            self._widths = font.key(), NameWidths(font)
        key = self.lanes, font.key()
        if self._names_width[0] != key:
            self._names_width = key, self._widths[1].widest(self.lanes)
        return self._names_width[1]

    def scene(self, layout: Layout, step: int = 1) -> Scene:
        """What there is to paint, with columns of `step` screen pixels."""
        assert self._legend is not None
        return Scene(
            layout=layout,
            lanes=self.lanes,
            rows=self.rows,
            flows=self.flows,
            joins=self.joins,
            window=self.window,
            horizon_ns=self.horizon_ns,
            palette=self.palette,
            legend=self._legend[1],
            selected=self.lanes.index.get(self.selected),
            scroll=self.scroll,
            label=self.label,
            message=self.message,
            step=step,
            replay=self.horizon_ns + 2 * self.window.pixel_ns < max(self.rows.end_ns, self._ends_ns),
        )

    def hit(self, layout: Layout, place: QPointF) -> Hit | None:
        """What lies at a point of the widget; None where no lane is, or left of the time axis."""
        index = layout.lane_at(place.y(), self.scroll)
        column = (place.x() - layout.area.left()) * layout.ratio
        if index is None or not 0 <= column < layout.columns:
            return None
        actor = self.lanes.actors[index]
        low, high = (int(t) for t in self.window.edges()[int(column) : int(column) + 2])
        t_ns = (low + high) // 2
        piece = self.rows.lane(actor.id).main_piece(low, high, actor.start_ns, self.end_of(actor))
        return Hit(actor.id, piece.span if piece else None, t_ns, piece)

    def piece(self, actor: int, t_ns: int) -> Piece | None:
        """What a lane does at an instant; None where it doesn't live."""
        found = self.actor(actor)
        return self.rows.lane(actor).piece(t_ns, found.start_ns, self.end_of(found)) if found else None

    def actor(self, actor: int) -> Actor | None:
        """The actor of a lane that is shown."""
        index = self.lanes.index.get(actor)
        return None if index is None else self.lanes.actors[index]

    def end_of(self, actor: Actor) -> int:
        """Up to when a lane lives, as far as time has got."""
        return self.horizon_ns if actor.end_ns is None else min(actor.end_ns, self.horizon_ns)

    def ran_before(self, actor: Actor, instants: npt.NDArray[np.int64]) -> Lengths:
        """How long (ns) a lane had lived without waiting by each of the sorted instants, from some beginning on."""
        lived = np.clip(instants, actor.start_ns, max(self.end_of(actor), actor.start_ns))
        between = np.diff(lived).astype(float)
        for _state, lengths in self.rows.lane(actor.id).waited(lived):
            between -= lengths
        return np.concatenate(([0.0], np.cumsum(np.maximum(between, 0))))

    def next_start(self, actor: int, t_ns: int) -> int | None:
        """When what a lane does changes next."""
        found = self.actor(actor)
        if found is None:
            return None
        if t_ns < found.start_ns:
            return found.start_ns if found.start_ns <= self.horizon_ns else None
        piece = self.piece(actor, t_ns)
        return piece.end_ns if piece is not None and piece.end_ns < self.end_of(found) else None

    def previous_start(self, actor: int, t_ns: int) -> int | None:
        """When what a lane did before `t_ns` began."""
        found = self.actor(actor)
        if found is None or t_ns <= found.start_ns:
            return None
        end = self.end_of(found)
        piece = self.piece(actor, min(t_ns, end) - 1)
        return piece.start_ns if piece is not None else None

    def causes(self, wait: np.void) -> list[Cause]:
        """What is known of a wait without asking anybody: its holder, else who ended it."""
        start, end = int(wait["start"]), int(wait["end"])
        if wait["holder"] >= 0:
            return [Cause(int(wait["holder"]), start, end, "")]
        found = None if end == OPEN else self.flows.arriving(int(wait["actor"]), end, _SOON_NS)
        if found is None:
            return []
        piece = self.piece(found[0], found[1])
        began = max(start, piece.start_ns) if piece is not None else found[1]
        return [Cause(found[0], min(began, found[1]), found[1], "")]

    def _legend_for(self, width: int, font: QFont) -> Legend:
        states = set(self.rows.states)
        states |= {UNSEEN if kind == "opaque" else State.RUNNING for kind in self.lanes.kinds}
        kinds = frozenset(self.flows.kinds | self.joins.kinds)
        key = (frozenset(states), kinds, self._broken, self.palette, width, font.key(), len(self.lanes) > 0)
        if self._legend is None or self._legend[0] != key:
            found = entries(states, kinds, self._broken, self.palette) if len(self.lanes) else []
            small = small_font(font)
            self._legend = key, Legend(found, small, width - QFontMetricsF(font).height())  # and margins
        return self._legend[1]

"""What there is to paint of a timeline at one moment, and where instants and lanes lie on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from widgets.lane_rows import LaneRows
from widgets.palette import Palette
from widgets.time_window import TimeWindow
from widgets.timeline_flows import FlowArrows
from widgets.timeline_lanes import LaneList
from widgets.timeline_layout import Layout
from widgets.timeline_legend import Legend

#: (actor, span row of dtype SPAN) to the words inside its bar; "" for none.
Labeller = Callable[[int, np.void], str]


@dataclass(slots=True)
class Scene:
    """The values that a picture is made of; `scroll` is in screen pixels."""

    layout: Layout
    lanes: LaneList
    rows: LaneRows
    flows: FlowArrows
    joins: FlowArrows
    window: TimeWindow
    horizon_ns: int
    palette: Palette
    legend: Legend
    selected: int | None  # index of a lane
    scroll: int
    label: Labeller | None
    message: str
    replay: bool  # there is more to come right of the horizon
    step: int = 1  # screen pixels of a column: more while many lanes are zoomed

    @property
    def shown(self) -> range:
        """Indices of the lanes in sight."""
        return self.layout.lanes_in_sight(self.scroll)

    def x(self, t_ns: float) -> float:
        """Where an instant lies, in logical pixels."""
        return self.layout.area.left() + self.window.pixel(t_ns) / self.layout.ratio

    def bar_top(self, index: int) -> float:
        """Where the bar of a lane begins, in logical pixels."""
        return self.layout.area.top() + self.layout.bar_top(index, self.scroll) / self.layout.ratio

    def bar_middle(self, index: int) -> float:
        """The middle of a lane's bar; not that of its stripe, they may differ by half a pixel."""
        return self.bar_top(index) + self.bar_height / 2

    @property
    def bar_height(self) -> float:
        """In logical pixels."""
        return self.layout.shape.height / self.layout.ratio

"""Which stretch of time is in sight, and how it moves: zoom, pan, fit, follow. Whole nanoseconds, no Qt."""

from __future__ import annotations

import math

import numpy as np

from widgets.lane_track import Times

# Lengths at which a view of everything is cut: few, so that a growing run doesn't rescale it all along.
_ROUND = (1.0, 1.2, 1.5, 1.75, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0)
_SHORTEST_FIT_NS = 1_000
# Where the newest instant stands while a zoomed view follows it.
_FOLLOWED_AT = 0.92


def round_length(ns: int) -> int:
    """The next round number of ns from `ns` up: 132 ms becomes 150 ms."""
    ns = max(ns, _SHORTEST_FIT_NS)
    power = 10.0 ** math.floor(math.log10(ns))
    return next(round(step * power) for step in _ROUND if round(step * power) >= ns)


class TimeWindow:
    """A range of time on a number of pixels: never less than 1 ns a pixel, never before the start."""

    def __init__(self) -> None:
        self.start_ns = 0
        self.end_ns = _SHORTEST_FIT_NS
        self.pixels = 1
        self.whole = True  # everything is in sight, also when it grows
        self.extent_ns = 0  # how far there is something to see
        self.horizon_ns = 0

    @property
    def length_ns(self) -> int:
        """Of the range in sight."""
        return self.end_ns - self.start_ns

    @property
    def pixel_ns(self) -> float:
        """Length of a pixel."""
        return self.length_ns / self.pixels

    def edges(self) -> Times:
        """The `pixels + 1` instants between which the pixels lie, strictly ascending.

        After a pan they are, where both views have them, the same numbers as before.
        """
        return self._edges(0, 1, self.pixels)

    def coarse_edges(self, step: int) -> tuple[Times, int]:
        """Instants between columns of `step` pixels, and by how many pixels the first lies left of the view.

        A pan by any number of pixels leaves them, where both views have them, the same numbers as before.
        """
        lead = self._grid % step if self.on_grid else 0
        return self._edges(-lead, step, self.pixels // step + 2), lead

    def _edges(self, first: int, step: int, count: int) -> Times:
        """The instants between `count` columns of `step` pixels, from pixel `first` on."""
        steps = np.arange(count + 1, dtype=np.float64) * step + first
        if self.on_grid:
            edges: Times = np.rint((steps + self._grid) * self.pixel_ns).astype(np.int64)
            return edges
        offsets: Times = np.rint(steps * self.pixel_ns).astype(np.int64)
        return offsets + self.start_ns

    def pixel(self, t_ns: float) -> float:
        """Where an instant lies, in pixels from the left edge."""
        return (t_ns - self.start_ns) / self.pixel_ns

    def instant(self, pixel: float) -> int:
        """Which instant lies at a pixel."""
        return self.start_ns + round(pixel * self.pixel_ns)

    @property
    def on_grid(self) -> bool:
        """Whether it begins where a pan would leave it: else the first one moves it by a part of a pixel."""
        begin, pixel_ns = self._grid, self.pixel_ns
        ends = round(begin * pixel_ns), round((begin + self.pixels) * pixel_ns)
        return ends == (self.start_ns, self.end_ns)  # where half a ns is rounded, the second may differ alone

    @property
    def _grid(self) -> int:
        """How many pixels of this length, about, lie before the view."""
        return round(self.start_ns / self.pixel_ns)

    def set_pixels(self, pixels: int) -> None:
        """Another width: the same range on more or fewer pixels."""
        self.pixels = max(pixels, 1)
        self._show(self.start_ns, self.end_ns)

    def set_extent(self, extent_ns: int, horizon_ns: int) -> None:
        """There is something to see up to `extent_ns`, of which time has got to `horizon_ns`."""
        self.extent_ns = max(extent_ns, horizon_ns)
        self.horizon_ns = horizon_ns
        if self.whole:
            self.fit()

    def fit(self) -> None:
        """Show everything, and go on doing so."""
        self.whole = True
        self.start_ns, self.end_ns = 0, max(round_length(self.extent_ns), self.pixels)

    def follow(self) -> None:
        """Move, not zoom, so that the horizon is in sight."""
        if not self.whole and not self.shows(self.horizon_ns):
            self._move_to(self.horizon_ns - round(self.length_ns * _FOLLOWED_AT))

    def slide(self) -> None:
        """Keep the horizon at its place near the right edge, once it has got there."""
        if not self.whole and self.horizon_ns > self.start_ns + round(self.length_ns * _FOLLOWED_AT):
            self._move_to(self.horizon_ns - round(self.length_ns * _FOLLOWED_AT))

    def shows(self, t_ns: int) -> bool:
        """Whether an instant is in sight."""
        return self.start_ns <= t_ns <= self.end_ns

    def show(self, start_ns: int, end_ns: int) -> None:
        """Show a range; widened where it is shorter than 1 ns a pixel, moved where it begins before 0."""
        self.whole = False
        self._show(start_ns, end_ns)

    def zoom(self, factor: float, anchor_ns: int) -> None:
        """Make everything `factor` times as long around an instant that stays where it is."""
        length = min(max(self.length_ns / factor, self.pixels), self._longest())
        share = (anchor_ns - self.start_ns) / self.length_ns
        start = round(anchor_ns - share * length)
        self.show(start, start + round(length))
        if self.start_ns == 0 and self.length_ns >= self._longest():
            self.fit()

    def pan(self, pixels: float) -> None:
        """Move to later times by whole pixels, so that what is narrower than a pixel doesn't shimmer."""
        self.whole = False
        self._move_to(self.start_ns + round(pixels * self.pixel_ns))

    def _longest(self) -> int:
        return max(round_length(self.extent_ns), self.pixels)

    def _move_to(self, start_ns: int) -> None:
        length = self.length_ns
        latest = max(self.extent_ns - length // 2, 0)
        grid = round(min(max(start_ns, 0), latest) / self.pixel_ns)
        self.start_ns = round(grid * self.pixel_ns)
        self.end_ns = self.start_ns + length

    def _show(self, start_ns: int, end_ns: int) -> None:
        missing = self.pixels - (end_ns - start_ns)
        if missing > 0:
            start_ns, end_ns = start_ns - missing // 2, end_ns + missing - missing // 2
        if start_ns < 0:
            start_ns, end_ns = 0, end_ns - start_ns
        self.start_ns, self.end_ns = start_ns, end_ns

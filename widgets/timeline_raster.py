"""Lanes as pixels: the share of each state in each pixel, mixed to colours, without a rectangle per span."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import numpy.typing as npt

from app.core.events import State
from app.core.model import OPEN
from widgets.lane_rows import Lane, LaneRows
from widgets.lane_track import Instants, Lengths
from widgets.timeline_colours import UNSEEN, Paint

Pixels = npt.NDArray[np.uint32]
Shares = npt.NDArray[np.float32]
Dots = npt.NDArray[np.bool_]

# A lane that lives shorter than this many pixels is drawn so wide: it must not vanish.
_NARROWEST = 2
_DOT = 2  # pixels
_PREVAILS = 0.6  # of a pixel


@dataclass(frozen=True, slots=True)
class Bar:
    """A lane in sight: `top` is its first row of pixels; it lives from `birth_ns` to `end_ns` (None: on)."""

    actor: int
    top: int
    birth_ns: int
    end_ns: int | None
    seen: bool = True  # False: what it does isn't known


@dataclass(frozen=True, slots=True)
class BarShape:
    """Sizes that all bars have in common, in pixels of the screen."""

    height: int
    top_edge: int
    bottom_edge: int
    radius: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of pixels in which one state prevails: room for a label."""

    bar: int  # index of the bar
    state: int
    left: int  # pixels, from `left` up to `right`
    right: int

    def scaled(self, step: int, lead: int, columns: int) -> Stretch:
        """The same in pixels, where a column has `step` of them and the first lies `lead` left of them all."""
        left, right = (min(max(column * step - lead, 0), columns) for column in (self.left, self.right))
        return Stretch(self.bar, self.state, left, right)


class LaneRaster:
    """Draws bars into an array of pixels (0xAARRGGBB, premultiplied) that is kept from frame to frame.

    While the view stays the same only what is new in a lane is worked out and drawn; moved by whole columns,
    only what comes in. What is new a lane says to one raster: a second one (`only` False) draws all anew.
    """

    def __init__(self, only: bool = True) -> None:
        self._only = only
        self._pixels: Pixels = np.zeros((0, 0), np.uint32)
        self._shares: Shares = np.zeros((0, 0, 0), np.float32)
        self._edges: Lengths = np.zeros(1)
        self._drawn: list[_Drawn] = []
        self._view: tuple[object, ...] = ()
        self._states: list[int] = []
        self._mix = _Mix(np.zeros((0, 16), np.float32))
        self._per_ns: Lengths = np.zeros(0)
        self._dots: Dots = np.zeros(0, np.bool_)
        self.fresh = (0, 0)  # first column that `draw` has drawn anew, and the one after the last

    def draw(
        self,
        bars: Sequence[Bar],
        rows: LaneRows,
        edges: Instants,
        horizon_ns: int,
        paint: Paint,
        shape: BarShape,
        height: int,
    ) -> Pixels:
        """The bars on `height` rows of pixels, transparent between them. `edges`: n + 1 for n columns (ns).

        The array is used again by the next call.
        """
        edges = edges.astype(np.float64)
        self.fresh = (len(edges) - 1, 0)
        moved = self._go_to(bars, rows, edges, paint, shape, height)
        # What is right of it was never drawn; panned to the left, that is true of the first columns.
        fresh_ns = float(edges[-1 - moved]) if moved > 0 else float(OPEN)
        self._drawn = [
            self._draw_bar(bar, shares, drawn, rows.lane(bar.actor), horizon_ns, shape, fresh_ns, -moved)
            for bar, shares, drawn in zip(bars, self._shares, self._drawn, strict=True)
        ]
        return self._pixels

    def prepare(
        self,
        bars: Sequence[Bar],
        rows: LaneRows,
        edges: Instants,
        horizon_ns: int,
        paint: Paint,
        shape: BarShape,
        height: int,
        most: int,
    ) -> bool:
        """Work out at most so many of the bars that aren't drawn yet; whether `draw` would find all of them."""
        self._go_to(bars, rows, edges.astype(np.float64), paint, shape, height)
        missing = [index for index, drawn in enumerate(self._drawn) if drawn is _NOTHING]
        for index in missing[:most]:
            bar = bars[index]
            self._drawn[index] = self._draw_bar(
                bar, self._shares[index], _NOTHING, rows.lane(bar.actor), horizon_ns, shape, float(OPEN), 0
            )
        return len(missing) <= most

    def forget(self) -> None:
        """Draw everything anew the next time: somebody else was told what is new."""
        self._view = ()

    def _go_to(
        self,
        bars: Sequence[Bar],
        rows: LaneRows,
        edges: Lengths,
        paint: Paint,
        shape: BarShape,
        height: int,
    ) -> int:
        """Make room for a view, with what is drawn already of it; how many columns later it begins."""
        states = sorted({*rows.states, State.RUNNING, UNSEEN})
        places = [(bar.actor, bar.top, bar.birth_ns, bar.seen) for bar in bars]
        view = (paint, shape, height, states, places)
        moved = self._columns_to(edges) if view == self._view else None
        if moved != 0:
            self.fresh = 0, len(edges) - 1
        if moved is None:
            self._view, self._edges, self._states = view, edges, states
            self._start_again(len(bars), len(edges) - 1, height)
            self._mix = _Mix(paint.matrix[states])
            return 0
        if moved:
            self._move(moved, edges)
        return moved

    def stretches(self, narrowest: int) -> list[Stretch]:
        """Where in the last frame one wait prevails over at least `narrowest` pixels."""
        found = []
        for index, state in enumerate(self._states):
            if state in (State.RUNNING, UNSEEN):
                continue
            prevails = np.zeros((len(self._shares), self._shares.shape[2] + 2), np.int8)
            np.greater(self._shares[:, index], _PREVAILS, out=prevails[:, 1:-1], casting="unsafe")
            bounds = np.flatnonzero(np.diff(prevails.ravel()))  # each begins and each ends one
            lefts, rights = bounds[::2], bounds[1::2]
            wide = rights - lefts >= narrowest
            for left, right in zip(lefts[wide].tolist(), rights[wide].tolist(), strict=True):
                bar, column = divmod(left, prevails.shape[1])
                found.append(Stretch(bar, state, column, column + right - left))
        return found

    def _start_again(self, count: int, columns: int, height: int) -> None:
        """Another view: nothing of what was drawn can stay."""
        if self._pixels.shape != (height, columns):
            self._pixels = np.zeros((height, columns), np.uint32)
        if self._shares.shape != (count, len(self._states), columns):
            self._shares = np.zeros((count, len(self._states), columns), np.float32)
        self._pixels.fill(0)
        self._shares.fill(0)
        self._drawn = [_NOTHING] * count
        self._per_ns = 1 / np.diff(self._edges)
        self._dots = _dots(self._edges)

    def _columns_to(self, edges: Lengths) -> int | None:
        """How many columns later the view begins; None where its columns aren't those drawn before."""
        count = len(edges)
        if count != len(self._edges):
            return None
        if edges[0] >= self._edges[0]:
            by = int(self._edges.searchsorted(edges[0]))
            return by if np.array_equal(edges[: count - by], self._edges[by:]) and by < count - 1 else None
        by = int(edges.searchsorted(self._edges[0]))
        return -by if np.array_equal(edges[by:], self._edges[: count - by]) and by < count - 1 else None

    def _move(self, by: int, edges: Lengths) -> None:
        """Push what is drawn `by` columns to the left; the columns that come in are empty."""
        kept, fresh = (slice(by, None), slice(-by, None)) if by > 0 else (slice(None, by), slice(None, -by))
        there = slice(None, -by) if by > 0 else slice(-by, None)
        for drawn in (self._pixels, self._shares):
            drawn[..., there] = drawn[..., kept]
            drawn[..., fresh] = 0
        columns = len(edges) - 1
        self._edges, self._per_ns, self._dots = edges, 1 / np.diff(edges), _dots(edges)
        self._drawn = [each.moved(by, columns) for each in self._drawn]

    def _draw_bar(
        self,
        bar: Bar,
        shares: Shares,
        before: _Drawn,
        lane: Lane,
        horizon_ns: int,
        shape: BarShape,
        fresh_ns: float,
        fresh_columns: int,
    ) -> _Drawn:
        """Draw what differs from `before`, what lies right of `fresh_ns`, and the first `fresh_columns`."""
        end_ns = horizon_ns if bar.end_ns is None else min(bar.end_ns, horizon_ns)
        dead = bar.end_ns is not None and bar.end_ns <= min(horizon_ns, int(self._edges[-1]))
        unchanged = (end_ns, dead) == (before.end_ns, before.dead) and lane.changed_ns == OPEN
        if fresh_columns > 0 and bar.birth_ns < self._edges[fresh_columns] and before is not _NOTHING:
            if unchanged and before.last > fresh_columns + 2 * shape.radius + _NARROWEST:
                return self._draw_left(bar, shares, before, lane, shape, fresh_columns)
            before, unchanged = self._wiped(bar.top, shares, shape), False
        # What is short is drawn wider or without round corners.
        short = before.last - before.first <= 2 * max(shape.radius, _NARROWEST)
        if short and (fresh_columns or before.first == 0) and before.last:
            before, unchanged = self._wiped(bar.top, shares, shape), False
        if unchanged and end_ns <= fresh_ns:
            return before
        drawn = self._reach(bar, end_ns, dead, horizon_ns)
        later = end_ns >= before.end_ns and before.first == drawn.first and not before.dead
        since = min(lane.changed_ns, before.end_ns, fresh_ns) if later else bar.birth_ns
        begin = min(max(int(self._edges.searchsorted(since, "right")) - 1, drawn.first), drawn.last)
        if drawn.dead:
            begin = min(begin, drawn.last - shape.radius)
        if short or begin < drawn.first + shape.radius:
            begin = drawn.first
        if self._only:
            lane.changed_ns = OPEN
        stop = max(drawn.last, before.last, drawn.first + _NARROWEST)
        self.fresh = min(self.fresh[0], begin), max(self.fresh[1], stop)
        shares[:, begin:stop] = 0
        if drawn.last > begin:
            self._fill(shares, slice(begin, drawn.last), bar, drawn, lane)
        self._copy(bar.top, shares, slice(begin, stop), shape)
        self._round_corners(bar.top, begin, drawn, shape)
        return drawn

    def _draw_left(
        self, bar: Bar, shares: Shares, before: _Drawn, lane: Lane, shape: BarShape, fresh_columns: int
    ) -> _Drawn:
        """Draw the first columns of a bar of which the others are there."""
        reach = self._reach(bar, before.end_ns, before.dead, before.end_ns)
        drawn = _Drawn(before.end_ns, reach.first, before.last, reach.born, before.dead)
        columns = slice(drawn.first, min(fresh_columns + shape.radius, drawn.last))
        shares[:, columns] = 0
        self._fill(shares, columns, bar, drawn, lane)
        self._copy(bar.top, shares, columns, shape)
        self._round_corners(bar.top, drawn.first, replace(drawn, dead=False), shape)
        return drawn

    def _wiped(self, top: int, shares: Shares, shape: BarShape) -> _Drawn:
        """Forget a bar."""
        self._pixels[max(top, 0) : max(top + shape.height, 0)] = 0
        shares.fill(0)
        self.fresh = 0, shares.shape[1]
        return _NOTHING

    def _reach(self, bar: Bar, end_ns: int, dead: bool, horizon_ns: int) -> _Drawn:
        """Which columns a bar takes."""
        edges = self._edges
        if bar.birth_ns > min(horizon_ns, int(edges[-1]) - 1) or end_ns < edges[0]:
            return _Drawn(end_ns, 0, 0, False, dead)
        first = max(int(edges.searchsorted(bar.birth_ns, "right")) - 1, 0)
        last = min(max(int(edges.searchsorted(end_ns, "left")), first + 1), len(edges) - 1)
        return _Drawn(end_ns, first, last, bar.birth_ns >= edges[0], dead)

    def _fill(self, shares: Shares, columns: slice, bar: Bar, drawn: _Drawn, lane: Lane) -> None:
        """Work out the shares of some columns."""
        lived = self._edges[columns.start : columns.stop + 1]
        end_ns = max(drawn.end_ns, bar.birth_ns)
        if lived[0] < bar.birth_ns or lived[-1] > end_ns:
            lived = np.minimum(np.maximum(lived, bar.birth_ns), end_ns)
        part, per_ns = shares[:, columns], self._per_ns[columns]
        rest = lived[1:] - lived[:-1]
        for state, waited in lane.waited(lived):
            rest -= waited
            part[self._states.index(state)] += waited * per_ns
        if rest.min() < 0:  # two waits at once: each gets its part
            np.maximum(rest, 0, out=rest)
            part *= np.diff(lived) * per_ns / np.maximum(part.sum(axis=0), per_ns)
        own = self._states.index(State.RUNNING if bar.seen else UNSEEN)
        np.multiply(rest, per_ns, out=part[own], casting="same_kind")
        if drawn.last - drawn.first <= _NARROWEST and drawn.born:
            _widen(shares, drawn.first, drawn.last, own)

    def _copy(self, top: int, shares: Shares, columns: slice, shape: BarShape) -> None:
        """Mix the colours of some columns of a bar and put them into its rows of pixels."""
        kinds = self._mix.kinds(shares[:, columns])
        rows = self._pixels[max(top, 0) : max(top + shape.height, 0), columns]
        skipped = max(-top, 0)  # rows above the area
        rows[:] = kinds[Paint.BODY]
        rows[: max(shape.top_edge - skipped, 0)] = kinds[Paint.TOP]
        bottom = kinds[Paint.BOTTOM]
        if kinds[Paint.BETWEEN] is not bottom:
            bottom = np.where(self._dots[columns], bottom, kinds[Paint.BETWEEN])
        rows[max(shape.height - shape.bottom_edge - skipped, 0) :][: shape.bottom_edge] = bottom

    def _round_corners(self, top: int, begin: int, drawn: _Drawn, shape: BarShape) -> None:
        radius = shape.radius
        if not radius or shape.height < 3 * radius or drawn.last - drawn.first < 2 * radius:
            return
        if not 0 <= top <= len(self._pixels) - shape.height:
            return
        mask = _corner(radius)
        for row, turned in ((top, mask), (top + shape.height - radius, mask[::-1])):
            if drawn.born and begin == drawn.first:
                _fade(self._pixels[row : row + radius, drawn.first : drawn.first + radius], turned)
            if drawn.dead:
                _fade(self._pixels[row : row + radius, drawn.last - radius : drawn.last], turned[:, ::-1])


class _Mix:
    """Mixes colours by shares; kinds of pixel rows that look the same in every state are mixed once."""

    def __init__(self, matrix: npt.NDArray[np.float32]) -> None:
        self._blocks: list[int] = []  # per kind, which block of columns it is
        blocks: list[npt.NDArray[np.float32]] = []
        for kind in range(4):
            block = matrix[:, 4 * kind : 4 * kind + 4]
            same = (i for i, known in enumerate(blocks) if np.array_equal(known, block))
            self._blocks.append(next(same, len(blocks)))
            if self._blocks[-1] == len(blocks):
                blocks.append(block)
        self._matrix = np.ascontiguousarray(np.concatenate(blocks, axis=1))

    def kinds(self, shares: Shares) -> list[Pixels]:
        """For each kind of pixel row the pixels of the columns whose shares are given."""
        mixed = shares.T @ self._matrix
        mixed += 0.5
        pixels = mixed.astype(np.uint8).view(np.uint32)
        columns = [pixels[:, block] for block in range(pixels.shape[1])]
        return [columns[block] for block in self._blocks]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """How far a bar was drawn: the columns that it takes, and whether it really begins and ends with them."""

    end_ns: int
    first: int
    last: int
    born: bool
    dead: bool

    def moved(self, by: int, columns: int) -> _Drawn:
        """The same where the view begins `by` columns later; nothing of use where its round begin was cut."""
        if self.born and self.first < by:
            return _NOTHING
        first, last = (min(max(column - by, 0), columns) for column in (self.first, self.last))
        return _Drawn(self.end_ns, first, last, self.born, self.dead)


_NOTHING = _Drawn(-1, 0, 0, False, False)


@cache
def _corner(radius: int) -> npt.NDArray[np.uint16]:
    """How much of each pixel of a round top left corner is covered, 0..256."""
    fine = (np.arange(radius * 8) + 0.5) / 8
    inside = (fine[:, None] - radius) ** 2 + (fine - radius) ** 2 <= radius**2
    share = inside.reshape(radius, 8, radius, 8).mean(axis=(1, 3))
    mask: npt.NDArray[np.uint16] = np.rint(share * 256).astype(np.uint16)
    return mask


def _fade(pixels: Pixels, mask: npt.NDArray[np.uint16]) -> None:
    """Multiply premultiplied pixels with a mask of 0..256."""
    channels = np.ascontiguousarray(pixels).view(np.uint8).reshape(*pixels.shape, 4)
    pixels[:] = (channels * mask[:, :, None] >> 8).astype(np.uint8).view(np.uint32)[..., 0]


def _dots(edges: Lengths) -> Dots:
    """Which columns are a dot of a dotted edge; fixed to the time, so that dots move with their span."""
    pixel_ns = (edges[-1] - edges[0]) / (len(edges) - 1)
    first = round(edges[0] / pixel_ns)
    dots: Dots = (np.arange(first, first + len(edges) - 1) // _DOT) % 2 == 0
    return dots


def _widen(shares: Shares, first: int, last: int, own: int) -> None:
    """Let a lane that lives less than some pixels fill them, with its states mixed as they are."""
    mixed = shares[:, first:last].sum(axis=1)
    total = float(mixed.sum())
    if total == 0:
        mixed[own], total = 1, 1
    if total < _NARROWEST:
        shares[:, first : first + _NARROWEST] = (mixed / total)[:, None]

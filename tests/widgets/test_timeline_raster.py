"""The raster colours each state by its share of a pixel; drawing only what is new changes nothing."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.events import State
from app.core.model import OPEN
from tests.widgets.timeline_runs import Spans, no_spans, spans_of
from widgets.lane_rows import LaneRows
from widgets.palette import DARK, LIGHT, Palette
from widgets.timeline_colours import UNSEEN, Paint, look, rgb
from widgets.timeline_raster import Bar, BarShape, LaneRaster, Pixels, Stretch

SHAPE = BarShape(height=8, top_edge=1, bottom_edge=2, radius=0)
ROUND = BarShape(height=8, top_edge=1, bottom_edge=2, radius=2)
BODY, BOTTOM = 4, 7  # rows of a bar


def drawn(
    rows: LaneRows,
    *bars: Bar,
    end_ns: int = 100,
    columns: int = 100,
    horizon_ns: int = 1000,
    shape: BarShape = SHAPE,
    palette: Palette = LIGHT,
) -> Pixels:
    edges = np.linspace(0, end_ns, columns + 1).astype(np.int64)
    return LaneRaster().draw(bars, rows, edges, horizon_ns, Paint(palette), shape, 40)


def filled(*rows: tuple[int, State, int, int]) -> LaneRows:
    found = LaneRows()
    found.add(spans_of(*rows))
    return found


def colour(pixel: np.uint32) -> str:
    return f"#{int(pixel) & 0xFFFFFF:06x}"


def alpha(pixel: np.uint32) -> int:
    return int(pixel) >> 24


def test_a_lane_runs_where_it_does_not_wait() -> None:
    pixels = drawn(filled((0, State.SLEEP, 30, 60)), Bar(0, 0, 10, 90))
    shown = [colour(pixel) if alpha(pixel) else None for pixel in pixels[BODY]]
    running, sleeping = LIGHT.fills[State.RUNNING], LIGHT.fills[State.SLEEP]
    assert shown == [None] * 10 + [running] * 20 + [sleeping] * 30 + [running] * 30 + [None] * 10


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_a_wait_for_a_lock_has_an_edge_at_its_bottom(palette: Palette) -> None:
    pixels = drawn(filled((0, State.LOCK, 0, 50)), Bar(0, 0, 0, 100), palette=palette)
    assert colour(pixels[BODY, 20]) == palette.fills[State.LOCK]
    assert [colour(pixels[row, 20]) for row in (6, 7)] == [palette.edges[State.LOCK]] * 2
    assert colour(pixels[BOTTOM, 70]) == palette.fills[State.RUNNING]


def test_the_edge_of_a_wait_for_a_queue_is_dotted() -> None:
    pixels = drawn(filled((0, State.GET, 0, 100)), Bar(0, 0, 0, 100))
    assert {colour(pixel) for pixel in pixels[BOTTOM]} == {LIGHT.fills[State.GET], LIGHT.edges[State.GET]}


def test_the_wait_for_another_lane_has_an_edge_at_its_top() -> None:
    pixels = drawn(filled((0, State.JOIN, 0, 100)), Bar(0, 0, 0, 100))
    assert colour(pixels[0, 50]) == look(LIGHT, State.JOIN).top
    assert colour(pixels[BODY, 50]) == LIGHT.fills[State.JOIN]


def test_no_two_families_of_states_differ_by_colour_alone() -> None:
    looks = {
        (found.fill, found.top is None, found.bottom is None, found.dotted)
        for found in (look(LIGHT, state) for state in State)
    }
    shapes = [shape for _fill, *shape in looks]
    # Running and the still states have neither edge: they are told apart by a strong and a pale fill.
    assert sorted(shapes).count([True, True, False]) == 2
    assert len(shapes) == 5
    light = [sum(rgb(LIGHT.fills[state])) for state in (State.RUNNING, State.SLEEP)]
    assert light[1] - light[0] > 250


def test_what_is_narrower_than_a_pixel_is_mixed_by_its_share() -> None:
    pixels = drawn(
        filled((0, State.SLEEP, 250, 500)), Bar(0, 0, 0, 100_000), end_ns=100_000, horizon_ns=100_000
    )
    running, sleeping = (np.array(rgb(LIGHT.fills[s])) for s in (State.RUNNING, State.SLEEP))
    assert np.abs(np.array(rgb(colour(pixels[BODY, 0]))) - (running * 0.75 + sleeping * 0.25)).max() <= 1


@pytest.mark.parametrize("columns", [7, 50, 333])
def test_a_zoom_changes_no_states_share_of_a_lane(columns: int) -> None:
    random = np.random.default_rng(2)
    times = np.sort(random.choice(100_000, 2000, replace=False))
    rows = filled(*((0, State.SLEEP, int(a), int(b)) for a, b in zip(times[::2], times[1::2], strict=True)))
    pixels = drawn(rows, Bar(0, 0, 0, 100_000), end_ns=100_000, columns=columns, horizon_ns=100_000)
    red = (pixels[BODY] >> 16 & 0xFF).mean()
    asleep = (times[1::2] - times[::2]).sum() / 100_000
    expected = rgb(LIGHT.fills[State.RUNNING])[0] * (1 - asleep) + rgb(LIGHT.fills[State.SLEEP])[0] * asleep
    assert red == pytest.approx(expected, abs=0.7)


def test_a_lane_that_lives_an_instant_is_still_seen() -> None:
    pixels = drawn(LaneRows(), Bar(0, 0, 50, 50), Bar(1, 10, 99, 100), Bar(2, 20, 33, 34))
    for row, columns in ((BODY, [50, 51]), (10 + BODY, [99]), (20 + BODY, [33, 34])):
        assert np.flatnonzero(pixels[row]).tolist() == columns
        assert {alpha(pixel) for pixel in pixels[row, columns]} == {255}


def test_nothing_is_drawn_right_of_the_horizon() -> None:
    pixels = drawn(filled((0, State.LOCK, 20, 80)), Bar(0, 0, 0, None), Bar(1, 10, 60, 90), horizon_ns=40)
    assert np.flatnonzero(pixels[BODY]).tolist() == list(range(40))
    assert not pixels[10:18].any()


def test_a_lasting_wait_goes_up_to_the_horizon() -> None:
    rows = LaneRows()
    rows.set_open(spans_of((0, State.LOCK, 20, OPEN)))
    pixels = drawn(rows, Bar(0, 0, 0, None), horizon_ns=70)
    assert colour(pixels[BODY, 69]) == LIGHT.fills[State.LOCK]
    assert alpha(pixels[BODY, 70]) == 0


def test_a_program_that_cannot_be_traced_does_not_seem_to_run() -> None:
    pixels = drawn(LaneRows(), Bar(0, 0, 0, 100, seen=False))
    assert {colour(pixel) for pixel in pixels[BODY]} == {look(LIGHT, UNSEEN).fill}


def test_two_waits_at_once_are_mixed_not_added() -> None:
    pixels = drawn(filled((0, State.SLEEP, 0, 100), (0, State.LOCK, 0, 100)), Bar(0, 0, 0, 100))
    half = (np.array(rgb(LIGHT.fills[State.SLEEP])) + np.array(rgb(LIGHT.fills[State.LOCK]))) / 2
    assert np.abs(np.array(rgb(colour(pixels[BODY, 50]))) - half).max() <= 1


def test_bars_cut_by_the_edges_of_the_area_show_their_other_part() -> None:
    pixels = drawn(filled((0, State.LOCK, 0, 100)), Bar(0, -6, 0, 100), Bar(0, 36, 0, 100))
    assert colour(pixels[1, 5]) == LIGHT.edges[State.LOCK]
    assert not pixels[2:36].any()
    assert colour(pixels[39, 5]) == LIGHT.fills[State.LOCK]


def test_only_the_real_ends_of_a_lane_are_round() -> None:
    pixels = drawn(LaneRows(), Bar(0, 0, 10, 90), Bar(1, 10, 10, None), shape=ROUND, horizon_ns=90)
    corners = [alpha(pixels[row, column]) < 255 for row in (0, 7) for column in (10, 89)]
    lasting = [alpha(pixels[row, column]) < 255 for row in (10, 17) for column in (10, 89)]
    assert corners == [True] * 4
    assert lasting == [True, False] * 2


def test_stretches_are_where_one_wait_prevails() -> None:
    raster = LaneRaster()
    rows = filled((0, State.SLEEP, 10, 50), (0, State.LOCK, 50, 58), (1, State.JOIN, 60, 100))
    edges = np.arange(101, dtype=np.int64)
    raster.draw([Bar(0, 0, 0, 100), Bar(1, 10, 0, 100)], rows, edges, 100, Paint(LIGHT), SHAPE, 40)
    assert raster.stretches(10) == [Stretch(0, State.SLEEP, 10, 50), Stretch(1, State.JOIN, 60, 100)]


class Live:
    """A made-up run that goes on: threads are born, wait, go on and end, a little at each frame."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.now = 0
        self.births = {actor: int(self.random.integers(0, 300)) for actor in range(4)}
        self.ends: dict[int, int] = {}
        self.waits: dict[int, tuple[int, int]] = {}  # actor: start, state
        self.rows = LaneRows()

    def step(self) -> None:
        fresh: list[tuple[int, State, int, int]] = []
        before, self.now = self.now, self.now + int(self.random.integers(1, 60))
        for actor, birth in self.births.items():
            if actor in self.ends or birth > before:
                continue
            at = int(self.random.integers(before, self.now))
            choice = self.random.integers(0, 12)
            if actor in self.waits and choice < 5:
                start, state = self.waits.pop(actor)
                fresh.append((actor, State(state), start, at))
            elif actor not in self.waits and choice < 5:
                self.waits[actor] = (at, int(self.random.choice([State.LOCK, State.SLEEP, State.GET])))
            elif actor not in self.waits and choice == 11:
                self.ends[actor] = at
        self.rows.add(spans_of(*fresh))
        self.rows.set_open(self.lasting())

    def lasting(self) -> Spans:
        rows = [(actor, State(state), start, OPEN) for actor, (start, state) in self.waits.items()]
        return spans_of(*rows) if rows else no_spans()

    def bars(self) -> list[Bar]:
        return [Bar(a, 10 * a - 3, birth, self.ends.get(a)) for a, birth in self.births.items()]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("columns", [40, 400])
def test_drawing_only_what_is_new_shows_the_same_as_drawing_all(seed: int, columns: int) -> None:
    live = Live(seed)
    kept, paint = LaneRaster(), Paint(LIGHT)
    edges = np.linspace(0, 1200, columns + 1).astype(np.int64)
    for _ in range(40):
        live.step()
        found = kept.draw(live.bars(), live.rows, edges, live.now, paint, ROUND, 40).copy()
        assert np.array_equal(
            found, LaneRaster().draw(live.bars(), live.rows, edges, live.now, paint, ROUND, 40)
        )
    for horizon_ns in (live.now // 2, live.now // 3, live.now * 2 // 3, live.now):  # a replay
        found = kept.draw(live.bars(), live.rows, edges, horizon_ns, paint, ROUND, 40).copy()
        assert np.array_equal(
            found, LaneRaster().draw(live.bars(), live.rows, edges, horizon_ns, paint, ROUND, 40)
        )


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("columns", [40, 400])
def test_panning_draws_only_the_columns_that_come_in_and_shows_the_same(seed: int, columns: int) -> None:
    live = Live(seed)
    random = np.random.default_rng(seed)
    kept, paint, column_ns, first = LaneRaster(), Paint(LIGHT), 1200 // columns, 0
    for turn in range(60):
        if turn < 30 or random.integers(0, 3) == 0:
            live.step()
        first = max(first + int(random.integers(-columns // 2, columns // 2)), 0)
        edges = (np.arange(columns + 1) + first) * column_ns
        found = kept.draw(live.bars(), live.rows, edges, live.now, paint, ROUND, 40).copy()
        assert np.array_equal(
            found, LaneRaster().draw(live.bars(), live.rows, edges, live.now, paint, ROUND, 40)
        ), turn

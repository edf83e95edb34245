"""The range in sight: zoom keeps its anchor, pan moves by whole pixels, following keeps up."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.widgets.timeline_runs import MS
from widgets.time_window import TimeWindow, round_length

PIXELS = 700


def window(extent_ns: int = 132 * MS, horizon_ns: int | None = None) -> TimeWindow:
    made = TimeWindow()
    made.set_pixels(PIXELS)
    made.set_extent(extent_ns, extent_ns if horizon_ns is None else horizon_ns)
    return made


@given(st.integers(0, 10**16))
def test_a_round_length_is_not_shorter_and_not_much_longer(ns: int) -> None:
    found = round_length(ns)
    assert max(ns, 1000) <= found <= max(ns, 1000) * 1.26


def test_everything_is_shown_up_to_a_round_time() -> None:
    assert (window().start_ns, window().end_ns) == (0, 150 * MS)


def test_what_is_shown_whole_stays_whole_as_it_grows() -> None:
    made = window(90 * MS)
    made.set_extent(300 * MS, 210 * MS)
    assert (made.start_ns, made.end_ns) == (0, 300 * MS)


@given(st.integers(0, 10**12), st.floats(0.01, 100), st.integers(0, PIXELS))
def test_a_zoom_leaves_its_anchor_where_it_is(start_ns: int, factor: float, pixel: int) -> None:
    made = window(10**13)
    made.show(start_ns, start_ns + 10**9)
    anchor = made.instant(pixel)
    made.zoom(factor, anchor)
    if made.start_ns > 0:
        assert made.pixel(anchor) == pytest.approx(pixel, abs=1.01)
    assert made.length_ns >= PIXELS


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("zoom"), st.floats(0.001, 1000), st.integers(-(10**9), 10**10)),
            st.tuples(st.just("pan"), st.floats(-5000, 5000), st.none()),
            st.tuples(st.just("show"), st.integers(-(10**9), 10**10), st.integers(0, 10**10)),
        ),
        max_size=12,
    )
)
@example([("show", 999_997_806, 931)])
def test_whatever_is_done_there_are_whole_ns_for_each_pixel_from_the_start_on(
    steps: list[tuple[str, float, int | None]],
) -> None:
    made = window(10**9)
    for name, first, second in steps:
        if name == "zoom" and second is not None:
            made.zoom(first, second)
        elif name == "pan":
            made.pan(first)
        elif second is not None:
            made.show(int(first), int(first) + second)
        edges = made.edges()
        assert len(edges) == PIXELS + 1
        assert np.diff(edges).min() >= 1
        assert (edges[0], edges[-1]) == (made.start_ns, made.end_ns)
        assert made.start_ns >= 0


def test_zooming_out_ends_with_everything_in_sight() -> None:
    made = window()
    made.show(50 * MS, 60 * MS)
    for _ in range(20):
        made.zoom(0.5, 55 * MS)
    assert made.whole
    assert (made.start_ns, made.end_ns) == (0, 150 * MS)


def test_a_pan_moves_the_edges_of_pixels_onto_edges_of_pixels() -> None:
    made = window(10**9)
    made.show(100_000_123, 200_004_567)
    made.pan(0)
    before = made.edges()
    made.pan(37)
    assert np.abs(made.edges()[: PIXELS - 37] - before[37:-1]).max() <= 1


def test_one_can_not_pan_away_from_everything() -> None:
    made = window()
    made.show(50 * MS, 60 * MS)
    made.pan(10**7)
    assert made.start_ns < made.extent_ns
    made.pan(-(10**7))
    assert made.start_ns == 0


def test_a_range_that_is_too_short_is_widened_around_its_middle() -> None:
    made = window()
    made.show(50 * MS, 50 * MS)
    assert made.length_ns == PIXELS
    assert abs((made.start_ns + made.end_ns) // 2 - 50 * MS) <= 1


def test_following_slides_a_zoomed_view_along() -> None:
    made = window(100 * MS)
    made.show(80 * MS, 100 * MS)
    for now in range(100, 400, 7):
        made.set_extent(now * MS, now * MS)
        made.slide()
        assert made.shows(now * MS)
        assert made.length_ns == 20 * MS


def test_following_brings_a_lost_horizon_back() -> None:
    made = window(400 * MS)
    made.show(80 * MS, 100 * MS)
    made.follow()
    assert made.shows(400 * MS)
    assert made.length_ns == 20 * MS


def test_a_pan_by_any_number_of_pixels_keeps_the_edges_of_coarse_columns() -> None:
    made = window(10**9)
    made.show(100_000_123, 200_004_567)
    made.pan(0)
    for pixels in (1, 2, 37, -15):
        before, _ = made.coarse_edges(2)
        made.pan(pixels)
        after, lead = made.coarse_edges(2)
        assert len(after) == len(before)
        assert len(np.intersect1d(after, before)) >= len(before) - abs(pixels) // 2 - 1
        assert made.edges()[0] == made.start_ns == after[0] + round(lead * made.pixel_ns)
        assert after[-1] >= made.end_ns

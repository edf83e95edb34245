"""Lane rows: the time of each state between any two instants is exact, in whatever batches the spans came."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.events import State
from app.core.model import OPEN, SPAN
from tests.widgets.timeline_runs import MS, Spans, no_spans, spans_of
from widgets import lane_track
from widgets.lane_rows import LaneRows, Piece

WAITS = (State.SLEEP, State.LOCK, State.GET)

#: One lane's waits: gaps and lengths in turn, with a state each.
LANE = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(WAITS)), max_size=60)


def laid_out(lanes: list[list[tuple[int, int, State]]]) -> list[tuple[int, State, int, int]]:
    rows = []
    for actor, waits in enumerate(lanes):
        now = 0
        for gap, length, state in waits:
            rows.append((actor, state, now + gap, now + gap + length))
            now += gap + length
    return rows


def filled(spans: Spans, batch: int = 1 << 30) -> LaneRows:
    rows = LaneRows()
    for first in range(0, len(spans), batch):
        rows.add(spans[first : first + batch])
    return rows


def waited(rows: LaneRows, actor: int, *edges: int) -> dict[State, list[int]]:
    found = rows.lane(actor).waited(np.array(edges, np.int64))
    return {State(state): between.tolist() for state, between in found}


@given(st.lists(LANE, min_size=1, max_size=4), st.integers(1, 50), st.data())
def test_the_time_in_each_pixel_is_what_a_count_of_every_ns_gives(
    lanes: list[list[tuple[int, int, State]]], batch: int, data: st.DataObject
) -> None:
    laid = laid_out(lanes)
    rows = filled(spans_of(*laid), batch)
    edges = sorted(data.draw(st.lists(st.integers(-10, 2500), min_size=2, max_size=20)))
    for actor in range(len(lanes)):
        found = waited(rows, actor, *edges)
        for state in WAITS:
            covered = np.zeros(5100, np.int64)  # from -10 on
            for owner, kind, start, end in laid:
                if (owner, kind) == (actor, state):
                    covered[start + 10 : end + 10] = 1
            expected = [int(covered[a + 10 : b + 10].sum()) for a, b in pairwise(edges)]
            assert found.get(state, [0] * len(expected)) == expected


@given(LANE, st.integers(-5, 2500))
def test_the_piece_at_an_instant_is_the_wait_that_covers_it_or_the_gap_between_two(
    waits: list[tuple[int, int, State]], t_ns: int
) -> None:
    laid = laid_out([waits])
    rows = filled(spans_of(*laid))
    piece = rows.lane(0).piece(t_ns, 0, 2400)
    if not 0 <= t_ns < 2400:
        assert piece is None
        return
    assert piece is not None
    covering = [row for row in laid if row[2] <= t_ns < row[3]]
    if covering:
        assert (piece.state, piece.start_ns) == (covering[0][1], covering[0][2])
        assert piece.span is not None
        assert piece.span["actor"] == 0
    else:
        assert piece.span is None
        assert piece.start_ns == max((row[3] for row in laid if row[3] <= t_ns), default=0)
        assert piece.end_ns == min((row[2] for row in laid if row[2] > t_ns), default=2400)


@pytest.mark.parametrize("count", [15, 16, 17, 300, 5000])
def test_spans_cross_from_chunk_to_chunk_unchanged(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lane_track, "_MOVABLE", 64)
    monkeypatch.setattr(lane_track, "_CHUNK", 128)
    rows = filled(spans_of(*((0, State.LOCK, 10 * i, 10 * i + 4) for i in range(count))), 7)
    assert len(rows) == count
    assert waited(rows, 0, *range(0, 10 * count + 1, 10)) == {State.LOCK: [4] * count}
    for i in (0, count // 2, count - 1):
        piece = rows.lane(0).piece(10 * i + 1, 0, 10 * count)
        assert piece is not None
        assert (piece.start_ns, piece.end_ns) == (10 * i, 10 * i + 4)
        running = rows.lane(0).piece(10 * i + 7, 0, 10 * count)
        assert running == Piece(State.RUNNING, 10 * i + 4, 10 * i + 10, None)


def test_what_a_span_says_comes_back_from_its_lane() -> None:
    spans = spans_of((3, State.JOIN, 10, 20))
    spans["object"], spans["holder"], spans["where"], spans["outcome"] = 7, 8, 9, 2
    piece = filled(spans).lane(3).piece(15, 0, 100)
    assert piece is not None
    assert piece.span is not None
    assert piece.span.dtype == SPAN
    assert piece.span.tolist()[:8] == (10, 20, 3, 7, 8, 9, State.JOIN, 2)


def test_a_lane_that_waits_twice_at_once_is_cut_instead_of_counted_twice() -> None:
    rows = filled(spans_of((0, State.LOCK, 0, 100), (0, State.LOCK, 50, 120)))
    assert waited(rows, 0, 0, 200) == {State.LOCK: [120]}
    rows.add(spans_of((0, State.LOCK, 60, 130)))
    assert waited(rows, 0, 0, 125, 200) == {State.LOCK: [125, 5]}


def test_a_wait_without_length_takes_no_room() -> None:
    rows = filled(spans_of((0, State.SLEEP, 10, 10), (0, State.SLEEP, 20, 30)))
    assert waited(rows, 0, 0, 15, 40) == {State.SLEEP: [0, 10]}
    assert rows.lane(0).piece(10, 0, 100) == Piece(State.RUNNING, 10, 20, None)


def test_a_lasting_wait_goes_on_to_whatever_edge_is_asked_for() -> None:
    rows = LaneRows()
    rows.set_open(spans_of((2, State.LOCK, 50, OPEN)))
    assert waited(rows, 2, 0, 60, 70) == {State.LOCK: [10, 10]}
    piece = rows.lane(2).piece(65, 0, 70)
    assert piece is not None
    assert (piece.state, piece.start_ns, piece.end_ns) == (State.LOCK, 50, OPEN)


def test_a_lasting_wait_that_ends_is_not_counted_twice() -> None:
    rows = LaneRows()
    rows.set_open(spans_of((0, State.LOCK, 50, OPEN)))
    rows.add(spans_of((0, State.LOCK, 50, 60)))
    rows.set_open(no_spans())
    assert waited(rows, 0, 0, 100) == {State.LOCK: [10]}


def test_a_wait_that_reaches_past_the_end_of_the_view_of_time_still_lasts() -> None:
    rows = filled(spans_of((0, State.SLEEP, 10, 90)))
    piece = rows.lane(0).piece(40, 0, 50)
    assert piece is not None
    assert piece.end_ns == OPEN


def test_what_is_found_in_a_pixel_is_what_fills_most_of_it() -> None:
    rows = filled(spans_of((0, State.LOCK, 10, 12), (0, State.SLEEP, 13, 30)))
    lock = rows.lane(0).main_piece(9, 13, 0, 100)
    sleep = rows.lane(0).main_piece(11, 20, 0, 100)
    running = rows.lane(0).main_piece(0, 11, 0, 100)
    assert [piece.state for piece in (lock, sleep, running) if piece] == [
        State.LOCK,
        State.SLEEP,
        State.RUNNING,
    ]
    assert rows.lane(0).main_piece(200, 300, 0, 100) is None


def test_an_unknown_lane_just_runs() -> None:
    assert waited(LaneRows(), 5, 0, 10) == {}
    assert LaneRows().lane(5).piece(3, 0, 10) == Piece(State.RUNNING, 0, 10, None)


def test_dense_spans_are_drawn_within_some_hundredths_of_a_pixel() -> None:
    random = np.random.default_rng(4)
    times = np.cumsum(random.integers(200, 3000, 120_000))
    spans = np.zeros(60_000, SPAN)
    spans["start"], spans["end"], spans["state"] = times[::2], times[1::2], State.LOCK
    rows = filled(spans)
    edges = np.linspace(0, int(times[-1]), 301).astype(np.int64)  # 200 spans a pixel
    found = dict(rows.lane(0).waited(edges))[State.LOCK]
    before = np.interp(
        edges, times, np.cumsum(np.diff(times, prepend=times[0]) * (np.arange(len(times)) % 2))
    )
    assert np.abs(found - np.diff(before)).max() < 0.04 * (edges[1] - edges[0])


def test_a_long_wait_among_dense_ones_keeps_its_ends() -> None:
    step = 100
    early = [(0, State.LOCK, step * i, step * i + 50) for i in range(20_000)]
    long = (0, State.LOCK, 2_000_000, 12_000_000)
    late = [(0, State.LOCK, 12_000_050 + step * i, 12_000_100 + step * i) for i in range(20_000)]
    rows = filled(spans_of(*early, long, *late))
    edges = range(0, 14_000_001, 20_000)
    found = np.array(waited(rows, 0, *edges)[State.LOCK]) / 20_000
    assert found[101:599] == pytest.approx(1.0)
    assert found[:99] == pytest.approx(0.5, abs=0.1)


def test_everything_can_be_forgotten() -> None:
    rows = filled(spans_of((0, State.SLEEP, 10, 90)))
    rows.set_open(spans_of((1, State.LOCK, 50, OPEN)))
    rows.clear()
    assert len(rows) == 0
    assert rows.states == set()
    assert rows.end_ns == 0
    assert waited(rows, 0, 0, 100 * MS) == {}
    assert waited(rows, 1, 0, 100 * MS) == {}


def test_a_span_takes_less_than_thirty_two_bytes() -> None:
    rows = filled(spans_of(*((i % 4, State.LOCK, 10 * i, 10 * i + 4) for i in range(20_000))))
    assert rows.nbytes / len(rows) < 32

"""Ticks stand at round times, far enough from each other, with labels as short as they can be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.widgets.timeline_runs import MS
from widgets.time_ticks import tick_step, ticks, whole_ticks

S = 1000 * MS


@pytest.mark.parametrize(
    ("least_ns", "step"),
    [
        (0.5, 1),
        (1.5, 2),
        (3, 5),
        (21, 25),
        (26, 50),
        (24 * MS, 25 * MS),
        (0.3 * S, 0.5 * S),
        (4 * S, 5 * S),
        (7 * S, 10 * S),
        (11 * S, 15 * S),
        (31 * S, 60 * S),
        (2000 * S, 3600 * S),
        (10**15, 1_382_400 * S),
    ],
)
def test_steps_are_round(least_ns: float, step: float) -> None:
    assert tick_step(least_ns) == step


@given(st.integers(0, 10**14), st.integers(1, 10**13), st.integers(2, 12))
def test_ticks_are_in_sight_apart_and_different(start_ns: int, length_ns: int, most: int) -> None:
    found = ticks(start_ns, start_ns + length_ns, length_ns / most)
    assert len(found.instants) == len(found.labels) <= most + 1
    assert all(start_ns <= t <= start_ns + length_ns for t in found.instants)
    assert all(b - a >= length_ns / most for a, b in zip(found.instants, found.instants[1:], strict=False))
    assert len(set(found.labels)) == len(found.labels)


@pytest.mark.parametrize(
    ("start_ns", "end_ns", "least_ns", "labels"),
    [
        (0, 150 * MS, 22 * MS, ["0", "25 ms", "50 ms", "75 ms", "100 ms", "125 ms", "150 ms"]),
        (0, 2 * S, 0.45 * S, ["0", "500 ms", "1 s", "1.5 s", "2 s"]),
        (0, 5, 0.9, ["0", "1 ns", "2 ns", "3 ns", "4 ns", "5 ns"]),
        (0, 180 * S, 50 * S, ["0", "1:00", "2:00", "3:00"]),
        (0, 10_800 * S, 3000 * S, ["0", "1:00:00", "2:00:00", "3:00:00"]),
        (40 * S, 80 * S, 9 * S, ["40 s", "50 s", "1:00", "1:10", "1:20"]),
    ],
)
def test_labels_are_short(start_ns: int, end_ns: int, least_ns: float, labels: list[str]) -> None:
    assert list(ticks(start_ns, end_ns, least_ns).labels) == labels


def test_long_labels_are_split_in_a_base_and_what_is_added() -> None:
    found = ticks(1_234_567_000, 1_234_577_000, 2_000)
    assert (found.base, found.base_ns) == ("1.2345 s", 1_234_500_000)
    assert found.labels == ("+68 µs", "+70 µs", "+72 µs", "+74 µs", "+76 µs")


@given(st.integers(10**9, 10**12), st.integers(100, 10**6))
def test_base_and_label_add_up_to_the_instant(start_ns: int, length_ns: int) -> None:
    found = ticks(start_ns, start_ns + length_ns, length_ns / 6)
    units = {"ns": 1, "µs": 10**3, "ms": 10**6, "s": 10**9}
    for t_ns, label in zip(found.instants, found.labels, strict=True):
        number, _, unit = label.removeprefix("+").partition(" ")
        assert found.base_ns + round(float(number) * units.get(unit, 1)) == t_ns
    if found.base:
        number, unit = found.base.split(" ")
        assert round(float(number) * units[unit]) == pytest.approx(found.base_ns, rel=1e-12)


def test_an_axis_that_counts_has_whole_numbers_as_many_as_there_is_room_for() -> None:
    assert whole_ticks(8, 10) == [(number, str(number)) for number in range(9)]
    assert whole_ticks(100, 5) == [(0, "0"), (20, "20"), (40, "40"), (60, "60"), (80, "80"), (100, "100")]
    assert whole_ticks(100, 0.3) == [(0, "0"), (100, "100")]
    assert whole_ticks(0, 5) == [(0, "0")]

"""The load of cores and lanes between any instants: compared with what made-up samples and waits say."""

import numpy as np
import numpy.typing as npt
import pytest

from app.core.folds.load_over_time import RanBefore, Series, core_load, lane_load

MS = 1_000_000


def times(*values_ms: float) -> Series:
    return np.array([round(value * MS) for value in values_ms], np.int64)


def samples(*rows: tuple[float, float, float]) -> Series:
    """(t, on a core so far, ready so far; negative: unknown) in ms."""
    return np.array([[round(each * MS) if each >= 0 else -1 for each in row] for row in rows], np.int64).T


def running(*stretches: tuple[float, float]) -> RanBefore:
    """A lane that runs in these stretches, in ms."""

    def ran(instants: Series) -> npt.NDArray[np.float64]:
        told = np.zeros(len(instants))
        for begin, end in stretches:
            told += np.clip(instants, begin * MS, end * MS) - begin * MS
        return told

    return ran


def test_a_core_is_as_busy_as_its_samples_say_at_every_zoom() -> None:
    rows = np.array([[250 * MS, 500 * MS], [1000, 500], [250 * MS, 250 * MS]], np.int64)
    assert core_load(rows, times(0, 125, 250, 500)).tolist() == [1.0, 1.0, 0.5]
    assert core_load(rows, times(0, 500)).tolist() == [0.75]
    assert core_load(rows, times(200, 300)).tolist() == [pytest.approx(0.75)]


def test_nothing_is_said_of_a_core_where_nobody_looked() -> None:
    rows = np.array([[500 * MS], [1000], [250 * MS]], np.int64)
    told = core_load(rows, times(0, 100, 250, 400, 500, 600))
    assert np.isnan(told).tolist() == [True, True, False, False, True]
    assert np.isnan(core_load(np.empty((3, 0), np.int64), times(0, 1))).all()


def test_a_lane_that_runs_all_the_time_but_has_a_core_half_of_it_waits_for_something_else() -> None:
    told = lane_load(samples((0, 0, 0), (100, 50, 20)), running((0, 100)), times(0, 50, 100))
    assert told.on.tolist() == [0.5, 0.5]
    assert told.ready.tolist() == [0.2, 0.2]
    assert told.off.tolist() == [pytest.approx(0.3)] * 2


def test_time_on_a_core_lies_where_the_lane_ran_and_not_where_it_waited() -> None:
    ran = running((0, 10), (90, 100))
    told = lane_load(samples((0, 0, 0), (100, 20, 0)), ran, times(0, 10, 50, 90, 100))
    assert told.on.tolist() == [1.0, 0.0, 0.0, 1.0]
    assert told.off.tolist() == [0.0, 0.0, 0.0, 0.0]


def test_where_the_system_does_not_count_the_wait_for_a_core_it_is_part_of_the_rest() -> None:
    told = lane_load(samples((0, 0, -1), (100, 50, -1)), running((0, 100)), times(0, 100))
    assert (told.on[0], told.ready[0], told.off[0]) == (0.5, 0.0, 0.5)


def test_two_clocks_that_disagree_never_make_more_than_the_whole() -> None:
    told = lane_load(samples((0, 0, 0), (100, 30, 90)), running((40, 60)), times(0, 40, 60, 100))
    for on, ready, off in zip(*told, strict=True):
        assert 0 <= on + ready + off <= 1.0000001
    assert told.on[1] == 1.0


def test_what_a_zoomed_in_view_shows_adds_up_to_what_the_whole_shows() -> None:
    generator = np.random.default_rng(7)
    at = np.concatenate(([0], np.sort(generator.integers(1, 1000, 20)), [1000]))
    on = np.cumsum(generator.random(len(at)) * 10)
    rows = np.array([at * MS, on * MS, on * MS / 2]).astype(np.int64)
    ran = running((100, 300), (320, 700), (900, 950))
    edges = np.linspace(0, 1000 * MS, 401).astype(np.int64)
    fine, coarse = lane_load(rows, ran, edges), lane_load(rows, ran, edges[::400])
    for parts, whole in zip(fine, coarse, strict=True):
        assert np.nanmean(parts) == pytest.approx(whole[0], abs=1e-6)


def test_a_lane_that_was_looked_at_once_or_never_is_not_told_of() -> None:
    for rows in (np.empty((3, 0), np.int64), samples((10, 5, 0))):
        told = lane_load(rows, running((0, 100)), times(0, 50, 100))
        assert all(np.isnan(each).all() for each in told)

"""Heartbeats: lateness, freezes that are over and one that isn't, percentiles, clicks and their answers."""

import numpy as np

from app.core.events import EVENT, Kind
from app.core.folds.heartbeats import (
    BEAT,
    PERIOD_NS,
    Beats,
    Click,
    Freeze,
    Heartbeat,
    HeartbeatFold,
    answered,
    freezes,
    lateness,
    longest_ns,
    percentile_ns,
)

MS = 1_000_000


def beats(*rows: tuple[int, int]) -> Beats:
    """(when, how late), in ms."""
    made = np.zeros(len(rows), BEAT)
    made["t"] = [t * MS for t, _ in rows]
    made["late"] = [late * MS for _, late in rows]
    return made


def test_the_fold_takes_heartbeats_and_nothing_else() -> None:
    events = np.zeros(3, EVENT)
    events["kind"] = [Kind.HEARTBEAT, Kind.PRINT, Kind.HEARTBEAT]
    events["t"], events["a"], events["actor"] = [10, 20, 30], [1, 2, 3], [4, 5, 6]
    fold = HeartbeatFold()
    fold.feed(events[:1])
    fold.feed(events[1:2])
    fold.feed(events[2:])
    assert fold.listed() == [Heartbeat(4, 10, 1), Heartbeat(6, 30, 3)]


def test_a_late_beat_is_a_freeze_from_when_it_was_due() -> None:
    found = freezes(beats((50, 0), (1100, 1000), (1150, 3)))
    assert found == [Freeze(100 * MS, 1100 * MS)]
    assert longest_ns(found) == 1000 * MS
    assert longest_ns([]) == 0


def test_a_beat_that_is_overdue_now_is_a_freeze_that_is_not_over() -> None:
    still = freezes(beats((50, 0)), now_ns=400 * MS)
    assert still == [Freeze(50 * MS + PERIOD_NS, 400 * MS, over=False)]
    assert freezes(beats((50, 0)), now_ns=120 * MS) == []
    assert freezes(beats(), now_ns=1000 * MS) == []


def test_lateness_grows_while_a_beat_is_overdue() -> None:
    times, late = lateness(beats((50, 1), (100, 2)), now_ns=450 * MS)
    assert list(times) == [50 * MS, 100 * MS, 450 * MS]
    assert list(late) == [1 * MS, 2 * MS, 300 * MS]
    assert list(lateness(beats((50, 1)), now_ns=60 * MS)[1]) == [1 * MS]
    assert [len(each) for each in lateness(beats())] == [0, 0]


def test_the_percentile_is_that_of_the_lateness() -> None:
    assert percentile_ns(beats(*((50 * n, n % 50) for n in range(1000)))) == 49 * MS
    assert percentile_ns(beats()) is None


def test_a_freeze_counts_with_all_the_beats_that_it_left_out() -> None:
    one_in_ten_seconds = beats(*((50 * n, 0) for n in range(140)), (10_050, 3000))
    told = percentile_ns(one_in_ten_seconds)
    assert told is not None
    assert told > 2800 * MS


def test_each_click_has_the_answer_that_came_after_it_and_no_two_have_the_same() -> None:
    clicks = answered([10 * MS, 20 * MS, 400 * MS], [5 * MS, 100 * MS, 300 * MS])
    assert clicks == [Click(10 * MS, 100 * MS), Click(20 * MS, 300 * MS), Click(400 * MS, None)]
    assert [click.waited_ns for click in clicks] == [90 * MS, 280 * MS, None]

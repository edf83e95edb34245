"""Locks and queues over a run: what a column shows is what was there, compared with the plain facts."""

from collections.abc import Sequence

import numpy as np
import pytest

from app.core.events import State
from app.core.evidence import Evidence
from app.core.folds.at_moment import LOCK_STATES, Moments
from app.core.folds.occupancy import OCCUPANCY
from app.core.folds.over_time import NOBODY, Steps, Tenure, tenure, waiting
from tests.evidence_builder import LOCK, MS, MadeRun


@pytest.fixture(scope="module")
def crowd() -> Evidence:
    """Five lanes that hold the lock for 30 ms each, one after the other; the last one for ever."""
    run = MadeRun()
    run.main(end=400)
    for number in range(5):
        lane = run.thread(number, None)
        taken = 10 + 30 * number
        if number:
            run.waits(lane, State.LOCK, 10 + number, taken, LOCK)
        run.holds(lane, taken, taken + 25 if number < 4 else None)
    late = run.thread(200, None)
    run.waits(late, State.LOCK, 210, None, LOCK)
    return run.evidence()


def instants(evidence: Evidence) -> Sequence[int]:
    return range(0, evidence.end_ns, MS)


def test_who_held_it_and_how_many_waited_is_what_the_moment_says(crowd: Evidence) -> None:
    moments = Moments(crowd, np.empty(0, OCCUPANCY))
    held, queue = tenure(crowd, LOCK), waiting(crowd, LOCK, LOCK_STATES)
    for t_ns in instants(crowd):
        (told,) = moments.at(t_ns).locks
        place = held.at(t_ns)
        assert (None if place == NOBODY else held.holder[place]) == told.holder
        assert queue.at(t_ns) == len(told.waiting)


@pytest.mark.parametrize("columns", [1, 7, 400, 3000])
def test_a_column_shows_the_most_that_waited_in_it(crowd: Evidence, columns: int) -> None:
    queue = waiting(crowd, LOCK, LOCK_STATES)
    edges = np.linspace(0, crowd.end_ns, columns + 1).astype(np.int64)
    shown = queue.highest(edges)
    for number, (low, high) in enumerate(zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)):
        inside = [int(t) for t in queue.times if low <= t < high]
        assert shown[number] == max(queue.at(t) for t in (low, *inside))


@pytest.mark.parametrize("columns", [1, 7, 400, 3000])
def test_no_hold_is_so_short_that_no_column_shows_it_held(crowd: Evidence, columns: int) -> None:
    held = tenure(crowd, LOCK)
    edges = np.linspace(0, crowd.end_ns, columns + 1).astype(np.int64)
    shown = held.columns(edges)
    for number, (low, high) in enumerate(zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)):
        there = [
            place
            for place, (start, end) in enumerate(zip(held.start, held.end, strict=True))
            if start < high and end > low
        ]
        assert shown[number] == (there[-1] if there else NOBODY)


def test_of_what_never_was_there_is_nothing(crowd: Evidence) -> None:
    edges = np.array([0, 10, 20], np.int64)
    assert tenure(crowd, 99).columns(edges).tolist() == [NOBODY, NOBODY]
    assert waiting(crowd, 99, LOCK_STATES).highest(edges).tolist() == [0, 0]
    none = np.empty(0, np.int64)
    assert Steps(none, none).at(5) == 0
    assert Tenure(none, none, none, none).at(5) == NOBODY

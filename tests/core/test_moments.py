"""The moments that a lesson names are found in a recording, and are None where it has none of the kind."""

import pytest

from app.core.diagnosis import fault
from app.core.events import State
from app.core.moments import NAMES, Moment, moment_named
from tests.evidence_builder import LOCK, MS, MadeRun


def race() -> MadeRun:
    """Two threads at one balance: the second one reads at 12 while the first is between 10 and 20."""
    run = MadeRun()
    run.writes(run.main(end=500), 1, 0)
    first, second = run.thread(5, 100), run.thread(6, 100)
    run.updates(first, 10, 20, 0, 1)
    run.updates(second, 12, 30, 0, 1)
    run.waits(0, State.JOIN, 15, 200)
    run.waits(second, State.LOCK, 40, 44, LOCK, first)
    run.waits(first, State.LOCK, 50, 80, LOCK, second)
    return run


@pytest.mark.parametrize(
    ("name", "moment"),
    [
        ("start", Moment(0, 0)),
        ("end", Moment(500 * MS)),
        ("first-wait", Moment(42 * MS, 2)),
        ("longest-wait", Moment(65 * MS, 1)),
        ("first-overlap", Moment(12 * MS, 2)),
        ("lost-update", Moment(30 * MS, 2)),
    ],
)
def test_a_moment_is_found_with_the_lane_to_look_at(name: str, moment: Moment) -> None:
    assert moment_named(name, race().evidence()) == moment


def test_a_diagnosis_is_seen_where_its_lane_came_to_a_standstill() -> None:
    run = race()
    run.waits(2, State.GET, 300, None)
    found = moment_named("diagnosis", run.evidence(), [fault("starved_get", [2], "It waits for ever.")])
    assert found is not None
    assert found.actor == 2
    assert found.t_ns > 300 * MS


def test_a_run_in_which_nothing_happened_has_a_start_and_an_end_only() -> None:
    run = MadeRun()
    run.main(end=500)
    assert [name for name in NAMES if moment_named(name, run.evidence()) is not None] == ["start", "end"]


def test_a_name_that_is_none_is_refused() -> None:
    with pytest.raises(KeyError):
        moment_named("teatime", race().evidence())

"""Did lanes compute at the same time: what processor time tells, and where nobody can tell."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.core.answers import first_that_holds, turns
from app.core.claims_cores import (
    BUSY,
    ONE_CORE,
    TOO_SHORT,
    UNTOLD,
    computed_at_the_same_time,
    each_waited_for_a_core,
    first_got_less,
    first_wanted_more,
    lived_at_the_same_time,
    never_two_at_the_same_time,
    no_more_than_one_core,
    pauses_alternated,
    took_turns,
    turns_lasted,
)
from app.core.demo import Verdict
from app.core.evidence import Evidence
from tests.evidence_builder import MS, MadeRun, cut_short

Check = Callable[[Evidence], Verdict]


def computed(
    *cpu_ms: int, waited_ms: tuple[int, ...] | None = None, end: int = 200, cores: int = 2
) -> Evidence:
    """Lanes from 100 ms to `end`, what each computed, and how long each waited for a core (None: not seen)."""
    run = MadeRun()
    run.main()
    lanes = [run.process(100, end) for _ in cpu_ms]
    for lane, cpu in zip(lanes, cpu_ms, strict=True):
        run.actors[lane].cpu_ns = cpu * MS
    waits = {} if waited_ms is None else dict(zip(lanes, (ms * MS for ms in waited_ms), strict=True))
    return replace(run.evidence(), cores=cores, core_waits_ns=waits)


@pytest.mark.parametrize(
    ("evidence", "at_once", "never_two", "one_core"),
    [
        (computed(95, 95, waited_ms=(5, 5)), True, False, False),
        (computed(50, 50, waited_ms=(5, 5)), False, True, True),
        (computed(50, 50), None, True, True),  # how long they waited wasn't seen
        (computed(10, 10), None, None, True),
        (computed(50, 50, waited_ms=(50, 50)), None, None, True),  # they would have liked to
        (computed(95, 95, cores=1), None, None, None),
        (computed(95), False, False, False),  # one lane
    ],
)
def test_processor_time_tells_how_many_computed(
    evidence: Evidence, at_once: bool | None, never_two: bool | None, one_core: bool | None
) -> None:
    assert computed_at_the_same_time(evidence).holds is at_once
    assert never_two_at_the_same_time(evidence).holds is never_two
    assert no_more_than_one_core(evidence).holds is one_core


def test_why_it_can_not_be_told_is_one_of_the_known_reasons() -> None:
    told = {
        computed_at_the_same_time(computed(95, 95, cores=1)).detail,
        computed_at_the_same_time(computed(50, 50, waited_ms=(50, 50))).detail,
        computed_at_the_same_time(computed(50, 50)).detail,
    }
    assert told == {ONE_CORE, BUSY, TOO_SHORT} == UNTOLD


def test_a_lane_that_has_not_ended_has_computed_nobody_knows_how_much() -> None:
    run = MadeRun()
    run.main()
    run.process(100, 200)
    run.process(100, None)
    stopped = cut_short(replace(run.evidence(), cores=2))
    assert computed_at_the_same_time(stopped).holds is None
    assert never_two_at_the_same_time(stopped).holds is None


@pytest.mark.parametrize(("second", "holds"), [((150, 300), True), ((200, 300), False)])
def test_lanes_lived_at_the_same_time_or_not(second: tuple[int, int], holds: bool) -> None:
    run = MadeRun()
    run.main()
    run.thread(100, 200)
    run.thread(*second)
    assert lived_at_the_same_time(run.evidence()).holds is holds


def test_one_lane_lives_alone() -> None:
    run = MadeRun()
    run.main()
    run.thread(100, 200)
    assert lived_at_the_same_time(run.evidence()).holds is False


@pytest.mark.parametrize(
    ("waited", "holds"), [((50, 50), True), ((50, 1), False), (None, None)], ids=["both", "one", "unseen"]
)
def test_each_waited_for_a_core(waited: tuple[int, int] | None, holds: bool | None) -> None:
    assert each_waited_for_a_core(computed(50, 50, waited_ms=waited)).holds is holds


@pytest.mark.parametrize(
    ("cpu", "waited", "less", "wanted"),
    [((5, 90), (60, 1), True, True), ((50, 90), (20, 1), False, False), ((5, 90), None, True, None)],
)
def test_the_first_one_gave_way(
    cpu: tuple[int, int], waited: tuple[int, int] | None, less: bool, wanted: bool | None
) -> None:
    evidence = computed(*cpu, waited_ms=waited)
    assert first_got_less(evidence).holds is less
    assert first_wanted_more(evidence).holds is wanted


def test_who_is_started_first_is_the_first_even_if_it_comes_to_life_later() -> None:
    run = MadeRun()
    run.main()
    late, early = run.process(110, 200), run.process(105, 200)
    run.actors[late].cpu_ns, run.actors[early].cpu_ns = 5 * MS, 90 * MS
    run.passes("start", 0, late, 90, 110)
    run.passes("start", 0, early, 92, 105)
    assert first_got_less(run.evidence()).holds is True


# turns ----------------------------------------------------------------------------------------------------


def alternating(*at: int) -> Evidence:
    """Two threads that take over from each other at these times."""
    run = MadeRun(parameters={"INTERVAL": 0.005})
    run.main()
    run.writes(0, 0, 0)
    lanes = run.thread(0, 900), run.thread(0, 900)
    for number, time in enumerate(at):
        run.writes(lanes[number % 2], time, number)
    return run.evidence()


@pytest.mark.parametrize(
    ("at", "taken", "lasted"),
    [((10, 15, 20, 26), True, True), ((10, 11, 12, 13), True, False), ((10, 20), False, False)],
)
def test_turns_last_the_interval_or_more(at: tuple[int, ...], taken: bool, lasted: bool) -> None:
    evidence = alternating(*at)
    assert took_turns(evidence).holds is taken
    assert turns_lasted("INTERVAL")(evidence).holds is lasted
    assert turns(evidence) == len(at)


def test_where_nobody_took_over_no_turns_can_be_counted() -> None:
    assert turns(alternating()) is None


@pytest.mark.parametrize(
    ("order", "holds"), [("abab", True), ("aabb", False), ("aaaa", False)], ids=["turns", "in a row", "alone"]
)
def test_pauses_alternate_unless_one_goes_first(order: str, holds: bool) -> None:
    run = MadeRun()
    run.main()
    lanes = {name: run.thread(0, 900) for name in "ab"}
    for number, name in enumerate(order):
        run.sleeps(lanes[name], 10 * number, 10 * number + 15)
    assert pauses_alternated(run.evidence()).holds is holds


# answers --------------------------------------------------------------------------------------------------


def test_the_answer_is_the_first_choice_whose_check_holds() -> None:
    answer = first_that_holds(computed_at_the_same_time, never_two_at_the_same_time)
    assert answer(computed(95, 95, waited_ms=(1, 1))) == 0
    assert answer(computed(50, 50, waited_ms=(1, 1))) == 1
    assert answer(computed(95, 95, cores=1)) is None
    assert first_that_holds(None, never_two_at_the_same_time)(computed(50, 50)) == 1

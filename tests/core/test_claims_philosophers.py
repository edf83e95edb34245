"""Claims about lanes that need two locks at once: each true of one run and false of another."""

from dataclasses import replace

import pytest

from app.core import claims_philosophers as claims
from app.core.claims_philosophers import Check
from app.core.events import State
from app.core.evidence import Evidence, Held
from tests.evidence_builder import LOCK, MS, MadeRun, cut_short

ATE = claims.everybody_ate("MEALS")
FORKS = (LOCK, 7)


def table(*turns: tuple[int, int, int, int | None], meals: tuple[tuple[int, int, int], ...] = ()) -> MadeRun:
    """Two philosophers; each turn is (who, which fork, from, to), each meal (who, from, to)."""
    run = MadeRun(parameters={"MEALS": 1})
    run.main()
    for _ in range(2):
        run.thread(10, 900)
    for actor, start, end in meals:
        run.sleeps(actor, start, end)
    run.held = []
    run.turns = turns  # type: ignore[attr-defined]
    return run


def shown(run: MadeRun) -> Evidence:
    held: dict[int, list[Held]] = {fork: [] for fork in FORKS}
    for actor, fork, start, end in run.turns:  # type: ignore[attr-defined]
        held[FORKS[fork]].append(Held(actor, start * MS, None if end is None else end * MS, 11))
    return replace(run.evidence(), held=held)


def stuck() -> Evidence:
    """Each has one fork and waits for the other one's."""
    run = table((1, 0, 20, None), (2, 1, 20, None))
    for thread in (1, 2):
        run.actors[thread].end = "killed"
        run.waits(thread, State.LOCK, 50, None, FORKS[thread % 2], 3 - thread)
    return cut_short(shown(run))


def fed(second: bool = True) -> Evidence:
    """One eats after the other, if the second one eats at all."""
    meals = ((1, 30, 100), (2, 130, 200)) if second else ((1, 30, 100),)
    turns = [(1, 0, 20, 110), (1, 1, 25, 110)]
    run = table(*turns, *([(2, 1, 115, 210), (2, 0, 120, 210)] if second else []), meals=meals)
    run.waits(2, State.LOCK, 30, 115, FORKS[1], 1)
    return shown(run)


def seated() -> Evidence:
    run = table((1, 0, 20, 100))
    run.waits(2, State.SEMAPHORE, 20, 100)
    return shown(run)


TRUE: list[tuple[Check, Evidence]] = [
    (claims.each_waits_for_the_next, stuck()),
    (claims.nobody_had_both, stuck()),
    (ATE, fed()),
    (claims.never_all_with_a_lock, fed()),
    (claims.one_waited_to_sit_down, seated()),
    (claims.somebody_waited_for_a_lock, fed()),
    (claims.no_circle, fed()),
]
FALSE: list[tuple[Check, Evidence]] = [
    (claims.each_waits_for_the_next, fed()),
    (claims.nobody_had_both, fed()),
    (ATE, fed(second=False)),
    (claims.never_all_with_a_lock, stuck()),
    (claims.never_all_with_a_lock, shown(table())),
    (claims.one_waited_to_sit_down, fed()),
    (claims.somebody_waited_for_a_lock, seated()),
]


@pytest.mark.parametrize(("check", "evidence"), TRUE)
def test_a_claim_holds_where_it_should(check: Check, evidence: Evidence) -> None:
    assert check(evidence).holds is True, check(evidence)


@pytest.mark.parametrize(("check", "evidence"), FALSE)
def test_a_claim_is_false_where_it_should_be(check: Check, evidence: Evidence) -> None:
    assert check(evidence).holds is False, check(evidence)


@pytest.mark.parametrize(
    "check",
    [claims.each_waits_for_the_next, ATE, claims.never_all_with_a_lock, claims.one_waited_to_sit_down],
)
def test_what_was_still_to_come_in_a_run_cut_short_is_not_told(check: Check) -> None:
    assert check(cut_short(fed())).holds is None


def test_who_is_stuck_will_never_eat_and_who_is_interrupted_might_have() -> None:
    assert claims.meals_eaten(stuck()) == 0
    assert claims.meals_eaten(fed()) == 2
    assert claims.meals_eaten(cut_short(fed())) is None


def test_two_who_wait_for_a_third_make_no_circle() -> None:
    run = table((1, 0, 20, None), (2, 1, 20, None))
    for thread in (1, 2):
        run.waits(thread, State.LOCK, 50, None, FORKS[0], 1)
    assert claims.each_waits_for_the_next(shown(run)).holds is False

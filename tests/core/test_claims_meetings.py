"""Claims about lanes that work hand in hand: each true of one run and false of another."""

import pytest

from app.core import claims_meetings as claims
from app.core.claims_meetings import Check
from app.core.events import State
from app.core.evidence import Evidence
from tests.evidence_builder import MadeRun, cut_short


def walk(meets: bool = True, woken_by: int | None = 2) -> Evidence:
    """Thread 1 walks until 100 and waits for thread 2, which comes at 200; then both walk on."""
    run = MadeRun()
    run.main()
    for end in (100, 200):
        thread = run.thread(10, 400)
        run.sleeps(thread, 10, end)
        run.sleeps(thread, 210 if meets else end + 1, 300)
    third = run.thread(10, 20)
    if meets:
        run.waits(1, State.EVENT, 101, 205)
        if woken_by is not None:
            run.passes("wake", third if woken_by == 3 else woken_by, 1, 204)
    return run.evidence()


def shop(
    order: tuple[int, ...] = (0, 1, 2), waits: State | None = State.GET, leaves: bool = False, first: int = 50
) -> Evidence:
    """Thread 1 puts three things in, and thread 2 takes them out in this order."""
    run = MadeRun()
    run.main()
    run.thread(10, 400)
    run.thread(10, 400)
    if leaves:
        run.thread(100, 101)
    if waits is not None:
        run.waits(2 if waits is State.GET else 1, waits, 20, 55)
    for place, number in enumerate(order):
        run.passes("item", 1, 2, first + number, 100 + 20 * place)
    return run.evidence()


def conditions(notified: bool = True, by: int = 1) -> Evidence:
    run = MadeRun()
    run.main()
    run.thread(10, 400)
    run.thread(10, 400)
    run.waits(2, State.CONDITION, 20, 100)
    if notified:
        run.passes("wake", by, 2, 99)
    return run.evidence()


NOBODY = MadeRun()
NOBODY.main()
TRUE: list[tuple[Check, Evidence]] = [
    (claims.nobody_ran_ahead, walk()),
    (claims.the_last_one_woke_the_others, walk()),
    (claims.taken_in_order, shop()),
    (claims.the_maker_waited_for_room, shop(waits=State.PUT)),
    (claims.the_user_waited_for_goods, shop()),
    (claims.woken_by_the_other, conditions()),
    (claims.slept_until_one_came, shop()),
    (claims.some_found_no_place, shop(leaves=True)),
    (claims.more_waits_for_goods, shop()),
]
FALSE: list[tuple[Check, Evidence]] = [
    (claims.nobody_ran_ahead, walk(meets=False)),
    (claims.the_last_one_woke_the_others, walk(woken_by=None)),
    (claims.the_last_one_woke_the_others, walk(woken_by=3)),
    (claims.the_last_one_woke_the_others, walk(meets=False)),
    (claims.taken_in_order, shop(order=(1, 0, 2))),
    (claims.taken_in_order, shop(order=())),
    (claims.the_maker_waited_for_room, shop()),
    (claims.the_user_waited_for_goods, shop(waits=State.PUT)),
    (claims.woken_by_the_other, conditions(notified=False)),
    (claims.woken_by_the_other, conditions(by=2)),
    (claims.woken_by_the_other, shop()),
    (claims.slept_until_one_came, shop(waits=None)),
    (claims.slept_until_one_came, shop(first=70)),
    (claims.some_found_no_place, shop()),
    (claims.more_waits_for_goods, shop(waits=State.PUT)),
]


@pytest.mark.parametrize(("check", "evidence"), TRUE)
def test_a_claim_holds_where_it_should(check: Check, evidence: Evidence) -> None:
    assert check(evidence).holds is True, check(evidence)


@pytest.mark.parametrize(("check", "evidence"), FALSE)
def test_a_claim_is_false_where_it_should_be(check: Check, evidence: Evidence) -> None:
    assert check(evidence).holds is False, check(evidence)


@pytest.mark.parametrize(
    ("check", "evidence"),
    [
        (claims.nobody_ran_ahead, walk()),
        (claims.the_last_one_woke_the_others, walk(meets=False)),
        (claims.taken_in_order, shop()),
        (claims.the_maker_waited_for_room, shop()),
        (claims.the_user_waited_for_goods, shop(waits=None)),
        (claims.woken_by_the_other, conditions(notified=False)),
        (claims.slept_until_one_came, shop(waits=None)),
        (claims.some_found_no_place, shop()),
    ],
)
def test_what_was_still_to_come_in_a_run_cut_short_is_not_told(check: Check, evidence: Evidence) -> None:
    assert check(cut_short(evidence)).holds is None


def test_of_a_single_stage_nothing_is_told() -> None:
    assert claims.nobody_ran_ahead(NOBODY.evidence()).holds is None


def test_numbers_are_counted() -> None:
    assert claims.those_who_waited(walk()) == 1
    assert claims.stages_without_a_wait(walk()) == 0
    assert claims.those_who_waited(cut_short(walk())) is None
    assert claims.stages_without_a_wait(NOBODY.evidence()) is None

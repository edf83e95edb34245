"""Claims about a shared room: who is in there, who goes in past whom, who waits longest."""

import pytest

from app.core import claims_rooms as claims
from app.core.claims_rooms import Check
from app.core.events import ObjectKind, State
from app.core.evidence import Evidence
from app.core.model import Thing
from tests.evidence_builder import LOCK, MadeRun, cut_short

INSIDE, WHOSE = 5, 6
ALONE = claims.alone_inside("inside")
PAST, NOT_PAST = claims.went_in_past_a_waiter("inside"), claims.nobody_went_in_past_a_waiter("inside")
LONGEST = claims.the_passed_one_waited_longest("inside")
TOGETHER = claims.some_were_in_together("inside")
MOST = claims.never_more_than("inside", "PLACES")
MIXED = claims.never_mixed("inside", "whose")


def shown(run: MadeRun) -> Evidence:
    evidence = run.evidence()
    things = {
        INSIDE: Thing(INSIDE, ObjectKind.GLOBAL, "inside", -1),
        WHOSE: Thing(WHOSE, ObjectKind.GLOBAL, "whose", -1),
    }
    object.__setattr__(evidence, "objects", {**evidence.objects, **things})
    return evidence


def room(*steps: tuple[int, int, int], owners: tuple[tuple[int, str], ...] = ()) -> MadeRun:
    """A room that is made at 5; each step is (who, when, the number then); owners are (when, whose)."""
    run = MadeRun(parameters={"PLACES": 2})
    run.main()
    run.writes(0, 5, 0, object=INSIDE)
    for _ in range(3):
        run.thread(10, 900)
    for actor, at, number in steps:
        run.writes(actor, at, number, object=INSIDE)
    for at, owner in owners:
        run.writes(1, at, f"'{owner}'", object=WHOSE)
    return run


def library(turnstile: bool, alone: bool = True) -> Evidence:
    """Thread 1 reads from 20 to 300, thread 3 wants to write from 50, thread 2 comes at 100 to read."""
    late = 500 if turnstile else 100
    run = room((1, 20, 1), (2, late, 1 if turnstile else 2), *(() if turnstile else ((1, 300, 1),)))
    run.sleeps(1, 20, 300)
    run.sleeps(2, 20, 99)
    if turnstile:
        run.writes(1, 300, 0, object=INSIDE)
        run.waits(2, State.LOCK, 100, late, LOCK, 3)
    run.sleeps(2, late, late + 300)
    run.writes(2, late + 300, 0, object=INSIDE)
    writes_at = 300 if turnstile else 400
    run.waits(3, State.CONDITION, 50, 200)
    run.waits(3, State.CONDITION, 201, writes_at)
    run.sleeps(3, writes_at if alone else 250, writes_at + 100)
    return shown(run)


def bathroom(*owners: tuple[int, str]) -> Evidence:
    """Thread 1 is in from 20 to 100, thread 2 from 110 to 200."""
    return shown(room((1, 20, 1), (1, 100, 0), (2, 110, 1), (2, 200, 0), (3, 300, 1), owners=owners))


TWO, THREE = shown(room((1, 20, 1), (2, 30, 2))), shown(room((1, 20, 1), (2, 30, 2), (3, 40, 3)))
TRUE: list[tuple[Check, Evidence]] = [
    (MOST, TWO),
    (TOGETHER, TWO),
    (MIXED, bathroom((19, "man"), (109, "woman"), (250, "man"))),
    (ALONE, library(turnstile=True)),
    (PAST, library(turnstile=False)),
    (NOT_PAST, library(turnstile=True)),
    (LONGEST, library(turnstile=False)),
]
FALSE: list[tuple[Check, Evidence]] = [
    (MOST, THREE),
    (MOST, shown(room((1, 20, -1)))),
    (TOGETHER, bathroom()),
    (MIXED, bathroom((19, "man"), (50, "woman"), (250, "man"))),
    (MIXED, bathroom((19, "man"))),
    (ALONE, library(turnstile=False, alone=False)),
    (ALONE, TWO),
    (PAST, library(turnstile=True)),
    (NOT_PAST, library(turnstile=False)),
    (NOT_PAST, TWO),
    (LONGEST, library(turnstile=True)),
]


@pytest.mark.parametrize(("check", "evidence"), TRUE)
def test_a_claim_holds_where_it_should(check: Check, evidence: Evidence) -> None:
    assert check(evidence).holds is True, check(evidence)


@pytest.mark.parametrize(("check", "evidence"), FALSE)
def test_a_claim_is_false_where_it_should_be(check: Check, evidence: Evidence) -> None:
    assert check(evidence).holds is False, check(evidence)


@pytest.mark.parametrize("check", [MOST, TOGETHER, MIXED, PAST, NOT_PAST])
def test_nothing_is_told_of_a_room_that_nobody_entered(check: Check) -> None:
    assert check(shown(room())).holds is None


@pytest.mark.parametrize(
    ("check", "evidence"),
    [
        (MOST, TWO),
        (TOGETHER, bathroom()),
        (MIXED, bathroom((19, "man"), (109, "woman"), (250, "man"))),
        (ALONE, library(turnstile=True)),
        (PAST, library(turnstile=True)),
        (NOT_PAST, library(turnstile=True)),
        (LONGEST, library(turnstile=True)),
    ],
)
def test_what_was_still_to_come_in_a_run_cut_short_is_not_told(check: Check, evidence: Evidence) -> None:
    assert check(cut_short(evidence)).holds is None


def test_waits_in_a_row_are_one_wait() -> None:
    assert claims.longest_waits(library(turnstile=False)) == {1: 0, 2: 0, 3: 350_000_000}
    assert claims.longest_told(library(turnstile=False)).startswith("Longest waits: Thread-3 350.0 ms")


def test_waits_with_work_in_between_are_several() -> None:
    run = room()
    for start in (20, 100):
        run.waits(1, State.LOCK, start, start + 30, LOCK)
        run.sleeps(1, start + 30, start + 60)
    assert claims.longest_waits(shown(run))[1] == 30_000_000


def test_a_wait_that_never_ended_counts_to_the_end() -> None:
    run = room()
    run.waits(1, State.LOCK, 400, None, LOCK)
    assert claims.longest_waits(shown(run))[1] == 600_000_000


def test_waiting_for_the_end_of_others_is_no_wait_for_a_turn() -> None:
    run = room()
    run.waits(1, State.JOIN, 20, 800, holder=2)
    assert claims.longest_waits(shown(run))[1] == 0

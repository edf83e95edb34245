"""Claims about generators: each true of one run, false of another, and untold where none was seen."""

import pytest

from app.core import claims_generators as claims
from app.core.claims_generators import Check
from app.core.events import State
from app.core.evidence import Evidence
from tests.evidence_builder import MadeRun, cut_short


def couriers(
    parcels: int = 3, count: int = 1, ended: bool = True, in_turn: bool = True, pause: bool = False
) -> MadeRun:
    """Generators are made at 10, begin at 20 (or with `pause` at 60) and stand at their yields."""
    run = MadeRun(parameters={"PARCELS": 3})
    run.main()
    workers = [
        run.generator(10, 400 if ended else None, ended="finished" if ended else "killed")
        for _ in range(count)
    ]
    begin = 60 if pause else 20
    if pause:
        run.sleeps(0, 30, 50)
    for worker in workers:
        run.waits(worker, State.CREATED, 10, begin, suspends=True)
        own = [number for number in range(parcels) if not in_turn or workers[number % count] == worker]
        stand = begin
        for number in own:
            at = 100 + 20 * number + (0 if in_turn else 100 * worker)
            run.waits(worker, State.SUSPENDED, stand, at, suspends=True)
            run.passes("item", 0, worker, at)
            stand = at + 10
        run.waits(worker, State.SUSPENDED, stand, 400, suspends=True)
    return run


def numbers(given: int = 3, main_sleeps: int = 0, thread: bool = False) -> MadeRun:
    """A generator gives numbers; main sleeps after each of the first `main_sleeps`."""
    run = MadeRun(parameters={"NUMBERS": 3})
    run.main()
    source = run.generator(10, 400)
    run.waits(source, State.CREATED, 10, 20, suspends=True)
    for number in range(given):
        at = 30 + 40 * number
        run.passes("item", source, 0, at)
        run.waits(source, State.SUSPENDED, at, at + 30, suspends=True)
        if number < main_sleeps:
            run.sleeps(0, at + (32 if thread else 5), at + 25)
    return run


def looks(*seen: tuple[int, str]) -> Evidence:
    """Somebody looked at the state of a courier and kept it."""
    run = couriers()
    for at, state in seen:
        run.writes(0, at, f"'{state}'")
    return run.evidence()


def refused(at: int | None) -> Evidence:
    """Something was sent to a generator that begins at 60."""
    run = couriers(pause=True)
    if at is not None:
        run.writes(0, at, "<TypeError>")
    return run.evidence()


NOTHING = MadeRun(parameters={"PARCELS": 3, "NUMBERS": 3})
NOTHING.main()
SEEN = ((15, "GEN_CREATED"), (50, "GEN_SUSPENDED"), (105, "GEN_RUNNING"), (500, "GEN_CLOSED"))
IN, OUT, EACH = claims.handed_in("PARCELS"), claims.given_out("NUMBERS", more=1), claims.each_gave("NUMBERS")
ONCE_MORE = claims.stood_once_more_than("PARCELS")

TRUE: list[tuple[Check, Evidence]] = [
    (IN, couriers().evidence()),
    (claims.handed_in(most=2), couriers(parcels=2).evidence()),
    (OUT, numbers(given=4).evidence()),
    (EACH, numbers().evidence()),
    (claims.by_turns, couriers(count=2).evidence()),
    (ONCE_MORE, couriers().evidence()),
    (claims.went_through_all_states, couriers().evidence()),
    (claims.looks_agree, looks(*SEEN)),
    (claims.refusal_changed_nothing, refused(55)),
    (claims.one_began_later, couriers(pause=True).evidence()),
    (claims.one_was_emptied_at_once, numbers().evidence()),
    (claims.stood_still_meanwhile, numbers(main_sleeps=2).evidence()),
]
FALSE: list[tuple[Check, Evidence]] = [
    (IN, couriers(parcels=2).evidence()),
    (IN, couriers(parcels=4).evidence()),
    (OUT, numbers().evidence()),
    (OUT, numbers(given=5).evidence()),
    (EACH, numbers(given=2).evidence()),
    (claims.by_turns, couriers(count=2, in_turn=False).evidence()),
    (claims.by_turns, couriers().evidence()),
    (ONCE_MORE, couriers(parcels=2).evidence()),
    (claims.went_through_all_states, couriers(ended=False).evidence()),
    (claims.looks_agree, looks((50, "GEN_CREATED"))),
    (claims.looks_agree, looks(*SEEN[:3])),
    (claims.refusal_changed_nothing, refused(80)),
    (claims.refusal_changed_nothing, refused(None)),
    (claims.one_began_later, couriers().evidence()),
    (claims.one_was_emptied_at_once, numbers(main_sleeps=1).evidence()),
    (claims.stood_still_meanwhile, numbers(main_sleeps=1, thread=True).evidence()),
    (claims.stood_still_meanwhile, numbers().evidence()),
]


@pytest.mark.parametrize(("check", "evidence"), TRUE)
def test_a_claim_holds_where_it_should(check: Check, evidence: Evidence) -> None:
    assert check(evidence).holds is True, check(evidence)


@pytest.mark.parametrize(("check", "evidence"), FALSE)
def test_a_claim_is_false_where_it_should_be(check: Check, evidence: Evidence) -> None:
    assert check(evidence).holds is False, check(evidence)


@pytest.mark.parametrize(
    "check", [IN, OUT, EACH, ONCE_MORE, claims.went_through_all_states, claims.looks_agree]
)
def test_nothing_is_told_where_no_generator_was_seen(check: Check) -> None:
    assert check(NOTHING.evidence()).holds is None


@pytest.mark.parametrize(
    ("check", "run"),
    [
        (IN, couriers(parcels=2)),
        (EACH, numbers()),
        (ONCE_MORE, couriers()),
        (claims.by_turns, couriers(count=2)),
    ],
)
def test_what_was_still_to_come_in_a_run_cut_short_is_not_told(check: Check, run: MadeRun) -> None:
    assert check(cut_short(run.evidence())).holds is None


def test_numbers_are_counted() -> None:
    assert claims.times_at_yield(couriers().evidence()) == 4
    assert claims.values_given(numbers(given=4).evidence()) == 4
    for answer in claims.times_at_yield, claims.values_given:
        assert answer(NOTHING.evidence()) is None
        assert answer(cut_short(couriers().evidence())) is None

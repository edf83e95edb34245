"""Claims about tasks: each true of one run, false of another, and untold where a run was cut short."""

from dataclasses import replace

import pytest

from app.core import claims_tasks as claims
from app.core.answers import told_by
from app.core.claims_tasks import Check
from app.core.events import State
from app.core.evidence import Evidence, Unawaited
from tests.evidence_builder import BALANCE, FILE, MadeRun, cut_short


def family(ends: tuple[int, ...] = (100, 300), awaited: int = 300, starter: int | None = 400) -> MadeRun:
    """Main's task starts two more, which sleep until they end, and awaits them until `awaited`."""
    run = MadeRun(parameters={"EFFORT": 0.5})
    run.main()
    first = run.task(10, starter, ended="finished" if starter else "killed")
    for end in ends:
        child = run.task(20, end, parent=first)
        run.waits(child, State.SLEEP, 20, end, suspends=True)
    run.waits(first, State.AWAIT, 20, awaited, suspends=True)
    return run


def failing(rest: str = "cancelled") -> Evidence:
    """Of two tasks the first one fails at 100; what the other one comes to."""
    run = family(ends=(100, 110 if rest == "cancelled" else 300))
    run.actors[2].end = "raised"
    run.actors[3].end = "cancelled" if rest == "cancelled" else "finished"
    return run.evidence()


def alone() -> Evidence:
    """One task does it all."""
    run = MadeRun()
    run.main()
    task = run.task(10, 400)
    for start in (20, 120):
        run.waits(task, State.SLEEP, start, start + 100, suspends=True)
    return run.evidence()


def beside_a_clock(kept: bool, by_thread: bool = False, ticks: tuple[int, ...] = (50, 150, 250)) -> Evidence:
    """A task sleeps from 100 to 200, on its thread or in another one; a clock ticks."""
    run = MadeRun()
    run.main()
    work, clock = run.task(10, 400), run.task(10, 400)
    for tick in ticks:
        run.waits(clock, State.SLEEP, tick, tick + (100 if tick == 50 else 20), suspends=True)
    if by_thread:
        thread = run.thread(100, 210, parent=work)
        run.sleeps(thread, 100, 200)
        run.waits(work, State.AWAIT, 100, 200, suspends=True)
    else:
        run.waits(work, State.SLEEP, 100, 200, suspends=not kept)
    return run.evidence()


def cancelled(after: int = 100, timed_out: bool = True) -> Evidence:
    """A task is cancelled in its sleep, and main's own time is up."""
    run = MadeRun(parameters={"EFFORT": 0.5})
    run.main()
    main = run.task(10, 900)
    child = run.task(20, 20 + after, parent=main, ended="cancelled")
    run.waits(child, State.SLEEP, 20, 20 + after, suspends=True)
    run.waits(main, State.SLEEP, 700, 800, suspends=True, timed_out=timed_out)
    return run.evidence()


def refused(error: str | None = "<TypeError>", by_task: bool = True) -> Evidence:
    """Somebody keeps the error that it has caught."""
    run = MadeRun()
    run.main()
    task = run.task(10, 900)
    if error is not None:
        run.writes(task if by_task else 0, 20, error)
    return run.evidence()


def forgotten() -> Evidence:
    """A coroutine was dropped."""
    return replace(alone(), unawaited=[Unawaited(1, "save", FILE, 7)])


CANCELLED = claims.cancelled_in_mid_sleep("EFFORT")
A_CLOCK_STOPS = beside_a_clock(kept=True, ticks=(10, 220))
TRUE: list[tuple[Check, Evidence]] = [
    (claims.all_in_one_task, alone()),
    (claims.went_on_when_all_had_ended, family().evidence()),
    (claims.one_failed_and_the_rest_were_cancelled, failing()),
    (claims.none_was_left_over, family().evidence()),
    (claims.a_task_kept_the_thread, A_CLOCK_STOPS),
    (claims.others_stood_still, A_CLOCK_STOPS),
    (claims.a_thread_slept_for_a_task, beside_a_clock(kept=False, by_thread=True)),
    (claims.others_went_on, beside_a_clock(kept=False, by_thread=True)),
    (CANCELLED, cancelled()),
    (claims.time_was_up_and_the_task_went_on, cancelled()),
    (claims.a_call_never_ran, forgotten()),
    (claims.refused_with("TypeError", by="task"), refused()),
    (claims.refused_with("TypeError"), refused(by_task=False)),
]
FALSE: list[tuple[Check, Evidence]] = [
    (claims.all_in_one_task, family().evidence()),
    (claims.went_on_when_all_had_ended, family(awaited=100).evidence()),
    (claims.went_on_when_all_had_ended, alone()),
    (claims.one_failed_and_the_rest_were_cancelled, failing(rest="goes on")),
    (claims.one_failed_and_the_rest_were_cancelled, family().evidence()),
    (claims.none_was_left_over, family(starter=200).evidence()),
    (claims.none_was_left_over, alone()),
    (claims.a_task_kept_the_thread, beside_a_clock(kept=False)),
    (claims.others_stood_still, beside_a_clock(kept=True)),
    (claims.others_stood_still, beside_a_clock(kept=False)),
    (claims.a_thread_slept_for_a_task, beside_a_clock(kept=True)),
    (claims.others_went_on, A_CLOCK_STOPS),
    (CANCELLED, cancelled(after=600)),
    (CANCELLED, family().evidence()),
    (claims.time_was_up_and_the_task_went_on, cancelled(timed_out=False)),
    (claims.a_call_never_ran, alone()),
    (claims.refused_with("TypeError", by="task"), refused(by_task=False)),
    (claims.refused_with("TypeError"), refused("<AttributeError>")),
    (claims.refused_with("TypeError"), refused(None)),
]


@pytest.mark.parametrize(("check", "evidence"), TRUE)
def test_a_claim_holds_where_it_should(check: Check, evidence: Evidence) -> None:
    assert check(evidence).holds is True, check(evidence)


@pytest.mark.parametrize(("check", "evidence"), FALSE)
def test_a_claim_is_false_where_it_should_be(check: Check, evidence: Evidence) -> None:
    verdict = check(evidence)
    assert verdict.holds is False, verdict
    assert verdict.detail


@pytest.mark.parametrize(
    ("check", "evidence"),
    [
        (claims.all_in_one_task, alone()),
        (claims.went_on_when_all_had_ended, family().evidence()),
        (claims.one_failed_and_the_rest_were_cancelled, family().evidence()),
        (claims.none_was_left_over, family(starter=None).evidence()),
        (claims.a_task_kept_the_thread, beside_a_clock(kept=False)),
        (claims.others_stood_still, A_CLOCK_STOPS),
        (claims.others_went_on, A_CLOCK_STOPS),
        (claims.a_call_never_ran, alone()),
        (claims.refused_with("TypeError"), refused(None)),
    ],
)
def test_what_was_still_to_come_in_a_run_cut_short_is_not_told(check: Check, evidence: Evidence) -> None:
    assert check(cut_short(evidence)).holds is None


def test_without_the_parameter_nothing_is_told() -> None:
    assert claims.cancelled_in_mid_sleep("NOT_THERE")(cancelled()).holds is None


def test_a_right_choice_is_that_of_the_claim() -> None:
    answer = told_by(claims.others_went_on)
    assert answer(beside_a_clock(kept=False, by_thread=True)) == 1
    assert answer(A_CLOCK_STOPS) == 0
    assert answer(cut_short(A_CLOCK_STOPS)) is None
    assert told_by(claims.others_went_on, true=0, false=2)(A_CLOCK_STOPS) == 2


def test_numbers_are_counted() -> None:
    assert claims.threads_in_use(alone()) == 1
    assert claims.threads_in_use(beside_a_clock(kept=False, by_thread=True)) == 2
    assert claims.pieces_done(alone()) == 2
    assert claims.most_at_once(alone()) == 1
    assert claims.most_at_once(family().evidence()) == 2
    assert claims.moves_while_kept(A_CLOCK_STOPS) == 0
    assert claims.moves_while_kept(beside_a_clock(kept=True)) == 3
    assert claims.moves_while_kept(alone()) is None
    assert claims.refusals(refused()) == 1
    assert claims.refusals(refused(None)) == 0


@pytest.mark.parametrize(
    "answer", [claims.threads_in_use, claims.pieces_done, claims.most_at_once, claims.refusals]
)
def test_nothing_is_counted_in_a_run_cut_short(answer: claims.Answer) -> None:
    assert answer(cut_short(alone())) is None


def test_a_value_that_is_no_error_is_no_refusal() -> None:
    run = MadeRun()
    run.main()
    run.writes(0, 10, "None", object=BALANCE)
    assert claims.refusals(run.evidence()) == 0

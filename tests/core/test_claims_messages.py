"""Claims about items, messages and signals: each true of one run and false of another."""

from collections.abc import Callable

import pytest

from app.core import claims_messages as claims
from app.core.demo import Verdict
from app.core.events import State
from app.core.evidence import Evidence
from tests.evidence_builder import MadeRun, cut_short

Check = Callable[[Evidence], Verdict]
NUMBERS = 4


def readers(ends: int | None, items: int = NUMBERS, parameters: dict[str, object] | None = None) -> MadeRun:
    """Main gives items to two children, which end, or wait for more (`ends` is None)."""
    run = MadeRun(parameters={"NUMBERS": NUMBERS} if parameters is None else parameters)
    run.main(end=500)
    children = [run.process(10, ends or 500, ended="finished" if ends else "killed") for _ in range(2)]
    for number in range(items):
        run.passes("item", 0, children[number % 2], 20 + number, 30 + 10 * number)
    for child in children:
        run.waits(child, State.GET, 200, 210 if ends else None)
    run.waits(0, State.PROCESS, 40, ends, holder=children[0])
    return run


def no_sentinel() -> Evidence:
    return cut_short(readers(ends=None).evidence())


def ended_one_after_the_other() -> Evidence:
    """Whoever stopped the run ended the children first: main's wait came to an end by that."""
    run = readers(ends=None)
    run.actors[1].end_ns = 498_000_000
    run.spans = [span for span in run.spans if span.state is not State.PROCESS]
    run.waits(0, State.PROCESS, 40, 499, holder=1)
    return cut_short(run.evidence())


def sentinel() -> Evidence:
    return readers(ends=250, items=NUMBERS + 2).evidence()


def one_is_still_busy() -> Evidence:
    run = readers(ends=None)
    run.spans = [span for span in run.spans if (span.actor, span.state) != (2, State.GET)]
    run.sleeps(2, 200, None)
    return cut_short(run.evidence())


def bounded(room: int = 3, first_to_wait: int = 3, overtaken: bool = False, producers: int = 2) -> Evidence:
    """Items go in at 20, 21, ...; from one on each has to wait until main takes some, at 300."""
    run = MadeRun(parameters={"ROOM": room, "EACH": 4})
    run.main(end=500)
    for _ in range(producers):
        run.process(10, 400)
    for number in range(8):
        sender = 1 + number % producers
        if number < first_to_wait:
            sent = 20 + number
        else:
            sent = 302 + 2 * number
            run.waits(sender, State.PUT, 30 + number, sent + 1)
        received = 300 + 5 * number
        run.passes("item", sender, 0, sent, 390 - number if overtaken else max(received, sent))
    return run.evidence()


def join_then_drain(took_later: bool = False) -> Evidence:
    run = MadeRun(parameters={"ITEMS": 5})
    run.main(end=500)
    child = run.process(10, 490, ended="killed")
    run.waits(child, State.PUT, 50, None)
    run.waits(0, State.PROCESS, 20, 491 if took_later else None, holder=child)
    if took_later:
        run.passes("item", child, 0, 30, 495)
    return cut_short(run.evidence())


def drained(join_first: bool = False) -> Evidence:
    run = MadeRun(parameters={"ITEMS": 5})
    run.main(end=500)
    child = run.process(10, 200)
    for number in range(5):
        run.passes("item", child, 0, 20 + number, 100 + number)
    run.waits(child, State.PUT, 30, 110)
    run.waits(0, State.PROCESS, 50 if join_first else 150, 201, holder=child)
    return run.evidence()


def pipe(
    questions: int = 3, answers: int = 3, in_a_hurry: bool = False, ends: bool = True, asker: int = 0
) -> Evidence:
    run = MadeRun(parameters={"QUESTIONS": 3})
    run.main(end=500)
    child = run.process(10, 400)
    other = child if asker == 0 else 0
    for number in range(questions):
        at = 20 + 20 * number
        run.passes("message", asker, other, at, at + (25 if in_a_hurry else 5))
        if number < answers:
            run.passes(
                "message", other, asker, at + (26 if in_a_hurry else 6), at + (30 if in_a_hurry else 9)
            )
    if ends:
        run.passes("message", asker, other, 200, 205)
    return run.evidence()


def one_way() -> Evidence:
    run = MadeRun(parameters={"QUESTIONS": 3})
    run.main(end=500)
    child = run.process(10, 400)
    for number in range(6):
        run.passes("message", 0, child, 20 + number, 100 + number)
    return run.evidence()


def signals(count: int = 3, asleep: bool = True, killed: bool = True) -> Evidence:
    run = MadeRun()
    run.main(end=500)
    child = run.process(10, 300, ended="killed" if killed else "finished")
    run.actors[child].status = 15 if killed else 0
    run.sleeps(child, 20 if asleep else 280, None)
    for number in range(count):
        run.passes("signal", 0, child, 100 + 20 * number)
    return run.evidence()


def tasks(joined_at: int = 300, joins: bool = True, count: int = 4) -> Evidence:
    run = MadeRun(parameters={"TASKS": 4})
    run.main(end=500)
    for number in range(count):
        run.sleeps(run.process(10, 400), 100 + 20 * number, 200 + 20 * number)
    if joins:
        run.waits(0, State.JOIN, 50, joined_at)
    return run.evidence()


TABLE: list[tuple[Check, Callable[[], Evidence], bool | None]] = [
    (claims.items_arrived("NUMBERS"), no_sentinel, True),
    (claims.items_arrived("NUMBERS"), sentinel, False),
    (claims.items_arrived("NUMBERS"), lambda: readers(ends=250, items=2).evidence(), False),
    (claims.items_arrived("COINS"), no_sentinel, None),
    (claims.items_arrived("NUMBERS", ends=True), sentinel, True),
    (claims.items_arrived("NUMBERS", ends=True), lambda: readers(ends=250).evidence(), False),
    (claims.children_wait_for_more, no_sentinel, True),
    (claims.children_wait_for_more, ended_one_after_the_other, True),
    (claims.children_wait_for_more, one_is_still_busy, None),
    (claims.children_wait_for_more, sentinel, False),
    (claims.children_came_to_their_end, sentinel, True),
    (claims.children_came_to_their_end, lambda: readers(ends=None).evidence(), False),
    (claims.children_came_to_their_end, no_sentinel, None),
    (claims.first_put_to_wait("ROOM"), bounded, True),
    (claims.first_put_to_wait("ROOM"), lambda: bounded(first_to_wait=2), False),
    (claims.first_put_to_wait("ROOM"), lambda: bounded(first_to_wait=8), False),
    (claims.first_put_to_wait("ROOM"), no_sentinel, None),
    (claims.each_sent("EACH"), bounded, True),
    (claims.each_sent("EACH"), lambda: bounded(overtaken=True), False),
    (claims.each_sent("EACH"), lambda: bounded(producers=1), False),
    (claims.each_waits_for_the_other, join_then_drain, True),
    (claims.each_waits_for_the_other, lambda: join_then_drain(took_later=True), True),
    (claims.each_waits_for_the_other, drained, False),
    (claims.each_waits_for_the_other, no_sentinel, None),
    (claims.main_took_nothing, join_then_drain, True),
    (claims.main_took_nothing, lambda: join_then_drain(took_later=True), True),
    (claims.main_took_nothing, drained, False),
    (claims.taken_before_main_waited, drained, True),
    (claims.taken_before_main_waited, lambda: drained(join_first=True), False),
    (claims.taken_before_main_waited, join_then_drain, None),
    (claims.main_waited_for_the_work("TASKS"), tasks, True),
    (claims.main_waited_for_the_work("TASKS"), lambda: tasks(joined_at=250), False),
    (claims.main_waited_for_the_work("TASKS"), lambda: tasks(joins=False), False),
    (claims.main_waited_for_the_work("TASKS"), lambda: tasks(count=3), False),
    (claims.asked_and_answered("QUESTIONS"), pipe, True),
    (claims.asked_and_answered("QUESTIONS"), lambda: pipe(asker=1), True),
    (claims.asked_and_answered("QUESTIONS"), lambda: pipe(answers=2), False),
    (claims.asked_and_answered("QUESTIONS"), lambda: pipe(questions=4, answers=4), False),
    (claims.asked_and_answered("QUESTIONS"), one_way, False),
    (claims.never_two_on_the_way, pipe, True),
    (claims.never_two_on_the_way, lambda: pipe(in_a_hurry=True), False),
    (claims.never_two_on_the_way, one_way, False),
    (claims.never_two_on_the_way, sentinel, False),
    (claims.a_signal_came_in_between, signals, True),
    (claims.a_signal_came_in_between, lambda: signals(asleep=False), False),
    (claims.a_signal_came_in_between, sentinel, False),
    (claims.the_last_signal_ended_it, signals, True),
    (claims.the_last_signal_ended_it, lambda: signals(count=1), False),
    (claims.the_last_signal_ended_it, lambda: signals(killed=False), False),
]


@pytest.mark.parametrize(("check", "made", "holds"), TABLE)
def test_a_claim_about_messages(check: Check, made: Callable[[], Evidence], holds: bool | None) -> None:
    verdict = check(made())
    assert verdict.holds is holds, verdict.detail
    assert verdict.detail.endswith(".")


def test_a_program_that_waits_for_ever_is_no_less_sure_of_it_for_being_stopped() -> None:
    for made in (no_sentinel, ended_one_after_the_other):
        assert claims.children_wait_for_more(made()).detail == (
            "Left waiting for an item: Process-1, Process-2."
        )


@pytest.mark.parametrize(
    ("check", "made"),
    [
        (claims.items_arrived("NUMBERS"), lambda: readers(ends=None, items=2).evidence()),
        (claims.first_put_to_wait("ROOM"), lambda: bounded(first_to_wait=8)),
        (claims.each_sent("EACH"), lambda: bounded(producers=1)),
        (claims.taken_before_main_waited, drained),
        (claims.asked_and_answered("QUESTIONS"), lambda: pipe(answers=2)),
        (claims.never_two_on_the_way, pipe),
        (claims.a_signal_came_in_between, lambda: signals(asleep=False)),
        (claims.the_last_signal_ended_it, lambda: signals(killed=False)),
        (claims.main_waited_for_the_work("TASKS"), lambda: tasks(count=3)),
    ],
)
def test_a_run_that_was_cut_short_tells_nothing_of_what_was_still_to_come(
    check: Check, made: Callable[[], Evidence]
) -> None:
    assert check(cut_short(made())).holds is None

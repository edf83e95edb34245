"""Claims about watched data: each true of one run and false of the run that does it wrong."""

from collections.abc import Callable

import pytest

from app.core import update_claims as claims
from app.core.demo import Verdict
from app.core.events import State
from app.core.evidence import Evidence
from tests.evidence_builder import LOCK, MadeRun, cut_short

Check = Callable[[Evidence], Verdict]


def opened(end: int = 500, balance: int = 0) -> MadeRun:
    run = MadeRun()
    run.writes(run.main(end=end), 1, balance)
    return run


def without_lock() -> MadeRun:
    run = opened()
    for number in range(3):
        run.updates(run.thread(10, 100), 10 + number, 20 + number, 0, 1)
    run.waits(0, State.JOIN, 15, 30)
    run.reads(0, 200, 1)
    return run


def with_lock(shuffled: bool = False) -> MadeRun:
    run = opened()
    threads = [run.thread(10 + number, 100) for number in range(3)]
    for turn, thread in enumerate(threads):
        begin = 20 + 20 * turn
        if turn:
            run.waits(thread, State.LOCK, 11 + turn, begin - 1, LOCK, threads[turn - 1])
        run.holds(thread, begin - 1, begin + 11)
    order = [threads[0], threads[2], threads[1]] if shuffled else threads
    for turn, thread in enumerate(order):
        run.updates(thread, 20 + 20 * turn, 30 + 20 * turn, turn, turn + 1)
    run.waits(0, State.JOIN, 15, 100)
    run.reads(0, 200, 3)
    return run


def back_to_back() -> MadeRun:
    """No lock, but by chance each came when the one before was through."""
    run = opened()
    for turn in range(3):
        run.updates(run.thread(10, 100), 20 + 20 * turn, 30 + 20 * turn, turn, turn + 1)
    return run


def inside_together_but_nothing_lost() -> MadeRun:
    """The second read falls between, and its write comes first: only the coin of the second is gone."""
    run = opened()
    run.updates(run.thread(10, 100), 20, 60, 0, 1)
    run.updates(run.thread(10, 100), 30, 40, 0, 1)
    return run


def from_1000(refused_wrote: bool = False, nobody_refused: bool = False) -> MadeRun:
    run = opened(balance=1000)
    run.updates(run.thread(10, 100), 20, 30, 1000, 1001)
    refused = run.thread(10, 100)
    if refused_wrote or nobody_refused:
        run.updates(refused, 40, 50, 1001, 1001 - 5 if refused_wrote else 1002)
    run.reads(0, 200, 1001)
    return run


def no_join(looked_at: int) -> MadeRun:
    run = opened()
    for turn in range(3):
        run.updates(run.thread(10, 100), 20 + 20 * turn, 30 + 20 * turn, turn, turn + 1)
    run.sleeps(0, 15, looked_at)
    run.reads(0, looked_at, 3)
    run.waits(0, State.JOIN, looked_at + 1, looked_at + 2)  # the interpreter's own, at its end
    return run


def just_looked() -> MadeRun:
    run = opened()
    run.updates(run.thread(10, 100), 20, 30, 0, 1)
    run.reads(0, 200, 1)
    return run


def unwatched() -> MadeRun:
    run = MadeRun()
    run.main()
    return run


TABLE: list[tuple[Check, Callable[[], MadeRun], bool | None]] = [
    (claims.update_was_lost, without_lock, True),
    (claims.update_was_lost, inside_together_but_nothing_lost, True),
    (claims.update_was_lost, with_lock, False),
    (claims.update_was_lost, back_to_back, False),
    (claims.update_was_lost, unwatched, None),
    (claims.no_update_was_lost, with_lock, True),
    (claims.no_update_was_lost, back_to_back, True),
    (claims.no_update_was_lost, without_lock, False),
    (claims.no_update_was_lost, unwatched, None),
    (claims.two_inside, without_lock, True),
    (claims.two_inside, inside_together_but_nothing_lost, True),
    (claims.two_inside, with_lock, False),
    (claims.two_inside, unwatched, None),
    (claims.never_two_inside, with_lock, True),
    (claims.never_two_inside, back_to_back, True),
    (claims.never_two_inside, without_lock, False),
    (claims.never_two_inside, inside_together_but_nothing_lost, False),
    (claims.never_two_inside, unwatched, None),
    (claims.waited_in_order, with_lock, True),
    (claims.waited_in_order, lambda: with_lock(shuffled=True), False),
    (claims.waited_in_order, without_lock, False),
    (claims.waited_in_order, back_to_back, False),
    (claims.refused_left_no_trace, from_1000, True),
    (claims.refused_left_no_trace, lambda: from_1000(refused_wrote=True), False),
    (claims.refused_left_no_trace, lambda: from_1000(nobody_refused=True), False),
    (claims.main_looked_after_the_last_update, with_lock, True),
    (claims.main_looked_after_the_last_update, lambda: no_join(300), True),
    (claims.main_looked_after_the_last_update, lambda: no_join(45), False),
    (claims.main_looked_after_the_last_update, back_to_back, None),
    (claims.main_looked_after_the_last_update, unwatched, None),
    (claims.main_slept_instead_of_joining, lambda: no_join(300), True),
    (claims.main_slept_instead_of_joining, lambda: no_join(45), True),
    (claims.main_slept_instead_of_joining, with_lock, False),
    (claims.main_slept_instead_of_joining, just_looked, False),
    (claims.main_slept_instead_of_joining, back_to_back, None),
]


def checked(table_row: tuple[Check, Callable[[], MadeRun], bool | None]) -> str:
    check, made, holds = table_row
    return f"{check.__name__}-{made.__name__.strip('<>')}-{holds}"


@pytest.mark.parametrize(("check", "made", "holds"), TABLE, ids=map(checked, TABLE))
def test_a_claim_is_told_by_accesses_and_waits(
    check: Check, made: Callable[[], MadeRun], holds: bool | None
) -> None:
    verdict = check(made().evidence())
    assert verdict.holds is holds
    assert verdict.detail.endswith(".")


@pytest.mark.parametrize(
    ("check", "made", "holds"),
    [
        (claims.update_was_lost, without_lock, True),
        (claims.update_was_lost, with_lock, None),
        (claims.no_update_was_lost, with_lock, None),
        (claims.no_update_was_lost, without_lock, False),
        (claims.two_inside, without_lock, True),
        (claims.never_two_inside, with_lock, None),
        (claims.never_two_inside, without_lock, False),
        (claims.waited_in_order, with_lock, None),
        (claims.waited_in_order, without_lock, None),
        (claims.refused_left_no_trace, from_1000, None),
        (claims.main_looked_after_the_last_update, with_lock, None),
        (claims.main_looked_after_the_last_update, unwatched, None),
    ],
)
def test_a_run_that_was_cut_short_tells_only_what_it_has_shown(
    check: Check, made: Callable[[], MadeRun], holds: bool | None
) -> None:
    assert check(cut_short(made().evidence())).holds is holds


def test_the_output_and_the_exit_code_decide_nothing() -> None:
    run = without_lock()
    run.says(0, 201, "balance: 3")
    assert claims.update_was_lost(run.evidence(status=1)).holds is True
    run = with_lock()
    run.says(0, 201, "balance: 1")
    assert claims.no_update_was_lost(run.evidence(status=1)).holds is True


def test_two_accounts_do_not_meet() -> None:
    run = opened()
    for number in range(2):
        thread = run.thread(10, 100)
        run.reads(thread, 20 + number, 0, object=10 + number)
        run.writes(thread, 30 + number, 1, object=10 + number)
    assert claims.never_two_inside(run.evidence()).holds is True
    assert claims.no_update_was_lost(run.evidence()).holds is True


def test_a_long_update_meets_those_that_come_after_a_short_one() -> None:
    run = opened()
    run.updates(run.thread(10, 100), 20, 90, 0, 1)
    run.updates(run.thread(10, 100), 95, 96, 1, 2)
    assert claims.two_inside(run.evidence()).holds is False
    run.updates(run.thread(10, 100), 80, 85, 0, 1)
    assert claims.two_inside(run.evidence()).holds is True


def test_the_details_name_what_was_seen() -> None:
    assert claims.update_was_lost(without_lock().evidence()).detail.startswith("2 of 3 updates lost")
    assert claims.no_update_was_lost(with_lock().evidence()).detail.startswith("None of 3 updates lost")
    assert (
        "2 waited, in this order: Thread-2, Thread-3."
        in claims.waited_in_order(with_lock().evidence()).detail
    )
    assert (
        "Thread-2 read at 11.0 ms; Thread-1 wrote at 20.0 ms."
        in claims.two_inside(without_lock().evidence()).detail
    )
    assert "2 of 3 writes" in claims.main_looked_after_the_last_update(no_join(45).evidence()).detail
    assert "Thread-2 neither" in claims.refused_left_no_trace(from_1000().evidence()).detail

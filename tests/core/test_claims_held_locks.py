"""Claims about locks and the data behind them: each true of one run and false of another."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.core import claims_held_locks as claims
from app.core.demo import Verdict
from app.core.events import State
from app.core.evidence import Evidence, Held
from tests.evidence_builder import LOCK, MS, MadeRun, cut_short

Check = Callable[[Evidence], Verdict]


def account(threads: int = 3) -> MadeRun:
    run = MadeRun()
    run.writes(run.main(end=500), 1, 0)
    for _ in range(threads):
        run.thread(10, 200)
    return run


def own_locks() -> Evidence:
    run, held = account(), {}
    for thread in (1, 2, 3):
        run.updates(thread, 20 + thread, 40 + thread, 0, 1)
        held[LOCK + thread] = [Held(thread, (15 + thread) * MS, (45 + thread) * MS, 11)]
    return replace(run.evidence(), held=held)


def without_lock() -> Evidence:
    run = account()
    for thread in (1, 2, 3):
        run.updates(thread, 20 + thread, 40 + thread, 0, 1)
    return run.evidence()


def with_lock(steps: int = 1) -> Evidence:
    run, balance = account(), 0
    for thread in (1, 2, 3):
        begin = 20 + 50 * (thread - 1)
        if thread > 1:
            run.waits(thread, State.RLOCK, 12, begin - 1, LOCK, thread - 1)
        run.holds(thread, begin - 1, begin + 45)
        for step in range(steps):
            run.updates(thread, begin + 20 * step, begin + 10 + 20 * step, balance, balance + 1)
            balance += 1
    return run.evidence()


def let_go_between() -> Evidence:
    """Two updates each, and the lock is taken anew for each of them."""
    run, balance = account(), 0
    for step in range(2):
        for thread in (1, 2, 3):
            begin = 20 + 150 * step + 20 * thread
            run.holds(thread, begin - 1, begin + 11)
            run.updates(thread, begin, begin + 10, balance, balance + 1)
            balance += 1
    return run.evidence()


def nothing_happened() -> Evidence:
    return account(0).evidence()


TABLE: list[tuple[Check, Callable[[], Evidence], bool | None]] = [
    (claims.each_held_another_lock, own_locks, True),
    (claims.each_held_another_lock, with_lock, False),
    (claims.each_held_another_lock, without_lock, False),
    (claims.each_held_another_lock, nothing_happened, False),
    (claims.nobody_waited, own_locks, True),
    (claims.nobody_waited, with_lock, False),
    (claims.nobody_waited, without_lock, False),
    (claims.two_steps_in_one_turn, lambda: with_lock(steps=2), True),
    (claims.two_steps_in_one_turn, with_lock, False),
    (claims.two_steps_in_one_turn, let_go_between, False),
    (claims.two_steps_in_one_turn, without_lock, False),
    (claims.two_steps_in_one_turn, nothing_happened, None),
]


@pytest.mark.parametrize(("check", "made", "holds"), TABLE)
def test_a_claim_about_locks(check: Check, made: Callable[[], Evidence], holds: bool | None) -> None:
    verdict = check(made())
    assert verdict.holds is holds, verdict.detail
    assert verdict.detail.endswith(".")


def test_a_run_that_was_cut_short_tells_nothing_of_what_was_still_to_come() -> None:
    assert claims.each_held_another_lock(cut_short(own_locks())).holds is None
    assert claims.nobody_waited(cut_short(own_locks())).holds is None
    assert claims.two_steps_in_one_turn(cut_short(with_lock(steps=2))).holds is None
    assert claims.nobody_waited(cut_short(with_lock())).holds is False

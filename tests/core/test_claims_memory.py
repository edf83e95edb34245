"""Claims about memory: true of the run that they are made for, false of its sibling."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.core import claims_memory as claims
from app.core.demo import Verdict
from app.core.events import State
from app.core.evidence import Evidence, Held
from tests.evidence_builder import LOCK, MS, MadeRun, cut_short

Check = Callable[[Evidence], Verdict]
WORDS = 3


def opened(end: int = 500) -> MadeRun:
    run = MadeRun(parameters={"WORDS": WORDS})
    run.writes(run.main(end=end), 1, 0, line=9)
    return run


def two_processes() -> MadeRun:
    """Each counts to three in an object of its own."""
    run = opened()
    for own in (1, 2):
        child = run.process(10, 300)
        for word in range(WORDS):
            run.reads(child, 20 + 40 * word + own, word, object=own)
            run.writes(child, 22 + 40 * word + own, word + 1, object=own)
            run.sleeps(child, 25 + 40 * word + own, 55 + 40 * word + own)
    run.reads(0, 400, 0)
    return run


def two_threads(one_is_late: bool = False) -> MadeRun:
    """Both count to three in one object."""
    run = opened()
    threads = [run.thread(10, 300), run.thread(11, 300)]
    turns = [threads[0]] * WORDS if one_is_late else [threads[word % 2] for word in range(WORDS)]
    for word, thread in enumerate(turns):
        run.reads(thread, 20 + 40 * word, word)
        run.writes(thread, 22 + 40 * word, word + 1)
        run.sleeps(thread, 25 + 40 * word, 55 + 40 * word)
    run.reads(0, 400, WORDS)
    return run


def nobody_counted() -> MadeRun:
    run = opened()
    run.process(10, 300)
    run.reads(0, 400, 0)
    return run


def with_lock(same: bool = True) -> Evidence:
    run = MadeRun(parameters={"WORDS": WORDS})
    run.main(end=500)
    children = [run.process(10, 300), run.process(11, 300)]
    held: dict[int, list[Held]] = {}
    for word in range(WORDS):
        child = children[word % 2]
        lock = LOCK if same else LOCK + child
        held.setdefault(lock, []).append(Held(child, (20 + 40 * word) * MS, (24 + 40 * word) * MS, 12))
        run.sleeps(child, 25 + 40 * word, 55 + 40 * word)
    held.setdefault(LOCK, []).append(Held(0, 400 * MS, 401 * MS, 27))
    return replace(run.evidence(), held=held)


def manager(keeper_ends: int = 400, answers: bool = True) -> MadeRun:
    run = MadeRun(parameters={"WORDS": WORDS})
    run.main(end=500)
    keeper = run.process(10, keeper_ends)
    children = [run.process(30, 300), run.process(31, 300)]
    for word in range(WORDS):
        child = children[word % 2]
        for step in range(4):
            run.passes("message", child, keeper, 40 + 40 * word + step)
            if answers:
                run.passes("message", keeper, child, 40.5 + 40 * word + step)
        run.sleeps(child, 45 + 40 * word, 75 + 40 * word)
    return run


def shared_block(read: str = "'Pong'", looked_at: int = 200, by_message: bool = False) -> MadeRun:
    run = MadeRun()
    run.writes(run.main(end=500), 1, "''", object=1)
    child = run.process(10, 100)
    run.writes(child, 50, "'Pong'", object=2)
    if by_message:
        run.passes("message", child, 0, 60, 90)
    run.waits(0, State.PROCESS, 20, 101, holder=child)
    run.writes(0, looked_at, read, object=1)
    return run


TABLE: list[tuple[Check, Callable[[], MadeRun | Evidence], bool | None]] = [
    (claims.each_wrote_to_its_own, two_processes, True),
    (claims.each_wrote_to_its_own, two_threads, False),
    (claims.each_wrote_to_its_own, nobody_counted, False),
    (claims.all_wrote_to_one, two_threads, True),
    (claims.all_wrote_to_one, lambda: two_threads(one_is_late=True), False),
    (claims.all_wrote_to_one, two_processes, False),
    (claims.main_saw_no_change, two_processes, True),
    (claims.main_saw_no_change, two_threads, False),
    (claims.main_saw_no_change, nobody_counted, False),
    (claims.main_saw_what_others_wrote, two_threads, True),
    (claims.main_saw_what_others_wrote, two_processes, False),
    (claims.each_counted_to("WORDS"), two_processes, True),
    (claims.each_counted_to("WORDS"), two_threads, False),
    (claims.each_counted_to("COINS"), two_processes, None),
    (claims.worked_as_often_as("WORDS"), with_lock, True),
    (claims.worked_as_often_as("WORDS"), manager, True),
    (claims.worked_as_often_as("WORDS"), two_processes, False),
    (claims.one_lock_for_all, with_lock, True),
    (claims.one_lock_for_all, lambda: with_lock(same=False), False),
    (claims.one_lock_for_all, two_processes, False),
    (claims.one_kept_it_for_the_others, manager, True),
    (claims.one_kept_it_for_the_others, lambda: manager(keeper_ends=250), False),
    (claims.one_kept_it_for_the_others, two_processes, False),
    (claims.each_piece_took_a_question, manager, True),
    (claims.each_piece_took_a_question, lambda: manager(answers=False), False),
    (claims.each_piece_took_a_question, with_lock, False),
    (claims.main_has_what_a_child_wrote, shared_block, True),
    (claims.main_has_what_a_child_wrote, lambda: shared_block(read="''"), False),
    (claims.main_has_what_a_child_wrote, lambda: shared_block(looked_at=40), False),
    (claims.main_has_what_a_child_wrote, two_processes, False),
    (claims.nothing_was_sent, shared_block, True),
    (claims.nothing_was_sent, lambda: shared_block(by_message=True), False),
    (claims.nothing_was_sent, two_threads, False),
    (claims.main_looked_after_the_end, shared_block, True),
    (claims.main_looked_after_the_end, lambda: shared_block(looked_at=70), False),
    (claims.main_looked_after_the_end, nobody_counted, False),
]


def seen(made: Callable[[], MadeRun | Evidence]) -> Evidence:
    found = made()
    return found.evidence() if isinstance(found, MadeRun) else found


@pytest.mark.parametrize(("check", "made", "holds"), TABLE)
def test_a_claim_about_memory(
    check: Check, made: Callable[[], MadeRun | Evidence], holds: bool | None
) -> None:
    verdict = check(seen(made))
    assert verdict.holds is holds, verdict.detail
    assert verdict.detail.endswith(".")


@pytest.mark.parametrize(
    ("check", "made"),
    [
        (claims.each_wrote_to_its_own, two_processes),  # one might still have touched the other's
        (claims.worked_as_often_as("WORDS"), with_lock),
        (claims.nothing_was_sent, shared_block),
        (claims.one_lock_for_all, two_processes),
        (claims.all_wrote_to_one, nobody_counted),
    ],
)
def test_a_run_that_was_cut_short_tells_nothing_of_what_was_still_to_come(
    check: Check, made: Callable[[], MadeRun | Evidence]
) -> None:
    assert check(cut_short(seen(made))).holds is None


def test_what_has_happened_is_true_of_a_run_that_was_cut_short_too() -> None:
    assert claims.one_lock_for_all(cut_short(with_lock())).holds is True
    assert claims.main_has_what_a_child_wrote(cut_short(shared_block().evidence())).holds is True
    assert claims.each_wrote_to_its_own(cut_short(two_threads().evidence())).holds is False


def test_main_that_never_looked_has_seen_nothing() -> None:
    run = two_processes()
    run.accesses.pop()
    assert claims.main_saw_no_change(run.evidence()).detail == "Main didn't look."
    assert claims.main_saw_no_change(run.evidence()).holds is None

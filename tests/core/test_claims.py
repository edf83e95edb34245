"""Each claim is true of one run and false of one that does it wrong; a run that was cut short tells less."""

from collections.abc import Callable

import pytest

from app.core import claims
from app.core.claims import listing, moment
from app.core.demo import Verdict
from app.core.events import State
from app.core.evidence import Evidence
from tests.evidence_builder import MadeRun, cut_short

Check = Callable[[Evidence], Verdict]


def one_after_the_other() -> MadeRun:
    run = MadeRun()
    main = run.main(end=300)
    run.says(main, 9, "a: begins")
    run.sleeps(main, 10, 110)
    run.sleeps(main, 111, 290)
    run.says(main, 291, "both: 0.281 s")
    return run


def two_processes() -> MadeRun:
    run = MadeRun()
    main = run.main(end=300)
    for start, end in ((20, 150), (25, 280)):
        run.sleeps(run.process(start, end), start + 5, end - 5)
    run.waits(main, State.PROCESS, 30, 280)
    run.says(main, 285, "both: 0.265 s")
    return run


def two_threads(ends: tuple[int, int] = (150, 280)) -> MadeRun:
    run = MadeRun()
    main = run.main(end=300)
    for start, end in zip((20, 25), ends, strict=True):
        run.sleeps(run.thread(start, end), start + 1, end - 1)
    run.waits(main, State.JOIN, 30, max(ends))
    run.says(main, 285, "both: 0.265 s")
    return run


def threads_in_turn() -> MadeRun:
    """What `start` and `join` in one loop make of two threads."""
    run = MadeRun()
    main = run.main(end=300)
    for start, end in ((20, 100), (110, 200)):
        run.sleeps(run.thread(start, end), start + 1, end - 1)
        run.waits(main, State.JOIN, start + 2, end)
    return run


def one_worker_for_both() -> MadeRun:
    run = MadeRun()
    run.main(end=300)
    worker = run.thread(20, 280)
    run.sleeps(worker, 21, 100)
    run.sleeps(worker, 101, 279)
    return run


def low_level() -> MadeRun:
    run = MadeRun()
    main = run.main(end=30)
    run.sleeps(run.thread(20, 30, ended="killed"), 21, None)
    run.thread(22, 30, ended="killed")  # started, but main was gone before it had its turn
    run.says(main, 25, "both: 0.000 s")
    return run


def daemons(ended_first: bool = False) -> MadeRun:
    run = MadeRun()
    main = run.main(end=300)
    for end in (200 if ended_first else None, None):
        ended = run.thread(20, end or 300, ended="finished" if end else "killed", daemon=True)
        run.sleeps(ended, 21, end)
    run.sleeps(main, 25, 250)
    run.says(main, 251, "main leaves")
    return run


def threads_made_by_a_thread() -> MadeRun:
    run = MadeRun()
    run.main(end=300)
    first = run.thread(10, 290)
    run.sleeps(first, 20, 200)
    run.sleeps(run.thread(15, 290, parent=first), 30, 250)
    return run


def two_tasks(host_is_thread: bool = False) -> MadeRun:
    run = MadeRun()
    main = run.main(end=300)
    host = run.thread(5, 295) if host_is_thread else main
    first = run.task(10, 290, host=host)
    for start, end in ((20, 150), (25, 280)):
        run.sleeps(run.task(start, end, parent=first, host=host), start + 1, end - 1)
    run.waits(first, State.AWAIT, 26, 285)
    run.waits(main, State.IO, 27, 150)
    return run


def alone() -> MadeRun:
    run = MadeRun()
    run.main(end=5)
    return run


TABLE: list[tuple[Check, Callable[[], MadeRun], bool]] = [
    (claims.overlapped, two_threads, True),
    (claims.overlapped, two_processes, True),
    (claims.overlapped, low_level, False),
    (claims.overlapped, threads_in_turn, False),
    (claims.overlapped, one_after_the_other, False),
    (claims.overlapped, alone, False),
    (claims.overlapped, two_tasks, True),
    (claims.in_turn, one_after_the_other, True),
    (claims.in_turn, threads_in_turn, True),
    (claims.in_turn, two_threads, False),
    (claims.in_turn, alone, False),
    (claims.total_is_the_sum, one_after_the_other, True),
    (claims.total_is_the_sum, one_worker_for_both, True),
    (claims.total_is_the_sum, two_processes, False),
    (claims.total_is_the_longest, two_processes, True),
    (claims.total_is_the_longest, two_threads, True),
    (claims.total_is_the_longest, two_tasks, True),
    (claims.total_is_the_longest, threads_in_turn, False),
    (claims.total_is_the_longest, daemons, False),
    (claims.main_left_early, low_level, True),
    (claims.main_left_early, daemons, True),
    (claims.main_left_early, two_threads, False),
    (claims.main_left_early, one_after_the_other, False),
    (claims.nothing_was_done, low_level, True),
    (claims.nothing_was_done, daemons, True),
    (claims.nothing_was_done, lambda: daemons(ended_first=True), False),
    (claims.nothing_was_done, two_threads, False),
    (claims.nothing_was_done, alone, False),
    (claims.main_spoke_before_the_work_was_done, low_level, True),
    (claims.main_spoke_before_the_work_was_done, daemons, True),
    (claims.main_spoke_before_the_work_was_done, lambda: daemons(ended_first=True), False),
    (claims.main_spoke_before_the_work_was_done, two_threads, False),
    (claims.main_spoke_before_the_work_was_done, one_after_the_other, False),
    (claims.each_in_its_own_process, two_processes, True),
    (claims.each_in_its_own_process, two_threads, False),
    (claims.each_in_its_own_process, one_after_the_other, False),
    (claims.each_in_its_own_thread, two_threads, True),
    (claims.each_in_its_own_thread, two_processes, False),
    (claims.each_in_its_own_thread, one_worker_for_both, False),
    (claims.each_in_its_own_thread, one_after_the_other, False),
    (claims.each_in_its_own_task, two_tasks, True),
    (claims.each_in_its_own_task, lambda: two_tasks(host_is_thread=True), False),
    (claims.each_in_its_own_task, two_threads, False),
    (claims.no_thread_beside_main, two_tasks, True),
    (claims.no_thread_beside_main, two_threads, False),
    (claims.no_thread_beside_main, two_processes, False),
    (claims.all_in_main, one_after_the_other, True),
    (claims.all_in_main, two_threads, False),
    (claims.all_in_main, alone, False),
    (claims.started_by_main, two_threads, True),
    (claims.started_by_main, threads_made_by_a_thread, False),
    (claims.started_by_main, two_processes, False),
    (claims.daemons_were_cut_off, daemons, True),
    (claims.daemons_were_cut_off, lambda: daemons(ended_first=True), False),
    (claims.daemons_were_cut_off, two_threads, False),
]


def checked(table_row: tuple[Check, Callable[[], MadeRun], bool]) -> str:
    check, made, holds = table_row
    return f"{check.__name__}-{made.__name__.strip('<>')}-{holds}"


@pytest.mark.parametrize(("check", "made", "holds"), TABLE, ids=map(checked, TABLE))
def test_a_claim_is_told_by_order_and_overlap(check: Check, made: Callable[[], MadeRun], holds: bool) -> None:
    verdict = check(made().evidence())
    assert verdict.holds is holds
    assert verdict.detail.endswith(".")


@pytest.mark.parametrize(
    ("check", "holds"),
    [
        (claims.overlapped, True),
        (claims.in_turn, False),
        (claims.total_is_the_longest, None),
        (claims.total_is_the_sum, False),
        (claims.main_left_early, None),
        (claims.nothing_was_done, False),
        (claims.each_in_its_own_thread, None),
        (claims.each_in_its_own_process, False),
        (claims.all_in_main, False),
        (claims.started_by_main, None),
        (claims.daemons_were_cut_off, None),
    ],
)
def test_a_run_that_was_cut_short_tells_only_what_it_has_shown(check: Check, holds: bool | None) -> None:
    assert check(cut_short(two_threads().evidence())).holds is holds


def test_a_run_that_was_cut_short_does_not_say_that_something_never_happens() -> None:
    stopped = cut_short(alone().evidence())
    for check in {check for check, _, _ in TABLE} - {claims.in_turn, claims.total_is_the_sum}:
        verdict = check(stopped)
        assert verdict.holds is not True
    assert claims.overlapped(stopped).holds is None
    assert claims.nothing_was_done(cut_short(low_level().evidence())).holds is None


@pytest.mark.parametrize("factor", [1, 7, 1000])
def test_no_verdict_depends_on_how_long_anything_took(factor: int) -> None:
    for check, made, holds in TABLE:
        run = made()
        for actor in run.actors.values():
            actor.start_ns *= factor
            actor.end_ns = None if actor.end_ns is None else actor.end_ns * factor
        stretched = MadeRun(run.actors)
        for span in run.spans:
            end = None if span.end_ns is None else span.end_ns * factor // 1_000_000
            stretched.waits(span.actor, span.state, span.start_ns * factor // 1_000_000, end)
        for piece in run.output:
            stretched.says(piece.actor, piece.t_ns * factor // 1_000_000, piece.text)
        assert check(stretched.evidence()).holds is holds


def test_work_that_ends_with_its_killed_thread_was_not_done() -> None:
    run = MadeRun()
    run.main(end=100)
    run.sleeps(run.thread(10, 100, ended="killed"), 20, 100)
    assert claims.nothing_was_done(run.evidence()).holds is True


def test_a_killed_process_is_taken_to_have_slept_until_the_end() -> None:
    run = MadeRun()
    run.main(end=100)
    run.sleeps(run.process(10, 20, ended="killed"), 20, None)
    run.sleeps(run.process(10, 25, ended="killed"), 25, None)
    assert claims.overlapped(cut_short(run.evidence())).holds is True


def test_the_details_name_what_was_seen() -> None:
    assert "150.0 ms" not in claims.overlapped(two_threads().evidence()).detail
    assert (
        claims.overlapped(two_threads().evidence()).detail == "All were under way from 26.0 ms to 149.0 ms."
    )
    assert "100.0 ms + 179.0 ms" in claims.total_is_the_sum(one_after_the_other().evidence()).detail
    assert "main 100, work in 101, 102" in claims.each_in_its_own_process(two_processes().evidence()).detail
    assert "Thread-1, Thread-2" in claims.daemons_were_cut_off(daemons().evidence()).detail


def test_times_and_names_read_well() -> None:
    assert [moment(0), moment(77_400_000), moment(1_370_000_000)] == ["0.0 ms", "77.4 ms", "1.37 s"]
    assert listing([]) == ""
    assert listing("abcdef") == "a, b, c, d, e, f"
    assert listing("abcdefg") == "a, b, c, d, …, g"

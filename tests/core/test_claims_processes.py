"""Claims about the birth and the end of processes: each true of one run and false of another."""

from collections.abc import Callable

import pytest

from app.core import claims_processes as claims
from app.core.demo import Verdict
from app.core.events import State
from app.core.evidence import Evidence
from tests.evidence_builder import MadeRun, cut_short

Check = Callable[[Evidence], Verdict]


def changed_by_main() -> MadeRun:
    run = MadeRun()
    run.writes(run.main(end=500), 1, "as in the file", object=1, line=8)
    run.writes(0, 5, "changed", object=1, line=20)
    return run


def fork(waits: bool = True) -> MadeRun:
    run = changed_by_main()
    child = run.process(10, 200)
    run.reads(child, 20, "changed", object=2)
    run.writes(child, 30, "by the child", object=2, line=22)
    if waits:
        run.waits(0, State.PROCESS, 15, 201, holder=child)
    return run


def spawn(how: str = "spawn") -> MadeRun:
    run = changed_by_main()
    for number in (2, 3):
        child = run.process(10 + number, 200 + number)
        run.actors[child].how = how
        run.writes(child, 100, "as in the file", object=number, line=8)
        run.reads(child, 110, "as in the file", object=number, line=14)
    return run


def unchanged() -> MadeRun:
    run = MadeRun()
    run.writes(run.main(end=500), 1, "as in the file", object=1, line=8)
    run.reads(run.process(10, 200), 20, "as in the file", object=2)
    return run


def without_children() -> MadeRun:
    run = changed_by_main()
    run.thread(10, 50)
    return run


def daemon(works_until: int | None = None, by_main: bool = True, had_begun: bool = True) -> MadeRun:
    """One child is waited for; the daemon is ended, or was done before."""
    run = MadeRun()
    run.main(end=500)
    child = run.process(10, 300)
    run.sleeps(child, 20, 295)
    ended = run.process(12, 210, ended="killed")
    run.actors[ended].status = 15
    if had_begun:
        run.sleeps(ended, 22, works_until)
    run.sleeps(0, 15, 200)
    if by_main:
        run.passes("signal", 0, ended, 201)
    run.waits(0, State.PROCESS, 202, 301, holder=child)
    run.waits(0, State.PROCESS, 302, 303, holder=ended)
    return run


def the_daemon_is_taken_first() -> MadeRun:
    """At its end main waits for the daemon first, which takes its time; the other one ends meanwhile."""
    run = daemon()
    run.spans = [span for span in run.spans if span.state is not State.PROCESS]
    run.waits(0, State.PROCESS, 202, 310, holder=2)
    run.waits(0, State.PROCESS, 311, 312, holder=1)
    return run


def all_daemons() -> MadeRun:
    run = MadeRun()
    run.main(end=500)
    for _ in range(2):
        ended = run.process(10, 210, ended="killed")
        run.passes("signal", 0, ended, 20)  # a first one that it got over
        run.passes("signal", 0, ended, 201)
    return run


def orphan_and_zombie(grandchild_ends: int = 400, asked_at: int = 350) -> MadeRun:
    run = MadeRun()
    run.main(end=500)
    child = run.process(10, 200)
    run.process(20, grandchild_ends, parent=child)
    run.sleeps(0, 15, asked_at - 1)
    run.waits(0, State.PROCESS, asked_at, asked_at + 1 if asked_at > 200 else 201, holder=child)
    return run


def failed_child(status: int = 1, worked: bool = False, main_fell: str = "") -> MadeRun:
    run = MadeRun()
    run.writes(run.main(end=500), 1, 0, object=1, line=8)
    run.actors[0].exception = main_fell
    child = run.process(10, 200)
    run.actors[child].status = status
    run.actors[child].exception = "RuntimeError: \n   An attempt"
    run.writes(child, 50, 0, object=2, line=8)
    if worked:
        run.writes(child, 60, 1, object=2, line=14)
    run.waits(0, State.PROCESS, 15, 201, holder=child)
    return run


TABLE: list[tuple[Check, Callable[[], MadeRun], bool]] = [
    (claims.children_saw_the_change, fork, True),
    (claims.children_saw_the_change, spawn, False),
    (claims.children_saw_the_change, unchanged, False),
    (claims.children_saw_the_change, without_children, False),
    (claims.children_saw_the_file, spawn, True),
    (claims.children_saw_the_file, fork, False),
    (claims.children_saw_the_file, unchanged, False),
    (claims.each_ran_the_file_again, spawn, True),
    (claims.each_ran_the_file_again, failed_child, True),
    (claims.each_ran_the_file_again, fork, False),
    (claims.each_ran_the_file_again, without_children, False),
    (claims.a_server_forked_them, lambda: spawn("forkserver"), True),
    (claims.a_server_forked_them, spawn, False),
    (claims.a_server_forked_them, without_children, False),
    (claims.main_waited_for_each_child, fork, True),
    (claims.main_waited_for_each_child, daemon, True),
    (claims.main_waited_for_each_child, the_daemon_is_taken_first, True),
    (claims.main_waited_for_each_child, lambda: fork(waits=False), False),
    (claims.main_waited_for_each_child, orphan_and_zombie, False),
    (claims.main_waited_for_each_child, without_children, False),
    (claims.a_child_was_a_zombie, orphan_and_zombie, True),
    (claims.a_child_was_a_zombie, lambda: orphan_and_zombie(asked_at=150), False),
    (claims.a_child_was_a_zombie, fork, False),
    (claims.one_outlived_its_parent, orphan_and_zombie, True),
    (claims.one_outlived_its_parent, lambda: orphan_and_zombie(grandchild_ends=150), False),
    (claims.one_outlived_its_parent, fork, False),
    (claims.ended_before_it_was_done, daemon, True),
    (claims.ended_before_it_was_done, lambda: daemon(had_begun=False), True),
    (claims.ended_before_it_was_done, lambda: daemon(works_until=100), False),
    (claims.ended_before_it_was_done, lambda: daemon(by_main=False), False),
    (claims.ended_before_it_was_done, fork, False),
    (claims.main_ended_the_children, all_daemons, True),
    (claims.main_ended_the_children, daemon, False),
    (claims.main_ended_the_children, without_children, False),
    (claims.failed_before_its_work, failed_child, True),
    (claims.failed_before_its_work, lambda: failed_child(worked=True), False),
    (claims.failed_before_its_work, lambda: failed_child(status=0), False),
    (claims.failed_before_its_work, fork, False),
    (claims.failed_before_its_work, without_children, False),
    (claims.main_went_on, failed_child, True),
    (claims.main_went_on, lambda: failed_child(main_fell="ValueError: no"), False),
    (claims.main_went_on, lambda: failed_child(status=0), False),
]


@pytest.mark.parametrize(("check", "made", "holds"), TABLE)
def test_a_claim_about_processes(check: Check, made: Callable[[], MadeRun], holds: bool) -> None:
    verdict = check(made().evidence())
    assert verdict.holds is holds, verdict.detail
    assert verdict.detail.endswith(".")


@pytest.mark.parametrize(
    ("check", "made"),
    [
        (claims.children_saw_the_change, fork),  # there might have been more children
        (claims.main_waited_for_each_child, fork),
        (claims.a_child_was_a_zombie, fork),
        (claims.one_outlived_its_parent, fork),
        (claims.ended_before_it_was_done, fork),
        (claims.main_went_on, failed_child),
    ],
)
def test_a_run_that_was_cut_short_tells_nothing_of_what_was_still_to_come(
    check: Check, made: Callable[[], MadeRun]
) -> None:
    assert check(cut_short(made().evidence())).holds is None


def test_a_failure_is_told_with_its_reason() -> None:
    assert claims.failed_before_its_work(failed_child().evidence()).detail == "Process-1: RuntimeError."
    run = failed_child()
    run.actors[1].exception = ""
    assert claims.failed_before_its_work(run.evidence()).detail == "Process-1: exit code 1."

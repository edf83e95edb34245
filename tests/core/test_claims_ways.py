"""Processes, threads and tasks beside each other: who has whose threads, and who waited with whom."""

import pytest

from app.core.claims_ways import (
    every_process_had_threads,
    every_way_overlapped,
    only_processes_left_home,
    tasks_shared_a_thread,
    threads_of_a_process_waited_together,
)
from app.core.evidence import Evidence
from tests.evidence_builder import MadeRun, cut_short


def nested(threads: int, apart: int = 0) -> Evidence:
    """Two processes with so many threads each, which sleep for 100 ms, one `apart` ms after the other."""
    run = MadeRun()
    run.main()
    for _ in range(2):
        process = run.process(50, 900)
        for number in range(threads):
            start = 100 + apart * number
            run.sleeps(run.thread(start, 900, parent=process, process=process), start, start + 100)
    return run.evidence()


@pytest.mark.parametrize(
    ("evidence", "own", "together"),
    [(nested(2), True, True), (nested(2, apart=100), True, False), (nested(1), False, False)],
    ids=["at once", "in turn", "one each"],
)
def test_threads_belong_to_processes(evidence: Evidence, own: bool, together: bool) -> None:
    assert every_process_had_threads(evidence).holds is own
    assert threads_of_a_process_waited_together(evidence).holds is together


def test_without_processes_there_are_no_threads_of_theirs() -> None:
    run = MadeRun()
    run.main()
    run.sleeps(run.thread(0, 100), 0, 100)
    assert every_process_had_threads(run.evidence()).holds is False
    assert threads_of_a_process_waited_together(run.evidence()).holds is False


def every_way(tasks_apart: int = 0, other_host: bool = False) -> Evidence:
    run = MadeRun()
    run.main()
    for number in range(2):
        run.sleeps(run.process(0, 900), 10 + number, 100)
    threads = [run.thread(200, 300) for _ in range(2)]
    for number, thread in enumerate(threads):
        run.sleeps(thread, 210 + number, 290)
    for number in range(2):
        host = threads[0] if other_host and number else 0
        start = 400 + tasks_apart * number
        run.sleeps(run.task(start, 900, host=host), start, start + 100)
    return run.evidence()


def test_every_way_waits_in_pairs() -> None:
    assert every_way_overlapped(every_way()).holds is True
    assert every_way_overlapped(every_way(tasks_apart=100)).holds is False
    assert every_way_overlapped(cut_short(every_way(tasks_apart=100))).holds is None


def test_tasks_share_a_thread_and_only_processes_leave_home() -> None:
    assert tasks_shared_a_thread(every_way()).holds is True
    assert tasks_shared_a_thread(every_way(other_host=True)).holds is False
    assert only_processes_left_home(every_way()).holds is True
    assert only_processes_left_home(nested(2)).holds is False

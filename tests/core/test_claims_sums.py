"""A sum that is right or wrong, a clock that comes late, and who was handed what."""

from dataclasses import replace

import pytest

from app.core.answers import value_of
from app.core.claims_cores import TOO_SHORT
from app.core.claims_sums import (
    a_list_was_in_memory,
    as_many_workers_as,
    at_home,
    each_sent_one_result,
    each_talked_with_main,
    late_clock_left_out_work,
    main_waited_while_they_computed,
    nothing_got_lost,
    pieces_were_handed_out,
    something_got_lost,
    sum_is_right,
    value_stayed_below,
    workers_began_before_the_clock,
)
from app.core.events import ObjectKind, State
from app.core.evidence import Evidence
from app.core.model import Thing
from tests.evidence_builder import MadeRun, cut_short

RESULT, STEP = 0, 2


def named(run: MadeRun) -> Evidence:
    """With the two watched globals that these programs have."""
    things = {
        RESULT: Thing(RESULT, ObjectKind.ATTRIBUTE, "result", -1),
        STEP: Thing(STEP, ObjectKind.ATTRIBUTE, "step", -1),
    }
    return replace(run.evidence(), objects=things)


def summed(*results: object, **parameters: object) -> Evidence:
    run = MadeRun(parameters=parameters)
    run.main()
    for number, result in enumerate(results):
        run.writes(0, 10 * number, result, RESULT)
    return named(run)


def stepped(*at: int, started: tuple[int, ...] = ()) -> Evidence:
    """Steps of main at these times, the clock being the last but one; processes that start then."""
    run = MadeRun()
    run.main()
    run.writes(0, 0, "''", STEP)
    for time in at:
        run.writes(0, time, "'a step'", STEP)
    for start in started:
        run.process(start, 900)
    return named(run)


def test_the_sum_is_that_of_all_numbers_to_the_parameter() -> None:
    assert sum_is_right("N")(summed(0, 5050, N=100)).holds is True
    assert sum_is_right("N")(summed(0, 4950, N=100)).holds is False
    assert sum_is_right("N")(summed(N=100)).holds is False
    assert sum_is_right("N")(cut_short(summed(0, N=100))).holds is None
    assert sum_is_right("N")(summed(0, 5050)).holds is None


def test_what_another_process_wrote_is_not_the_result() -> None:
    run = MadeRun(parameters={"N": 100})
    run.main()
    run.writes(0, 1, 5050, RESULT)
    run.writes(run.process(2, 9), 5, 0, RESULT)
    assert sum_is_right("N")(named(run)).holds is True


@pytest.mark.parametrize(("lost", "nothing", "something"), [(0, True, False), (7, False, True)])
def test_additions_get_lost_or_not(lost: int, nothing: bool, something: bool) -> None:
    evidence = summed(0, lost)
    assert nothing_got_lost("result")(evidence).holds is nothing
    assert something_got_lost("result")(evidence).holds is something
    assert value_of("result")(evidence) == lost


def test_losses_that_were_never_worked_out_are_unknown() -> None:
    assert nothing_got_lost("result")(summed(0)).holds is None
    assert something_got_lost("result")(cut_short(summed(0))).holds is None


@pytest.mark.parametrize(
    ("at", "holds"), [((10, 500, 900), True), ((10, 11, 900), False), ((10, 900), False)]
)
def test_a_late_clock_leaves_out_what_came_before(at: tuple[int, ...], holds: bool) -> None:
    assert late_clock_left_out_work(stepped(*at)).holds is holds


@pytest.mark.parametrize(("started", "holds"), [((200, 600), True), ((600, 700), False), ((), False)])
def test_workers_began_before_the_clock_did(started: tuple[int, ...], holds: bool) -> None:
    assert workers_began_before_the_clock(stepped(10, 500, 900, started=started)).holds is holds


@pytest.mark.parametrize(("wait", "holds"), [((300, 800), True), ((550, 800), False)])
def test_main_waited_while_others_computed(wait: tuple[int, int], holds: bool) -> None:
    run = MadeRun()
    run.main()
    run.process(100, 500)
    run.waits(0, State.GET, *wait)
    assert main_waited_while_they_computed(run.evidence()).holds is holds


def test_main_that_is_alone_waits_for_nobody() -> None:
    run = MadeRun()
    run.main()
    assert main_waited_while_they_computed(run.evidence()).holds is False


@pytest.mark.parametrize(
    ("most", "wall_ns", "holds"),
    [(40_000_000, 100, True), (20_000_000, 100, None), (20_000_000, 2_000_000_000, False), (None, 100, None)],
)
def test_a_list_is_seen_by_the_memory_that_it_takes(
    most: int | None, wall_ns: int, holds: bool | None
) -> None:
    seen = {} if most is None else {0: most}
    evidence = replace(summed(N=1_000_000), memory_bytes=seen, wall_ns=wall_ns)
    verdict = a_list_was_in_memory("N")(evidence)
    assert verdict.holds is holds
    assert holds is not None or verdict.detail == TOO_SHORT


@pytest.mark.parametrize(("size", "holds"), [(48, True), (800, False), (0, False)])
def test_a_range_takes_few_bytes(size: int, holds: bool) -> None:
    assert value_stayed_below("result", 100)(summed(0, size)).holds is holds


def handed(pieces: int, results: int = 1, ended: bool = True) -> Evidence:
    run = MadeRun(parameters={"WORKERS": 2, "PIECES": 4})
    run.main()
    workers = [run.process(100, 500, ended="finished" if ended else "killed") for _ in range(2)]
    for number in range(pieces):
        run.passes("item", 0, workers[number % 2], 100 + number)
    for worker in workers:
        for number in range(results):
            run.passes("item", worker, 0, 400 + number)
            run.passes("message", worker, 0, 400 + number)
    run.passes("message", 0, workers[0], 300)
    if pieces:
        run.passes("message", 0, workers[1], 300)
    return run.evidence()


def test_pieces_are_handed_out_and_results_come_back() -> None:
    assert pieces_were_handed_out("PIECES")(handed(4)).holds is True
    assert pieces_were_handed_out("PIECES")(handed(3)).holds is False
    assert each_sent_one_result(handed(4)).holds is True
    assert each_sent_one_result(handed(4, results=2)).holds is False
    assert each_sent_one_result(summed()).holds is False


def test_as_many_workers_as_asked_for_come_to_their_end() -> None:
    assert as_many_workers_as("WORKERS")(handed(4)).holds is True
    assert as_many_workers_as("PIECES")(handed(4)).holds is False
    assert as_many_workers_as("WORKERS")(handed(4, ended=False)).holds is False


def test_messages_go_to_every_worker_and_back() -> None:
    assert each_talked_with_main(handed(4)).holds is True
    assert each_talked_with_main(handed(0)).holds is False
    assert each_talked_with_main(summed()).holds is False


def test_a_process_talks_through_its_threads_and_tasks_too() -> None:
    run = MadeRun(parameters={"WORKERS": 1})
    run.main()
    worker = run.process(100, 500)
    sender, receiver = run.thread(50, 600), run.thread(150, 400, process=worker)
    run.passes("message", sender, receiver, 200)
    assert each_talked_with_main(run.evidence()).holds is False
    run.passes("message", receiver, sender, 300)
    assert each_talked_with_main(run.evidence()).holds is True


def test_of_workers_on_other_machines_nothing_is_told() -> None:
    check = at_home("SCHEDULER", as_many_workers_as("WORKERS"))
    assert check(handed(4)).holds is True
    elsewhere = replace(handed(4), parameters={"WORKERS": 3, "SCHEDULER": "tcp://10.0.0.5:8786"})
    assert check(elsewhere).holds is None
    assert check(replace(elsewhere, parameters={"WORKERS": 3, "SCHEDULER": ""})).holds is False

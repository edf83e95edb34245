"""Who can still go on, told of made-up runs."""

from dataclasses import replace

import pytest

from app.core.diagnoses import diagnose, standstill
from app.core.diagnoses.impasse import Impasse
from app.core.events import ObjectKind, State
from app.core.evidence import Evidence, Held, Unawaited
from app.core.model import Actor, Flow, Place, Span, Thing
from tests.evidence_builder import FILE, LOCK, MS, MadeRun

QUEUE, PIPE, LOOP, OTHER = 10, 11, 12, 13
THINGS = {
    QUEUE: Thing(QUEUE, ObjectKind.QUEUE, "todo", -1),
    PIPE: Thing(PIPE, ObjectKind.CONNECTION, "", -1, shared=True),
    LOOP: Thing(LOOP, ObjectKind.LOOP, "event loop", -1),
    OTHER: Thing(OTHER, ObjectKind.LOCK, "other", -1),
}


def made(run: MadeRun, reason: str = "timeout") -> Evidence:
    """A run that was cut short after a second, unless its actors say otherwise."""
    evidence = run.evidence(reason, None)
    return replace(evidence, objects={**evidence.objects, **THINGS})


def hanging_main(run: MadeRun) -> int:
    """A first process that was still there at the end."""
    main = run.main()
    run.actors[main].end = "killed"
    return main


def codes(evidence: Evidence) -> list[str]:
    return [each.code for each in diagnose(evidence)]


def test_a_lane_that_waits_for_nobody_goes_on() -> None:
    run = MadeRun()
    main = hanging_main(run)
    run.thread(10, None, ended="alive")
    run.waits(main, State.JOIN, 20, None, holder=1)
    assert Impasse(made(run)).stuck == frozenset()


def test_who_joins_a_stuck_lane_is_stuck_and_only_the_cause_is_told() -> None:
    run = MadeRun()
    main = hanging_main(run)
    worker = run.thread(10, None, ended="alive")
    run.waits(main, State.JOIN, 20, None, holder=worker)
    run.waits(worker, State.GET, 20, None, QUEUE)
    evidence = made(run)
    assert Impasse(evidence).stuck == {main, worker}
    (told,) = diagnose(evidence)
    assert (told.code, told.severity, told.actors) == ("starved_get", "fault", (worker,))
    assert (
        "waits for an item of the queue “todo” (program.py, line 1)" in told.text or "(line 1)" in told.text
    )


def test_a_wait_with_a_time_out_goes_on() -> None:
    run = MadeRun()
    main = hanging_main(run)
    worker = run.thread(10, None, ended="alive")
    run.waits(worker, State.GET, 20, None, QUEUE)
    run.spans.append(Span(main, State.EVENT, 20 * MS, None, None, None, FILE, 2, bounded=True))
    assert codes(made(run)) == []


def test_a_lane_that_library_code_made_may_bring_something() -> None:
    run = MadeRun()
    main = hanging_main(run)
    run.waits(main, State.GET, 20, None, QUEUE)
    evidence = made(run)
    assert codes(evidence) == ["starved_get"]
    helper = Actor(7, "thread", "a library's", 100, main, process=main, hidden=True)
    assert codes(replace(evidence, library={7: helper})) == []


def test_the_thread_that_sends_what_was_put_brings_nothing_of_its_own() -> None:
    run = MadeRun()
    main = hanging_main(run)
    run.waits(main, State.GET, 20, None, QUEUE)
    feeder = Actor(7, "thread", "QueueFeederThread", 100, main, process=main, hidden=True)
    assert codes(replace(made(run), library={7: feeder})) == ["starved_get"]


def test_a_lane_of_another_process_can_use_only_what_is_shared() -> None:
    run = MadeRun()
    main = hanging_main(run)
    child = run.process(10, None, ended="alive")
    run.sleeps(child, 20, None)
    run.waits(main, State.GET, 20, None, QUEUE)
    evidence = made(run)
    assert codes(evidence) == ["starved_get"]
    shared = {**evidence.objects, QUEUE: replace(THINGS[QUEUE], shared=True)}
    assert codes(replace(evidence, objects=shared)) == []


def test_a_pipe_of_the_run_is_waited_at_in_vain_when_nobody_is_left_to_send() -> None:
    run = MadeRun()
    main = hanging_main(run)
    run.waits(main, State.IO, 20, None, PIPE)
    assert codes(made(run)) == ["starved_get"]
    run.spans.clear()
    run.waits(main, State.IO, 20, None)
    assert codes(made(run)) == []


def test_an_idle_worker_is_not_starved() -> None:
    run = MadeRun()
    main = hanging_main(run)
    worker = run.thread(10, None, ended="alive")
    run.waits(worker, State.GET, 20, None, QUEUE)
    run.waits(main, State.EVENT, 20, None)
    evidence = replace(made(run), origins={worker: Place(FILE, 1)})
    (told,) = diagnose(evidence)
    assert told.actors == (main,)


def test_daemons_that_idle_at_the_end_of_their_process_are_no_fault() -> None:
    run = MadeRun()
    run.main()
    worker = run.thread(10, 1000, ended="killed", daemon=True)
    run.waits(worker, State.GET, 20, None, QUEUE)
    assert codes(made(run, "exited")) == []


def test_a_daemon_is_not_told_where_others_wait_in_vain() -> None:
    run = MadeRun()
    main = hanging_main(run)
    worker = run.thread(10, None, ended="alive", daemon=True)
    run.waits(worker, State.GET, 20, None, QUEUE)
    run.waits(main, State.CONDITION, 20, None)
    (told,) = diagnose(made(run))
    assert told.actors == (main,)


def test_at_the_end_of_an_interpreter_all_threads_are_joined_one_after_the_other() -> None:
    run = MadeRun()
    main = hanging_main(run)
    first = run.thread(10, 100)
    second = run.thread(10, None, ended="alive")
    run.spans.append(Span(main, State.JOIN, 50 * MS, None, None, first, "", 0))
    run.waits(second, State.GET, 20, None, QUEUE)
    impasse = Impasse(made(run))
    assert impasse.needs[main] == {second}
    assert codes(made(run)) == ["starved_get"]


def task(run: MadeRun, number: int, host: int) -> int:
    run.actors[number] = Actor(number, "task", f"Task-{number}", 100, host, host, 10 * MS, process=host)
    return number


def test_a_loop_that_watches_a_socket_can_always_go_on() -> None:
    run = MadeRun()
    main = hanging_main(run)
    waiter = task(run, 5, main)
    run.spans.append(Span(waiter, State.GET, 20 * MS, None, QUEUE, None, FILE, 1, suspends=True))
    loop = Span(main, State.IO, 21 * MS, None, LOOP, None, FILE, 9)
    run.spans.append(loop)
    assert codes(made(run)) == ["starved_get"]
    run.spans[-1] = replace(loop, outside=True)
    assert codes(made(run)) == []
    run.spans[-1] = replace(loop, bounded=True)  # it has a timer
    assert codes(made(run)) == []


def test_a_task_that_blocks_its_loop_keeps_the_others_from_going_on() -> None:
    run = MadeRun()
    main = hanging_main(run)
    blocker, sleeper = task(run, 5, main), task(run, 6, main)
    run.waits(blocker, State.LOCK, 30, None, LOCK, sleeper)
    run.spans.append(Span(sleeper, State.SLEEP, 20 * MS, None, None, None, FILE, 3, suspends=True))
    run.holds(sleeper, 15, None)
    evidence = made(run)
    assert Impasse(evidence).stuck == {main, blocker, sleeper}
    (told,) = diagnose(evidence)
    assert told.code == "deadlock"
    assert set(told.actors) == {blocker, sleeper}


def crossed(run: MadeRun) -> Evidence:
    a, b = run.thread(10, None, ended="alive"), run.thread(10, None, ended="alive")
    run.waits(a, State.LOCK, 30, None, OTHER, b)
    run.waits(b, State.LOCK, 40, None, LOCK, a)
    held = {LOCK: [Held(a, 20 * MS, None, 4)], OTHER: [Held(b, 20 * MS, None, 5)]}
    return replace(made(run), held=held)


def test_a_circle_is_told_although_main_is_alive() -> None:
    run = MadeRun()
    main = hanging_main(run)
    run.sleeps(main, 50, None)
    (told,) = diagnose(crossed(run))
    assert (told.code, told.actors) == ("deadlock", (1, 2))


def test_no_circle_is_told_where_one_has_a_time_out() -> None:
    run = MadeRun()
    hanging_main(run)
    evidence = crossed(run)
    waits = [replace(span, bounded=span.actor == 2) for span in evidence.spans]
    assert codes(replace(evidence, spans=waits)) == []


def test_the_holder_now_counts_and_not_the_one_when_the_wait_began() -> None:
    run = MadeRun()
    hanging_main(run)
    evidence = crossed(run)
    third = Held(0, 45 * MS, None, 6)
    held = {**evidence.held, LOCK: [replace(evidence.holds(LOCK)[0], end_ns=44 * MS), third]}
    assert codes(replace(evidence, held=held)) == []


def test_a_lock_that_is_used_too_often_to_be_told_counts_by_what_the_waiter_saw() -> None:
    run = MadeRun()
    hanging_main(run)
    evidence = replace(crossed(run), held={})
    assert codes(evidence) == ["deadlock"]
    assert codes(replace(evidence, released={LOCK: 60 * MS})) == []


def test_several_circles_are_told_each_once() -> None:
    run = MadeRun()
    hanging_main(run)
    evidence = crossed(run)
    more = MadeRun(actors=run.actors)
    c, d = more.thread(10, None, ended="alive"), more.thread(10, None, ended="alive")
    more.waits(c, State.JOIN, 30, None, holder=d)
    more.waits(d, State.JOIN, 30, None, holder=c)
    late = more.thread(10, None, ended="alive")
    more.waits(late, State.JOIN, 30, None, holder=c)
    found = diagnose(replace(evidence, actors=dict(more.actors), spans=[*evidence.spans, *more.spans]))
    assert [(each.code, each.actors) for each in found] == [("deadlock", (1, 2)), ("deadlock", (c, d))]


def test_a_lane_that_starves_in_a_process_with_a_deadlock_isnt_told_again() -> None:
    run = MadeRun()
    main = hanging_main(run)
    run.waits(main, State.GET, 60, None, QUEUE)
    assert codes(crossed(run)) == ["deadlock"]


@pytest.mark.parametrize("ended", ["raised", "finished"])
def test_the_end_of_a_holder_is_told_with_those_who_wait(ended: str) -> None:
    run = MadeRun()
    main = hanging_main(run)
    holder = run.thread(10, 50, ended=ended)  # type: ignore[arg-type]
    waiter = run.thread(10, None, ended="alive")
    run.waits(main, State.JOIN, 55, None, holder=waiter)
    run.holds(holder, 20, None)
    run.waits(waiter, State.LOCK, 60, None, LOCK, holder)
    (told,) = diagnose(made(run))
    assert (told.code, told.actors) == ("died_holding", (holder, waiter))


def test_a_live_run_is_looked_at_without_its_history() -> None:
    run = MadeRun()
    main = hanging_main(run)
    run.actors[main].end, run.actors[main].end_ns = "alive", None
    run.waits(main, State.GET, 20, None, QUEUE)
    live = replace(made(run, ""), wall_ns=900 * MS, end_ns=900 * MS)
    assert [each.code for each in standstill(live)] == ["starved_get"]


def test_a_coroutine_is_told_once_for_each_line() -> None:
    run = MadeRun()
    main = run.main()
    unawaited = [Unawaited(main, "fetch", FILE, line) for line in (3, 3, 8)]
    found = diagnose(replace(made(run, "exited"), unawaited=unawaited))
    assert [each.code for each in found] == ["never_awaited"] * 2
    assert "2 times" in found[0].text


def test_no_more_than_a_few_of_one_code_are_told() -> None:
    run = MadeRun()
    main = run.main()
    unawaited = [Unawaited(main, "fetch", FILE, line) for line in range(1, 50)]
    assert len(diagnose(replace(made(run, "exited"), unawaited=unawaited))) == 5


def computing(run: MadeRun, lanes: int, waited_ms: int, cores: int) -> Evidence:
    run.main()
    for _ in range(lanes):
        run.actors[run.process(10, 900)].cpu_ns = 300 * MS
    waits = {actor: waited_ms * MS for actor in run.actors if actor}
    return replace(made(run, "exited"), cores=cores, core_waits_ns=waits)


def test_more_computing_lanes_than_cores_are_a_hint_where_they_were_seen_waiting_for_one() -> None:
    assert codes(computing(MadeRun(), 4, 400, cores=2)) == ["oversubscribed"]
    assert codes(computing(MadeRun(), 4, 20, cores=2)) == []
    assert codes(computing(MadeRun(), 2, 400, cores=2)) == []
    assert codes(replace(computing(MadeRun(), 4, 400, cores=2), core_waits_ns={})) == []


def test_a_poll_counts_only_if_it_ends_after_what_another_did() -> None:
    run = MadeRun()
    main = run.main()
    worker = run.thread(5, 400)
    run.sleeps(worker, 10, 399)
    for start in range(10, 405, 5):
        run.sleeps(main, start, start + 5)
    evidence = made(run, "exited")
    assert codes(evidence) == ["busy_wait"]
    run.actors[worker].end_ns = 900 * MS
    run.spans[0] = replace(run.spans[0], end_ns=899 * MS)
    assert codes(made(run, "exited")) == []


def test_a_lane_that_sends_something_in_between_is_at_work() -> None:
    run = MadeRun()
    main = run.main()
    worker = run.thread(5, 400)
    run.sleeps(worker, 10, 399)
    for start in range(10, 405, 5):
        run.sleeps(main, start, start + 5)
    sent = Flow("item", main, worker, 200 * MS, 201 * MS)
    assert codes(replace(made(run, "exited"), flows=[sent])) == []


def test_where_events_are_missing_no_wait_is_believed_to_last() -> None:
    run = MadeRun()
    hanging_main(run)
    lossy = replace(crossed(run), lost=1)
    assert codes(lossy) == []
    assert codes(replace(lossy, unawaited=[Unawaited(0, "fetch", FILE, 3)])) == ["never_awaited"]


def test_what_threads_computed_is_not_counted_for_their_process_once_more() -> None:
    """Two threads on two cores: main, which waited for them, is no third lane that computed."""
    run = MadeRun()
    run.main()
    waits = {0: 0}
    for _ in range(2):
        lane = run.thread(0, 900)
        run.actors[lane].cpu_ns = 300 * MS
        waits[lane] = 200 * MS
    run.actors[0].cpu_ns = 610 * MS
    evidence = replace(made(run, "exited"), cores=2, core_waits_ns=waits)
    assert codes(evidence) == []
    run.actors[0].cpu_ns = 900 * MS  # now main has computed too
    assert codes(evidence) == ["oversubscribed"]

"""Tasks and generators, made of what their lanes tell: who they are, how they end, what passes between."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from app.core.summary import summarise
from app.core.trace import Trace
from app.tracer import layout
from tests.recording_builder import MS, MadeProcess, MadeRecording


def task(
    made: MadeProcess, t: float, lane: int, name: str, parent: int = 1, host: int = 1, flags: int = 0
) -> int:
    """A task that is created at `t` and has its first step 1 ms later."""
    made.emit(t, layout.TASK_START, parent, flags, obj=lane, where=made.place(3), b=made.text(name))
    made.emit(t + 1, layout.TASK_BEGIN, lane, a=host)
    return lane


def generator(made: MadeProcess, t: float, lane: int, name: str, parent: int = 1) -> int:
    """A generator that is made at `t` and hasn't begun."""
    made.emit(t, layout.GENERATOR_START, parent, obj=lane, where=made.place(4), b=made.text(name))
    made.emit(t, layout.WAIT_BEGIN, lane, layout.CREATED | layout.SUSPENDS, where=made.place(4), b=-1)
    return lane


def yields(made: MadeProcess, t: float, lane: int, value: bool = True) -> None:
    flags = layout.SUSPENDED | layout.SUSPENDS | (layout.PASSES if value else 0)
    made.emit(t, layout.WAIT_BEGIN, lane, flags, where=made.place(5), b=-1)


def runs(
    made: MadeProcess,
    t: float,
    lane: int,
    host: int = 1,
    state: int = layout.SUSPENDED,
    sent: bool = False,
) -> None:
    made.emit(t, layout.WAIT_END, lane, state | (layout.PASSES if sent else 0), a=host)


def load(made: MadeRecording) -> Trace:
    return Trace.load(made.write())


def actors(trace: Trace) -> dict[str, dict[str, Any]]:
    return {actor["name"]: actor for actor in summarise(trace)["actors"]}


def test_a_task_is_an_actor_with_a_host(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    first.thread(20, 2, "loop")
    task(first, 30, 3, "Task-1", parent=2, host=2)
    first.emit(40, layout.LANE_NAME, 2, obj=3, b=first.text("fetch"))
    first.emit(50, layout.TASK_END, 3)
    told = actors(load(made))
    fetch, loop = told["fetch"], told["loop"]
    assert (fetch["kind"], fetch["parent"], fetch["host"]) == ("task", loop["id"], loop["id"])
    assert (fetch["start_ns"], fetch["end_ns"], fetch["end"]) == (31 * MS, 50 * MS, "finished")
    assert fetch["cpu_ns"] is None
    assert "status" not in fetch


@pytest.mark.parametrize(
    ("flags", "end"),
    [
        (0, "finished"),
        (layout.TASK_CANCELLED, "cancelled"),
        (layout.TASK_RAISED, "raised"),
        (layout.TASK_DROPPED, "killed"),
        (0x4000, "finished"),
    ],
)
def test_a_task_ends_in_one_of_the_ways_of_the_contract(tmp_path: Path, flags: int, end: str) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    task(first, 20, 2, "Task-1")
    first.emit(30, layout.TASK_END, 2, flags)
    assert actors(load(made))["Task-1"]["end"] == end


def test_a_task_that_did_not_end_ends_with_its_process(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    task(made.process(), 20, 2, "Task-1")
    told = actors(load(made))["Task-1"]
    assert (told["end"], told["end_ns"]) == ("killed", 1000 * MS)


def test_a_task_of_a_run_that_goes_on_lives(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path, reason=None)
    task(made.process(), 20, 2, "Task-1")
    told = actors(load(made))["Task-1"]
    assert (told["end"], told["end_ns"]) == ("alive", None)


def test_a_task_within_the_step_of_another_has_the_same_host(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    task(first, 20, 2, "outer")
    task(first, 30, 3, "eager", parent=2, host=2)
    told = actors(load(made))
    assert (told["eager"]["parent"], told["eager"]["host"]) == (told["outer"]["id"], 0)


def test_a_task_of_the_librarys_own_is_hidden(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    task(first, 20, 2, "housekeeping", flags=layout.TASK_LIBRARY)
    task(first, 20, 3, "work")
    trace = load(made)
    assert set(actors(trace)) == {"program.py", "work"}
    assert [flow["to"] for flow in summarise(trace)["flows"]] == [actors(trace)["work"]["id"]]


def test_who_creates_a_task_starts_it_with_its_first_step(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    task(made.process(), 20, 2, "Task-1")
    assert summarise(load(made))["flows"] == [
        {"kind": "start", "from": 0, "to": 1, "sent_ns": 20 * MS, "received_ns": 21 * MS}
    ]


def test_a_wait_that_suspends_is_told_from_one_that_blocks(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    task(first, 20, 2, "Task-1")
    first.waits(30, 40, 2, layout.SLEEP)
    first.waits(50, 60, 2, layout.SLEEP | layout.SUSPENDS)
    first.emit(60, layout.WAIT_END, 2, layout.SLEEP)
    rows = load(made).spans.closed.rows()
    assert [(int(row["state"]), int(row["suspends"])) for row in rows] == [
        (layout.SLEEP, 0),
        (layout.SLEEP, 1),
    ]
    assert {int(row["outcome"]) for row in rows} == {0}


def test_a_generator_waits_to_begin_and_between_its_steps(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    generator(first, 20, 2, "courier")
    runs(first, 30, 2, state=layout.CREATED)
    yields(first, 40, 2)
    runs(first, 50, 2, sent=True)
    yields(first, 60, 2, value=False)
    trace = load(made)
    courier = actors(trace)["courier"]
    assert (courier["kind"], courier["parent"], courier["host"]) == ("generator", 0, 0)
    assert (courier["start_ns"], courier["end"]) == (20 * MS, "killed")
    spans = [
        (span["state"], span["start_ns"] // MS, span["end_ns"] and span["end_ns"] // MS, span["line"])
        for span in summarise(trace)["spans"]
    ]
    assert spans == [("created", 20, 30, 4), ("suspended", 40, 50, 5), ("suspended", 60, None, 5)]
    assert {int(row["outcome"]) for row in trace.spans.closed.rows()} == {0}


def test_what_is_sent_and_yielded_makes_arrows_and_what_is_none_makes_none(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    first.thread(10, 3, "worker")
    generator(first, 20, 2, "courier")
    runs(first, 30, 2, state=layout.CREATED, sent=True)
    yields(first, 40, 2)
    runs(first, 50, 2, host=3)
    yields(first, 60, 2, value=False)
    runs(first, 70, 2, host=3, sent=True)
    yields(first, 80, 2)
    trace = load(made)
    told = actors(trace)
    names = {actor["id"]: name for name, actor in told.items()}
    assert [
        (flow["kind"], names[flow["from"]], names[flow["to"]], flow["sent_ns"] // MS)
        for flow in summarise(trace)["flows"]
        if flow["sent_ns"] >= 20 * MS
    ] == [
        ("start", "program.py", "courier", 20),
        ("item", "courier", "program.py", 40),
        ("item", "worker", "courier", 70),
        ("item", "courier", "worker", 80),
    ]
    assert told["courier"]["host"] == told["worker"]["id"]


def test_a_generator_on_a_task_runs_on_the_thread_of_its_loop(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    task(first, 20, 2, "Task-1")
    generator(first, 30, 3, "numbers", parent=2)
    runs(first, 40, 3, host=2, state=layout.CREATED)
    told = actors(load(made))
    assert (told["numbers"]["parent"], told["numbers"]["host"]) == (told["Task-1"]["id"], 0)


def test_a_generator_that_is_closed_while_it_waits_waits_no_more(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    generator(first, 20, 2, "courier")
    first.emit(30, layout.WAIT_END, 2, layout.CREATED | layout.OUTCOME_RAISED)
    first.emit(30, layout.GENERATOR_END, 2)
    generator(first, 40, 3, "failing")
    runs(first, 50, 3, state=layout.CREATED)
    first.emit(60, layout.GENERATOR_END, 3, layout.TASK_RAISED)
    trace = load(made)
    told = actors(trace)
    assert {name: actor["end"] for name, actor in told.items()} == {
        "program.py": "finished",
        "courier": "finished",
        "failing": "raised",
    }
    assert told["courier"]["host"] is None
    assert summarise(trace)["blocked"] == []


def test_generators_that_fell_silent_are_known(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    generator(first, 20, 2, "flood")
    first.emit(30, layout.GENERATOR_QUIET, 2)
    trace = load(made)
    assert trace.actors.quiet == {actors(trace)["flood"]["id"]}


def test_a_coroutine_that_was_never_awaited_is_known_by_name_and_line(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    where, defined = first.place(9), first.place(7)
    first.emit(20, layout.NEVER_AWAITED, 1, obj=defined, where=where, b=first.text("work"))
    first.emit(30, layout.NEVER_AWAITED, 1, obj=4711, where=0, b=0)
    trace = load(made)
    places = trace.recording.places
    seen = [
        (each.actor, each.name, each.t_ns, each.where, each.defined) for each in trace.neglected.neglected
    ]
    assert [(places[seen[0][3]].line, places[seen[0][4]].line)] == [(9, 7)]
    assert [(actor, name, t // MS) for actor, name, t, *_ in seen] == [(0, "work", 20), (0, "", 30)]
    assert seen[1][3:] == (-1, -1)


def test_lanes_that_nobody_announced_are_no_trouble(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    first.emit(20, layout.TASK_BEGIN, 7, a=9)
    first.emit(30, layout.TASK_END, 8)
    first.emit(30, layout.GENERATOR_END, 10)
    runs(first, 40, 11, host=12)
    yields(first, 50, 13)
    kinds = [actor["kind"] for actor in summarise(load(made))["actors"]]
    assert kinds.count("task") == 2
    assert kinds.count("generator") == 2


def test_a_damaged_number_of_a_lane_makes_no_task(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    task(first, 20, 3, "sound")
    for t, lane in ((30, 0), (31, 1 << 31)):
        first.emit(t, layout.TASK_START, obj=lane, b=first.text("damaged"))
    first.emit(32, layout.TASK_BEGIN, 4, a=-(1 << 40))
    told = actors(load(made))
    assert list(told) == ["program.py", "sound", "task"]
    assert told["task"]["host"] is None


@pytest.mark.parametrize("most", [1, 2, 1000])
def test_births_read_in_small_batches_are_those_of_a_large_one(tmp_path: Path, most: int) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    for lane in range(3, 9):
        task(first, 20 + lane / 10, lane, f"Task-{lane}", parent=lane - 1 if lane > 3 else 1)
        first.emit(30, layout.LANE_NAME, lane, obj=lane, b=first.text(f"renamed {lane}"))
    first.emit(40, layout.TASK_START, 3, obj=9, b=first.text("never begun"))
    made.write()
    trace = Trace(tmp_path)
    while trace.drain(most):
        pass
    trace.settle()
    assert [actor.name for actor in trace.actors.actors.values()] == [
        "program.py",
        *(f"renamed {lane}" for lane in range(3, 9)),
        "never begun",
    ]
    ids = list(trace.actors.actors)
    starts = [(flow.sender, flow.receiver) for flow in trace.flows.flows]
    assert starts == [*pairwise(ids[:7]), (ids[1], ids[7])]
    trace.close()

"""Who executed, from which begin to which end, made of what processes tell of themselves and of each other."""

from pathlib import Path
from typing import Any

import pytest

from app.core.summary import summarise
from app.core.trace import Trace
from app.tracer import layout
from tests.recording_builder import FIRST, MS, MadeRecording


def actors(made: MadeRecording) -> list[dict[str, Any]]:
    return list(summarise(Trace.load(made.write()))["actors"])


def test_the_first_process_is_the_run_itself(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path, status=3)
    made.process(t=12).exits(900, cpu_ns=40)
    (first,) = actors(made)
    assert first == {
        "id": 0,
        "kind": "process",
        "name": "program.py",
        "pid": FIRST,
        "parent": None,
        "host": None,
        "start_ns": 0,
        "end_ns": 1000 * MS,
        "end": "finished",
        "cpu_ns": 40,
        "status": 3,
    }


@pytest.mark.parametrize(
    ("reason", "status", "end"),
    [
        ("exited", 0, "finished"),
        ("signalled", 9, "killed"),
        ("stopped", None, "killed"),
        ("timeout", None, "killed"),
    ],
)
def test_how_the_first_process_ended_is_known_from_outside(
    tmp_path: Path, reason: Any, status: int | None, end: str
) -> None:
    made = MadeRecording(tmp_path, reason=reason, status=status)
    made.process()
    (first,) = actors(made)
    assert (first["end"], first["status"], first["cpu_ns"]) == (end, status, None)


def test_a_run_that_goes_on_has_actors_that_live(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path, reason=None)
    first = made.process()
    first.thread(20, 2, "worker")
    told = actors(made)
    assert [(actor["end"], actor["end_ns"]) for actor in told] == [("alive", None)] * 2
    assert "status" not in told[1]


def test_a_thread_is_named_as_last_set(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    first.thread(20, 2, "Thread-1")
    first.emit(30, layout.LANE_NAME, 1, obj=2, b=first.text("worker"))
    first.ends(40, 2, cpu_ns=77)
    thread = actors(made)[1]
    assert thread["name"] == "worker"
    assert (thread["kind"], thread["parent"], thread["start_ns"]) == ("thread", 0, 20 * MS)
    assert (thread["end"], thread["end_ns"], thread["cpu_ns"]) == ("finished", 40 * MS, 77)


def test_a_thread_that_did_not_end_ends_with_its_process(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    first.thread(20, 2, "raising")
    first.ends(40, 2, raised=True)
    first.thread(30, 3, "daemon")
    ends = {actor["name"]: (actor["end"], actor["end_ns"]) for actor in actors(made)}
    assert ends["raising"] == ("raised", 40 * MS)
    assert ends["daemon"] == ("killed", 1000 * MS)


def test_threads_of_the_library_and_those_that_failed_to_start_are_hidden(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    first.thread(20, 2, "QueueFeederThread", flags=layout.THREAD_LIBRARY)
    first.waits(25, 30, 2)
    first.emit(30, layout.THREAD_START, 1, obj=3, b=first.text("never"))
    first.emit(31, layout.THREAD_END, 3, layout.THREAD_FAILED)
    summary = summarise(Trace.load(made.write()))
    assert [actor["name"] for actor in summary["actors"]] == ["program.py"]
    assert summary["flows"] == summary["spans"] == []


def test_a_thread_that_nobody_saw_starting_has_a_lane(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    first.emit(20, layout.THREAD_BEGIN, 2, layout.THREAD_FOREIGN, obj=1)
    first.waits(30, 40, 2)
    told = actors(made)
    assert (told[1]["kind"], told[1]["parent"], told[1]["start_ns"]) == ("thread", None, 20 * MS)


@pytest.mark.parametrize("child_first", [False, True])
def test_a_fork_is_named_after_its_parent(tmp_path: Path, child_first: bool) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    if child_first:  # the child may tell of itself before its parent does
        made.process(101, FIRST, layout.FORK, 20, script="")
        first.emit(21, layout.CHILD_START, 1, layout.FORK, a=101)
    else:
        made.fork(first, 101, 20)
    first.emit(500, layout.CHILD_END, a=101, b=4)
    child = actors(made)[1]
    assert (child["name"], child["kind"], child["parent"]) == ("program.py (fork)", "process", 0)
    assert (child["end"], child["status"], child["end_ns"]) == ("finished", 4, 500 * MS)


def test_a_process_of_multiprocessing_has_the_name_of_its_object(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    first.thread(15, 2, "starter")
    first.emit(20, layout.CHILD_START, 2, layout.SPAWN, a=101, b=first.text("Process-1"))
    child = made.process(101, FIRST, layout.SPAWN, 50)
    child.emit(55, layout.PROCESS_NAME, b=child.text("renamed"))
    _, starter, told = actors(made)
    assert (told["name"], told["parent"], told["start_ns"]) == ("renamed", starter["id"], 50 * MS)


def test_a_child_that_never_told_of_itself(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    names = {101: (layout.SUBPROCESS, "sleep"), 102: (layout.SPAWN, "Process-1"), 103: (layout.FORK, "")}
    for pid, (how, name) in names.items():
        first.emit(pid - 80, layout.CHILD_START, 1, how, a=pid, b=first.text(name))
    first.emit(100, layout.CHILD_END, a=101, b=0)
    first.emit(100, layout.CHILD_END, a=102, b=-9)
    summary = summarise(Trace.load(made.write()))
    told = [(actor["kind"], actor["name"], actor["end"], actor["status"]) for actor in summary["actors"][1:]]
    assert told[:2] == [("opaque", "sleep", "finished", 0), ("process", "Process-1", "killed", 9)]
    assert told[2][:2] == ("process", "program.py (fork)")
    # An arrow leads to each of them all the same.
    assert [(flow["from"], flow["to"]) for flow in summary["flows"]] == [(0, 1), (0, 2), (0, 3)]


def test_a_program_forked_for_another_one_stays_opaque(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    made.process(101, FIRST, layout.FORK, 20, script="")  # what Popen runs before it becomes `ls`
    first.emit(21, layout.CHILD_START, 1, layout.SUBPROCESS, a=101, b=first.text("ls"))
    assert [(actor["kind"], actor["name"]) for actor in actors(made)][1] == ("opaque", "ls")


def test_a_process_that_was_not_waited_for_ends_as_it_says(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    made.fork(first, 101, 20).exits(600, 7)
    made.fork(first, 102, 30)
    told = {actor["pid"]: actor for actor in actors(made)}
    assert (told[101]["end"], told[101]["status"], told[101]["end_ns"]) == ("finished", 7, 600 * MS)
    assert (told[102]["end"], told[102]["status"]) == ("killed", None)


def test_a_death_that_the_parent_saw_outweighs_what_was_said(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    made.fork(first, 101, 20).exits(600, 0)
    first.emit(610, layout.CHILD_END, a=101, b=-11)
    child = actors(made)[1]
    assert (child["end"], child["status"], child["end_ns"]) == ("killed", 11, 610 * MS)


def test_uncaught_exceptions_and_patches_that_failed_are_kept_apart(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    first.emit(20, layout.EXCEPTION, flags=1, b=first.text("ValueError: x"))
    first.emit(21, layout.EXCEPTION, flags=2, b=first.text("queue: AttributeError"))
    trace = Trace.load(made.write())
    assert trace.actors.actors[0].exception == "ValueError: x"
    assert trace.actors.untraceable == ["queue: AttributeError"]


def test_a_program_that_was_not_traced_is_an_opaque_lane(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path, status=3)
    (first,) = actors(made)
    assert (first["kind"], first["name"], first["end"], first["status"]) == (
        "opaque",
        "program.py",
        "finished",
        3,
    )
    assert (first["start_ns"], first["end_ns"], first["pid"]) == (0, 1000 * MS, FIRST)


def test_a_run_that_has_told_nothing_yet_has_no_actors(tmp_path: Path) -> None:
    assert actors(MadeRecording(tmp_path, reason=None)) == []

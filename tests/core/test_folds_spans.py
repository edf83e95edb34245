"""Waits become spans: one from each begin to its end, whatever the batches in which they come."""

import itertools
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.summary import summarise
from app.core.trace import Trace
from app.tracer import layout
from tests.recording_builder import FIRST, MS, MadeProcess, MadeRecording

folders = itertools.count()


def spans(trace: Trace) -> list[tuple[int, str, float, float | None]]:
    return [
        (
            span["actor"],
            span["state"],
            span["start_ns"] / MS,
            None if span["end_ns"] is None else span["end_ns"] / MS,
        )
        for span in summarise(trace)["spans"]
    ]


def test_a_wait_is_a_span_from_its_begin_to_its_end(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    lock = first.thing(layout.OBJ_LOCK, 1, "lock", line=2)
    first.thread(12, 2, "worker")
    first.waits(20, 30, 2, layout.LOCK, lock, holder=1, line=7)
    (span,) = summarise(Trace.load(made.write()))["spans"]
    assert span == {
        "actor": 1,
        "state": "lock",
        "start_ns": 20 * MS,
        "end_ns": 30 * MS,
        "object": 0,
        "holder": 0,
        "file": "/lesson/program.py",
        "line": 7,
    }


@pytest.mark.parametrize("state", range(layout.SLEEP, layout.SUSPENDED + 1))
def test_every_state_of_the_contract_has_its_word(tmp_path: Path, state: int) -> None:
    words = "sleep lock rlock join condition event semaphore barrier put get await io process input created suspended"
    made = MadeRecording(tmp_path)
    made.process().waits(20, 30, state=state)
    (told,) = spans(Trace.load(made.write()))
    assert told[1] == words.split()[state - 1]


def test_a_wait_that_never_ended_is_open_and_blocked(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    first.waits(20, 30)
    first.waits(40, None, line=9)
    summary = summarise(Trace.load(made.write()))
    assert [span["end_ns"] for span in summary["spans"]] == [30 * MS, None]
    (blocked,) = summary["blocked"]
    assert (blocked["actor"], blocked["state"], blocked["line"]) == (0, "sleep", 9)
    assert set(blocked) == {"actor", "state", "object", "holder", "file", "line"}


def test_an_end_without_a_begin_is_no_span(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    first.emit(20, layout.WAIT_END, flags=layout.SLEEP)
    first.waits(30, 40)
    first.emit(50, layout.WAIT_END, flags=layout.SLEEP)
    assert spans(Trace.load(made.write())) == [(0, "sleep", 30, 40)]


def test_a_begin_whose_end_was_lost_is_no_span(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    first.waits(20, None)
    first.hole()
    first.waits(30, 40)
    trace = Trace.load(made.write())
    assert spans(trace) == [(0, "sleep", 30, 40)]
    assert summarise(trace)["lost"] == 1


def test_lanes_do_not_get_mixed_up(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    for lane in (2, 3):
        first.thread(11, lane, f"t{lane}")
    first.waits(20, None, 2)
    first.waits(21, None, 3)
    first.waits(22, None, 1)
    for t, lane in ((30, 3), (31, 1), (32, 2)):
        first.emit(t, layout.WAIT_END, lane, layout.SLEEP)
    assert spans(Trace.load(made.write())) == [
        (1, "sleep", 20, 32),
        (2, "sleep", 21, 30),
        (0, "sleep", 22, 31),
    ]


def test_a_holder_of_a_process_wait_is_the_process(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    made.fork(first, 101, 20)
    first.waits(30, 40, state=layout.PROCESS, holder=101)
    summary = summarise(Trace.load(made.write()))
    child = next(actor["id"] for actor in summary["actors"] if actor["pid"] == 101)
    assert summary["spans"][0]["holder"] == child


# Batches -------------------------------------------------------------------------------------------------

STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "wait",
                "begin",
                "end",
                "lock",
                "unlock",
                "share",
                "put",
                "get",
                "wake",
                "woken",
                "message",
                "read",
                "write",
                "say",
                "print",
                "rename",
                "finish",
            ]
        ),
        st.integers(1, 4),
    ),
    max_size=40,
)
STATES = (layout.SLEEP, layout.LOCK, layout.JOIN, layout.PROCESS)


def play(process: MadeProcess, steps: list[tuple[str, int]], start: float) -> None:
    """Let lanes of a process do something at each ms."""
    process.thing(layout.OBJ_LOCK, 1, f"lock of {process.pid}", line=2)
    process.thing(layout.OBJ_ATTRIBUTE, 2, f"balance of {process.pid}", line=3)
    process.thing(layout.OBJ_QUEUE, 4, f"queue of {process.pid}", line=4)
    process.thing(layout.OBJ_EVENT, 5, f"event of {process.pid}", line=5)
    process.emit(0, layout.SHARED, 1, layout.OBJ_LOCK, 3, process.place(2), 77, process.text("shared"))
    for lane in (2, 3, 4):
        process.thread(start - 5 + lane / 1000, lane, f"{lane} of {process.pid}")
    for n, (step, lane) in enumerate(steps):
        t, state, where = start + n, STATES[lane - 1], process.place(10 + lane)
        match step:
            case "wait":
                process.waits(t, t + 0.5, lane, state, 1, holder=1)
            case "begin":
                process.waits(t, None, lane, state, 1, holder=2)
            case "end":
                process.emit(t, layout.WAIT_END, lane, state, 1)
            case "lock" | "unlock":
                kind = layout.LOCK_ACQUIRED if step == "lock" else layout.LOCK_RELEASED
                process.emit(t, kind, lane, obj=1, where=where)
            case "share":  # one at a time has it, whichever the process
                process.emit(t, layout.LOCK_ACQUIRED, lane, obj=3, where=where)
                process.emit(t + 0.1, layout.LOCK_RELEASED, lane, obj=3, where=where)
            case "put" | "get":
                kind = layout.ITEM_PUT if step == "put" else layout.ITEM_GET
                process.emit(t, kind, lane, obj=4, where=where, a=n - (step == "get") * lane, b=1)
            case "wake":
                process.emit(t, layout.WAKE, lane, obj=5, where=where, a=lane)
            case "woken":
                process.waits(t, t + 0.5, lane, layout.EVENT, 5)
            case "message":
                kind = layout.MESSAGE_SENT if process.pid == FIRST else layout.MESSAGE_RECEIVED
                process.emit(t, kind, lane, a=n)
            case "say":
                process.emit(t, layout.ACCESS, lane, 0, 2, where, b=process.text(f"'{n}'"))
            case "read" | "write":
                flags = layout.ACCESS_INT | (step == "write")
                process.emit(t, layout.ACCESS, lane, flags, 2, where, a=n)
            case "print":
                process.prints(t, f"{n} of {lane}\n", lane)
            case "rename" if lane > 1:
                process.emit(t, layout.LANE_NAME, 1, obj=lane, b=process.text(f"{n} of {process.pid}"))
            case "finish" if lane > 1:
                process.ends(t, lane, raised=bool(n % 2))


def told(trace: Trace) -> dict[str, Any]:
    """The summary with names for numbers: those are given in the order of reading."""
    summary = summarise(trace)
    names = {actor["id"]: f"{actor['name']} of {actor['pid']}" for actor in summary["actors"]} | {None: None}
    things = {thing["id"]: thing["name"] for thing in summary["objects"]} | {None: None}
    for part in ("actors", "spans", "flows", "accesses", "output", "blocked", "objects"):
        for entry in summary[part]:
            for key in ("actor", "holder", "from", "to", "parent"):
                if key in entry:
                    entry[key] = names[entry[key]]
            if "object" in entry:
                entry["object"] = things[entry["object"]]
            entry.pop("id", None)
    summary["flows"].sort(key=str)
    summary["objects"].sort(key=str)
    summary["held"] = {
        things[lock]: [(names[hold.actor], hold.start_ns, hold.end_ns) for hold in holds]
        for lock, holds in trace.holds.holds.items()
    }
    return summary


@settings(
    max_examples=80,
    deadline=None,
    # On a busy machine making the steps may take long.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(first=STEPS, second=STEPS, batches=st.lists(st.integers(1, 20), min_size=1, max_size=40))
def test_what_is_told_does_not_depend_on_the_batches(
    first: list[tuple[str, int]], second: list[tuple[str, int]], batches: list[int], tmp_path: Path
) -> None:
    made = MadeRecording(tmp_path / str(next(folders)))
    parent = made.process()
    child = made.fork(parent, 101, 15)
    play(parent, first, 20)
    play(child, second, 20.25)
    directory = made.write()
    whole = Trace.load(directory)
    split = Trace(directory)
    for most in batches:
        split.poll(0, most)
    sizes = itertools.cycle(batches)
    while split.drain(next(sizes)):
        pass
    split.settle()
    assert told(split) == told(whole)
    assert split.events == whole.events
    assert FIRST in {actor.pid for actor in whole.actors.actors.values()}


def test_a_live_trace_shows_what_has_happened_so_far(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path, reason=None)
    first = made.process()
    first.thread(12, 2, "worker")
    first.waits(20, None, 2)
    trace = Trace(made.write())
    assert trace.poll(0) == 4 + 2  # two that name the line's place
    (row,) = trace.spans.open
    assert int(row["start"]) == 20 * MS
    assert len(trace.spans.closed) == 0
    assert trace.actors.actors[1].end == "alive"
    assert trace.poll(0) == 0

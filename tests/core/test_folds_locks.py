"""Who held a lock from when to when, who handed it on, and what was counted."""

from pathlib import Path

from app.core.summary import summarise
from app.core.trace import Trace
from app.tracer import layout
from tests.recording_builder import MS, MadeProcess, MadeRecording

LOCK = 1


def with_threads(made: MadeRecording, count: int = 3) -> MadeProcess:
    first = made.process()
    first.thing(layout.OBJ_LOCK, LOCK, "lock", line=2)
    for lane in range(2, count + 1):
        first.thread(11, lane, f"t{lane}")
    return first


def takes(process: MadeProcess, t: float, lane: int, line: int = 5) -> None:
    process.emit(t, layout.LOCK_ACQUIRED, lane, obj=LOCK, where=process.place(line))


def releases(process: MadeProcess, t: float, lane: int) -> None:
    process.emit(t, layout.LOCK_RELEASED, lane, obj=LOCK, where=process.place(6))


def holds(trace: Trace) -> list[tuple[int, float, float | None]]:
    (of_lock,) = trace.holds.holds.values()
    return [
        (hold.actor, hold.start_ns / MS, None if hold.end_ns is None else hold.end_ns / MS)
        for hold in of_lock
    ]


def handovers(trace: Trace) -> list[tuple[int, int, float, float]]:
    return [
        (flow["from"], flow["to"], flow["sent_ns"] / MS, flow["received_ns"] / MS)
        for flow in summarise(trace)["flows"]
        if flow["kind"] == "handover"
    ]


def test_a_lock_passes_from_lane_to_lane(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = with_threads(made)
    takes(first, 20, 1)
    first.waits(21, 30, 2, layout.LOCK, LOCK, holder=1)
    releases(first, 29, 1)
    releases(first, 40, 2)
    first.waits(22, 41, 3, layout.LOCK, LOCK, holder=1)
    trace = Trace.load(made.write())
    assert holds(trace) == [(0, 20, 29), (1, 30, 40), (2, 41, None)]
    assert handovers(trace) == [(0, 1, 29, 30), (1, 2, 40, 41)]
    (lock,) = trace.holds.locks()
    for begin, end, actors in (
        (22, 41, [0, 1]),
        (22, 42, [0, 1, 2]),
        (29, 30, []),
        (39, 40, [1]),
        (0, 20, []),
    ):
        assert [hold.actor for hold in trace.holds.between(lock, begin * MS, end * MS)] == actors


def test_the_line_of_a_hold_is_that_of_the_wait_for_it(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = with_threads(made)
    takes(first, 20, 1, line=50)
    releases(first, 22, 1)
    first.waits(21, 23, 2, layout.LOCK, LOCK, line=60)
    trace = Trace.load(made.write())
    lines = [trace.recording.places[hold.where].line for hold in trace.holds.holds[0]]
    assert lines == [50, 60]


def test_a_wait_that_got_nothing_holds_nothing(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = with_threads(made)
    takes(first, 20, 1)
    first.waits(21, 30, 2, layout.LOCK, LOCK, outcome=layout.OUTCOME_TIMED_OUT)
    first.waits(22, 31, 3, layout.LOCK, LOCK, outcome=layout.OUTCOME_RAISED)
    releases(first, 40, 1)
    trace = Trace.load(made.write())
    assert holds(trace) == [(0, 20, 40)]
    assert handovers(trace) == []


def test_a_lane_hands_nothing_to_itself(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = with_threads(made)
    takes(first, 20, 1)
    releases(first, 21, 1)
    first.waits(22, 23, 1, layout.LOCK, LOCK)
    assert handovers(Trace.load(made.write())) == []


def test_a_lock_that_is_released_by_another_lane_was_passed_on(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = with_threads(made)
    takes(first, 20, 1)
    releases(first, 30, 2)
    trace = Trace.load(made.write())
    assert holds(trace) == [(0, 20, 30)]
    assert trace.holds.passed_on == {0}


def test_what_a_hot_lock_counted_is_added_up(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = with_threads(made)
    for t, count in ((20, 1024), (30, 500)):
        first.emit(t, layout.LOCK_COUNTED, 1, obj=LOCK, a=count)
    assert Trace.load(made.write()).holds.counted == {0: 1524}


def test_a_release_of_what_nobody_was_seen_to_take_is_no_hold(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = with_threads(made)
    releases(first, 30, 2)
    assert Trace.load(made.write()).holds.holds == {}


def test_a_lock_that_was_only_held_is_listed_among_the_objects(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = with_threads(made)
    first.thing(layout.OBJ_RLOCK, 2, "never used")
    takes(first, 20, 1)
    summary = summarise(Trace.load(made.write()))
    assert summary["objects"] == [
        {"id": 0, "kind": "lock", "name": "lock", "file": "/lesson/program.py", "line": 2}
    ]


def test_starts_and_handovers_are_sorted_by_when_they_were_sent(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = with_threads(made)
    takes(first, 20, 1)
    first.waits(21, 30, 2, layout.LOCK, LOCK)
    releases(first, 29, 1)
    first.emit(25, layout.THREAD_START, 1, obj=4, b=first.text("late"))
    first.emit(35, layout.THREAD_BEGIN, 4)
    flows = summarise(Trace.load(made.write()))["flows"]
    assert [flow["kind"] for flow in flows] == ["start", "start", "start", "handover"]
    assert [flow["sent_ns"] for flow in flows] == sorted(flow["sent_ns"] for flow in flows)
    assert (flows[2]["sent_ns"], flows[2]["received_ns"]) == (25 * MS, 35 * MS)


def test_a_thread_that_begins_before_its_start_was_told_gets_its_arrow(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    first.emit(20, layout.THREAD_BEGIN, 2)
    first.emit(21, layout.THREAD_START, 1, obj=2, b=first.text("quick"))
    (flow,) = summarise(Trace.load(made.write()))["flows"]
    assert (flow["from"], flow["to"]) == (0, 1)
    assert flow["sent_ns"] <= flow["received_ns"]

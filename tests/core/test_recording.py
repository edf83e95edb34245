"""A run's directory as one stream of events: processes in order, names before their use, damage left out."""

import itertools
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.errors import RecordingError
from app.core.process_log import Lookup
from app.core.recording import Recording
from app.core.summary import summarise
from app.core.trace import Trace
from app.tracer import layout
from tests.recording_builder import FIRST, MS, PROGRAM, MadeProcess, MadeRecording


def kinds(recording: Recording, most: int = 1000, final: bool = False) -> list[int]:
    return [int(kind) for kind in recording.poll(most, final)["kind"] if kind]


def test_events_of_all_processes_come_in_the_order_of_time(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process(t=1)
    first.emit(30, layout.LANE_NAME, obj=1)
    second = made.fork(first, 101, 20)
    second.emit(40, layout.LANE_NAME, obj=1)
    first.emit(50, layout.LANE_NAME, obj=1)
    events = Recording(made.write()).poll(final=True)
    assert list(events["t"] // MS) == [1, 20, 20, 30, 40, 50]
    assert list(events["process"]) == [0, 0, 1, 0, 1, 0]


def test_no_more_than_asked_for_comes_at_one_time(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    for pid in (FIRST, 101, 102):
        process = made.process(pid, FIRST)
        for number in range(50):
            process.emit(number, layout.LANE_NAME, obj=1)
    recording = Recording(made.write())
    sizes = []
    while count := len(recording.poll(10)):
        sizes.append(count)
    assert max(sizes) <= 10 + 2  # each process may give one at least
    assert sum(sizes) == 3 * 51


def test_a_process_that_appears_later_is_found(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path, reason=None)
    first = made.process()
    recording = Recording(made.write())
    assert kinds(recording) == [layout.PROCESS_BEGIN]
    assert kinds(recording) == []
    made.fork(first, 101, 20).write()
    assert kinds(recording) == [layout.PROCESS_BEGIN]
    assert [log.pid for log in recording.logs] == [FIRST, 101]


def test_a_file_that_is_just_being_made_is_tried_again(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path, reason=None)
    made.process()
    recording = Recording(made.write())
    kinds(recording)
    (tmp_path / "101.0.events").write_bytes(b"")
    assert kinds(recording) == []
    made.process(101, FIRST).write()
    assert kinds(recording) == [layout.PROCESS_BEGIN]
    assert recording.problems == []


def test_a_forked_process_knows_the_names_of_its_parent(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    lock = first.thing(layout.OBJ_LOCK, 1, "lock", line=3)
    place = first.place(7)
    child = made.fork(first, 101, 20)
    child.emit(30, layout.LOCK_ACQUIRED, obj=lock, where=place)
    first.emit(40, layout.LOCK_ACQUIRED, obj=lock, where=place)
    recording = Recording(made.write())
    events = recording.poll(final=True)
    acquired = events[events["kind"] == layout.LOCK_ACQUIRED]
    of_child, of_parent = (int(row["object"]) for row in acquired)
    assert of_child != of_parent  # a copy of its own
    assert [recording.things[each].name for each in (of_child, of_parent)] == ["lock", "lock"]
    assert {recording.places[int(row["where"])].line for row in acquired} == {7}


def test_things_of_one_name_from_one_line_are_numbered(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    process = made.process()
    for serial in (1, 2, 3):
        process.thing(layout.OBJ_LOCK, serial, "forks", line=3)
    process.thing(layout.OBJ_LOCK, 4, "forks", line=4)
    process.thing(layout.OBJ_EVENT, 5, "forks", line=3)
    for serial in (6, 7):
        process.thing(layout.OBJ_ATTRIBUTE, serial, "Account.balance", line=5)
    recording = Recording(made.write())
    recording.poll(final=True)
    assert [thing.title for thing in recording.things] == [
        *("forks #1", "forks #2", "forks #3", "forks", "forks"),
        *("Account.balance", "Account.balance"),
    ]
    assert {thing.name for thing in recording.things} == {"forks", "Account.balance"}


def test_a_forked_processs_copies_keep_their_numbers(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    for serial in (1, 2):
        first.thing(layout.OBJ_LOCK, serial, "forks", line=3)
    child = made.fork(first, 101, 20)
    for serial in (2, 1):
        child.emit(30, layout.LOCK_ACQUIRED, obj=serial)
    recording = Recording(made.write())
    events = recording.poll(final=True)
    acquired = events[events["kind"] == layout.LOCK_ACQUIRED]
    assert [recording.things[int(row["object"])].title for row in acquired] == ["forks #2", "forks #1"]


def test_what_a_parent_names_after_the_fork_is_not_the_childs(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    child = made.fork(first, 101, 20)
    first.thing(layout.OBJ_LOCK, 1, "of the parent")
    child.thing(layout.OBJ_RLOCK, 1, "of the child")
    child.emit(30, layout.LOCK_ACQUIRED, obj=1)
    recording = Recording(made.write())
    events = recording.poll(final=True)
    (acquired,) = events[events["kind"] == layout.LOCK_ACQUIRED]
    assert recording.things[int(acquired["object"])].name == "of the child"


def test_processes_are_read_after_those_that_made_them(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    pids = [FIRST, 99, 98, 97]  # the later, the smaller: the order of the files' names is the wrong one
    for parent, pid in zip([10, *pids], pids, strict=False):
        made.process(pid, parent)
    recording = Recording(made.write())
    recording.poll()
    assert [log.pid for log in recording.logs] == pids
    assert [log.parent.pid if log.parent else None for log in recording.logs] == [None, *pids[:-1]]


def test_processes_that_name_each_other_as_parent_do_not_hang_the_reader(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    made.process(FIRST, 101)
    made.process(101, FIRST)
    made.process(102, 102)
    recording = Recording(made.write())
    assert len(kinds(recording, final=True)) == 3


def test_the_path_of_a_copy_is_that_of_the_program(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path, copy="/runs/1/program/program.py")
    first = made.process()
    first.place(3, "/runs/1/program/program.py")
    first.place(4, "/lesson/other.py")
    recording = Recording(made.write())
    recording.poll()
    assert [(place.file, place.line) for place in recording.places] == [(PROGRAM, 3), ("/lesson/other.py", 4)]


def test_a_process_that_replaced_itself_keeps_its_lane(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    made.process().emit(20, layout.LANE_NAME, obj=1)
    made.process(tag=f"{FIRST}r1", t=30)
    recording = Recording(made.write())
    recording.poll()
    first, second = recording.logs
    assert first.lanes.get(1) == second.lanes.get(1)


def test_an_id_that_was_used_again_is_another_process(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    made.process().exits(20, 0)
    made.process(tag=f"{FIRST}r1", t=30)
    recording = Recording(made.write())
    recording.poll()
    first, second = recording.logs
    assert first.lanes.get(1) != second.lanes.get(1)


# Damage --------------------------------------------------------------------------------------------------


def test_files_of_others_are_named_and_left_out(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    made.process().prints(20, "fine\n")
    made.write()
    (tmp_path / "55.0.events").write_bytes(b"GIF89a" + bytes(100))
    (tmp_path / "56.0.events").write_bytes(b"")
    (tmp_path / "notes.txt").write_text("of the user")
    (tmp_path / "x.0.events.bak").write_bytes(b"")
    (tmp_path / "folder.0.events").mkdir()
    recording = Recording(tmp_path)
    assert len(kinds(recording, final=True)) == 2
    assert recording.problems == [
        "55.0.events wasn't written by the lab's tracer.",
        "56.0.events is cut short: it has no header.",
        "folder.0.events is cut short: it has no header.",
    ]
    kinds(recording, final=True)
    assert len(recording.problems) == 3


def test_why_a_process_is_not_traced_is_told(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    made.process()
    made.write()
    (tmp_path / "55.untraced").write_text("PermissionError:\n denied")
    assert Trace.load(tmp_path).recording.problems == [
        "The process 55 isn't traced: PermissionError: denied."
    ]


def test_a_folder_without_a_manifest_is_no_recording(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="There is no recording in"):
        Recording(tmp_path)
    with pytest.raises(RecordingError):
        Recording(tmp_path / "missing")


def test_times_that_cannot_be_are_counted_as_lost(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    for t in (-50_000, 1e14, 1e13):
        first.emit(t, layout.WAIT_BEGIN, flags=layout.SLEEP)
    first.prints(20, "fine\n")
    trace = Trace.load(made.write())
    summary = summarise(trace)
    assert summary["lost"] == 3
    assert summary["spans"] == []
    assert [entry["text"] for entry in summary["output"]] == ["fine\n"]


U16, U32 = st.integers(0, (1 << 16) - 1), st.integers(0, (1 << 32) - 1)
I64 = st.integers(-(1 << 63), (1 << 63) - 1)
KINDS = st.integers(0, 70)
SLOTS = st.lists(
    st.tuples(
        st.floats(-10, 2000), KINDS, st.one_of(st.integers(0, 4), U32), st.one_of(st.integers(0, 30), U16),
        st.one_of(st.integers(0, 5), U32), st.one_of(st.integers(0, 5), U32),
        st.one_of(st.integers(-2, 200), I64), st.one_of(st.integers(-2, 1 << 30), I64),
    ),
    max_size=30,
)  # fmt: skip


number = itertools.count()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(slots=SLOTS)
def test_no_event_whatever_its_fields_stops_the_reader(
    slots: list[tuple[float, int, int, int, int, int, int, int]], tmp_path: Path
) -> None:
    made = MadeRecording(tmp_path / str(next(number)))
    first = made.process()
    first.text("some text " * 20)
    for t, kind, lane, flags, obj, where, a, b in slots:
        first.emit(t, kind, lane, flags, obj, where, a, b)
    first.prints(2000, "the end\n")
    made.output("stdout", (2001, b"the end\n"))
    trace = Trace.load(made.write())
    summary = summarise(trace)
    assert summary["events"] == len(slots) + 2
    json.dumps(summary)
    ids = {actor["id"] for actor in summary["actors"]}
    for span in summary["spans"]:
        assert span["actor"] in ids
    trace.close()


def test_a_serial_number_out_of_range_takes_no_memory() -> None:
    lookup = Lookup()
    for serial in (-1, 1 << 40, 1 << 31, (1 << 32) - 1):
        lookup.set(serial, 5)
        assert lookup.get(serial) == -1
    assert len(lookup._table) == 64


def test_a_lookup_maps_many_at_once() -> None:
    lookup = Lookup()
    lookup.set(3, 30)
    lookup.set(1000, 31)
    serials = np.array([3, 1000, 5, (1 << 32) - 1], np.uint32)
    assert list(lookup.map(serials)) == [30, 31, -1, -1]
    other = lookup.copy()
    other.set(3, 99)
    assert lookup.get(3) == 30


def test_holders_that_nobody_knows_are_nobody(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first: MadeProcess = made.process()
    first.waits(20, 30, state=layout.LOCK, holder=77)
    first.waits(40, 50, state=layout.PROCESS, holder=12345)
    first.waits(60, 70, state=layout.JOIN, holder=1 << 40)
    assert [span["holder"] for span in summarise(Trace.load(made.write()))["spans"]] == [None, None, None]


def test_a_child_is_not_read_before_what_its_parent_named(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path, reason=None)
    first = made.process()
    first.hole()  # a thread was stopped in the middle of telling something
    place = first.place(7)
    child = made.fork(first, 101, 20)
    child.emit(30, layout.WAIT_BEGIN, flags=layout.SLEEP, where=place)
    recording = Recording(made.write())
    assert kinds(recording) == [layout.PROCESS_BEGIN]
    assert not recording.logs[1].forked
    events = recording.poll(final=True)
    (wait,) = events[events["kind"] == layout.WAIT_BEGIN]
    assert recording.places[int(wait["where"])].line == 7

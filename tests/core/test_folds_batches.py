"""What belongs together in a batch is found as one would find it row by row, and as if batches were one."""

from collections import deque
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.core.folds.arrows import Flows, as_flows, as_rows
from app.core.folds.grouping import begins_group, grouped, latest, mixed
from app.core.folds.meetings import Ends, Meetings
from app.core.model import Flow
from app.core.trace import Trace
from app.tracer import layout
from tests.recording_builder import MS, MadeProcess, MadeRecording

IDS = st.lists(st.integers(-1, 5) | st.integers(-(1 << 40), 1 << 40), max_size=30)
MARKED = st.lists(st.tuples(st.integers(-1, 3), st.booleans()), max_size=30)
ENDS = st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=30)


@given(IDS)
def test_groups_stand_together_in_their_own_order(ids: list[int]) -> None:
    order = grouped(np.array(ids, np.int64)).tolist()
    assert order == sorted(range(len(ids)), key=lambda place: ids[place])


@given(MARKED)
def test_the_latest_mark_is_that_of_the_own_group(rows: list[tuple[int, bool]]) -> None:
    rows.sort(key=lambda row: row[0])
    ids, marked = np.array([row[0] for row in rows], np.int32), np.array([row[1] for row in rows], np.bool_)
    expected = [
        max((other for other in range(place + 1) if marked[other] and ids[other] == ids[place]), default=-1)
        for place in range(len(rows))
    ]
    assert latest(ids, marked).tolist() == expected
    assert begins_group(ids).tolist() == [
        place == 0 or ids[place] != ids[place - 1] for place in range(len(ids))
    ]


def test_mixed_keys_of_objects_and_numbers_differ() -> None:
    objects, numbers = np.meshgrid(np.arange(-1, 300, dtype=np.int32), np.arange(300, dtype=np.int64))
    keys = mixed(objects.reshape(-1), numbers.reshape(-1))
    assert len(np.unique(keys)) == len(keys)


def met_one_by_one(ends: list[tuple[int, bool]], either: bool) -> set[tuple[int, int]]:
    """(place of the sender, of the receiver) of all who meet."""
    sent: dict[int, int] = {}
    received: dict[int, int] = {}
    found = set()
    for place, (key, sends) in enumerate(ends):
        mine, theirs = (sent, received) if sends else (received, sent)
        other = theirs.pop(key, None)
        if other is not None:
            found.add((place, other) if sends else (other, place))
        elif sends or either:
            mine[key] = place
    return found


@given(ENDS, st.booleans(), st.integers(1, 30))
@example([(0, False), (1, False), (0, True), (0, False)], True, 2)
def test_ends_meet_as_one_by_one(ends: list[tuple[int, bool]], either: bool, most: int) -> None:
    # Each key is used as a queue uses them: sent once and received once before it is sent again.
    state: dict[int, set[bool]] = {}
    told = []
    for key, sends in ends:
        if sends in state.setdefault(key, set()) or (not either and not sends and not state[key]):
            continue
        state[key].add(sends)
        if len(state[key]) == 2:
            state[key] = set()
        told.append((key, sends))
    meetings = Meetings(either)
    found: set[tuple[int, int]] = set()
    for begin in range(0, len(told), most):
        part = told[begin : begin + most]
        places = np.arange(begin, begin + len(part))
        met = meetings.meet(
            Ends(
                np.array([key for key, _ in part], np.int64),
                np.array([sends for _, sends in part], np.bool_),
                places.astype(np.int32),
                places * 10,
                np.arange(len(part)),
            )
        )
        for _, sender, sent, receiver, received in met.tolist():
            assert (sent, received) == (sender * 10, receiver * 10)
            found.add((sender, receiver))
    assert found == met_one_by_one(told, either)


def test_flows_are_made_of_their_columns_and_back() -> None:
    flows = [Flow("start", 0, 1, 5, 6), Flow("item", 1, 2, 7, 9), Flow("signal", 2, 0, 8, 8)]
    kept = Flows(as_rows(flows))
    assert list(kept) == as_flows(kept.rows) == flows
    assert (kept[1], kept[-1], list(kept[1:]), len(kept)) == (flows[1], flows[2], flows[1:], 3)
    assert as_rows(kept) is kept.rows
    with pytest.raises(IndexError):
        kept[3]
    assert list(Flows(as_rows([]))) == []


# Locks of two processes, whose files are read one after the other ------------------------------------------


def shared_lock(process: MadeProcess) -> None:
    process.emit(0, layout.SHARED, 1, layout.OBJ_LOCK, 3, process.place(2), 77, process.text("shared"))


def takes_and_frees(process: MadeProcess, times: list[tuple[float, float | None]]) -> None:
    for begin, end in times:
        process.emit(begin, layout.LOCK_ACQUIRED, 1, obj=3, where=process.place(5))
        if end is not None:
            process.emit(end, layout.LOCK_RELEASED, 1, obj=3, where=process.place(6))


@pytest.mark.parametrize("most", [1, 2, 3, 1000])
def test_holds_of_a_shared_lock_are_told_in_the_order_of_time(tmp_path: Path, most: int) -> None:
    made = MadeRecording(tmp_path)
    parent = made.process()
    one, other = made.fork(parent, 101, 15), made.fork(parent, 102, 16)
    for process in (one, other):
        shared_lock(process)
    takes_and_frees(one, [(20, 21), (24, 25), (30, None)])
    takes_and_frees(other, [(22, 23), (26, 27)])
    trace = Trace(made.write())
    while trace.drain(most):
        pass
    trace.settle()
    (lock,) = trace.holds.holds
    held = [
        (trace.actors.actors[hold.actor].pid, hold.start_ns // MS, hold.end_ns and hold.end_ns // MS)
        for hold in trace.holds.of(lock)
    ]
    assert held == [
        (101, 20, 21),
        (102, 22, 23),
        (101, 24, 25),
        (102, 26, 27),
        (101, 30, None),
    ]
    assert trace.holds.of(lock) == trace.holds.holds[lock]
    assert trace.holds.released == {lock: 27 * MS}
    assert trace.holds.passed_on == set()


def test_the_last_hold_of_each_lock_is_known_without_the_others(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    for lock in (1, 2):
        first.thing(layout.OBJ_LOCK, lock, f"lock {lock}")
        for turn in range(3):
            first.emit(20 + turn * 2 + lock / 10, layout.LOCK_ACQUIRED, 1, obj=lock)
            first.emit(21 + turn * 2 + lock / 10, layout.LOCK_RELEASED, 1, obj=lock)
    first.emit(30, layout.LOCK_ACQUIRED, 1, obj=2)
    trace = Trace.load(made.write())
    assert {lock: hold.start_ns // MS for lock, hold in trace.holds.last().items()} == {0: 24, 1: 30}
    assert dict(trace.holds.holds.items()) == {lock: trace.holds.holds[lock] for lock in trace.holds.holds}
    assert (len(trace.holds.holds), trace.holds.holds.get(7)) == (2, None)
    assert trace.holds.last() == {lock: holds[-1] for lock, holds in trace.holds.holds.items()}


def test_wake_ups_go_to_those_who_waited_first(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    event = first.thing(layout.OBJ_EVENT, 1, "event")
    expected: deque[tuple[int, int]] = deque()
    for lane in (2, 3, 4):
        first.thread(11, lane, f"t{lane}")
    for turn in range(20):
        first.emit(20 + turn, layout.WAKE, 1, obj=event, a=turn % 4)
        for lane in range(2, 2 + turn % 4):
            first.waits(20 + turn + lane / 10, 20.5 + turn + lane / 10, lane, layout.EVENT, event)
            expected.append((20 + turn, lane))
    directory = made.write()
    for most in (1, 7, 10_000):
        trace = Trace(directory)
        while trace.drain(most):
            pass
        wakes = [flow for flow in trace.flows.flows if flow.kind == "wake"]
        assert [(flow.sent_ns // MS, flow.receiver + 1) for flow in wakes] == list(expected)
        trace.close()


@pytest.mark.parametrize("most", [1, 2, 3, 1000])
def test_what_a_generator_yields_goes_to_who_let_it_run_last(tmp_path: Path, most: int) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    first.thread(11, 2, "worker")
    first.emit(12, layout.GENERATOR_START, 1, obj=9, b=first.text("numbers"))
    first.emit(12, layout.WAIT_BEGIN, 9, layout.CREATED)
    for turn in range(6):
        state = layout.SUSPENDED if turn else layout.CREATED
        host = 1 + turn % 2
        first.emit(20 + turn, layout.WAIT_END, 9, state | (layout.PASSES if turn else 0), a=host)
        first.emit(20.5 + turn, layout.WAIT_BEGIN, 9, layout.SUSPENDED | layout.PASSES)
    trace = Trace(made.write())
    while trace.drain(most):
        pass
    ids = {actor.name: actor.id for actor in trace.actors.actors.values()}
    main, worker, generator = ids["program.py"], ids["worker"], ids["numbers"]
    told = [(flow.kind, flow.sender, flow.receiver, flow.received_ns / MS) for flow in trace.flows.flows]
    trace.close()
    hosts = [(main, worker)[turn % 2] for turn in range(6)]
    expected = [("start", main, generator, 20.0)]
    for turn, host in enumerate(hosts):
        if turn:
            expected.append(("item", host, generator, 20.0 + turn))
        expected.append(("item", generator, host, 20.5 + turn))
    assert [each for each in told if generator in each[1:3]] == expected


@pytest.mark.parametrize("most", [1, 2, 1000])
def test_a_lock_is_handed_over_by_who_let_it_go_last(tmp_path: Path, most: int) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    locks = [first.thing(layout.OBJ_LOCK, lock, f"lock {lock}") for lock in (1, 2)]
    for lane in (2, 3):
        first.thread(11, lane, f"t{lane}")
    for turn, lock in enumerate(locks * 3):
        first.emit(20 + turn * 4, layout.LOCK_RELEASED, 1 + turn % 2, obj=lock)
        first.waits(19 + turn * 4, 21 + turn * 4, 3, layout.LOCK, lock)
    trace = Trace(made.write())
    while trace.drain(most):
        pass
    ids = {actor.name: actor.id for actor in trace.actors.actors.values()}
    lanes = (ids["program.py"], ids["t2"])
    told = [
        (flow.sender, flow.receiver, flow.sent_ns // MS)
        for flow in trace.flows.flows
        if flow.kind == "handover"
    ]
    trace.close()
    assert told == [(lanes[turn % 2], ids["t3"], 20 + turn * 4) for turn in range(6)]

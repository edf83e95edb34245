"""Arrows between processes, from made-up recordings: whichever end is read first, and whatever is damaged."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.events import ObjectKind
from app.core.model import Flow
from app.core.trace import Trace
from app.tracer import layout
from tests.recording_builder import FIRST, MS, SPAWN_NS, MadeProcess, MadeRecording

OTHER = 200


class Pair:
    """A recording of two processes."""

    def __init__(self, folder: Path) -> None:
        self.made = MadeRecording(folder / "run")
        self.first = self.made.process()
        self.other = self.made.fork(self.first, OTHER, 20)

    def flows(self) -> list[tuple[str, int, int, int, int]]:
        """(kind, from pid, to pid, sent, received) in ms, without the start."""
        trace = Trace.load(self.made.write())
        try:
            pids = {id: actor.pid for id, actor in trace.actors.actors.items()}
            return [told(flow, pids) for flow in trace.flows.flows if flow.kind != "start"]
        finally:
            trace.close()


def told(flow: Flow, pids: dict[int, int]) -> tuple[str, int, int, int, int]:
    sender, receiver = pids[flow.sender], pids[flow.receiver]
    return flow.kind, sender, receiver, flow.sent_ns // MS, flow.received_ns // MS


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair(tmp_path)


def share(process: MadeProcess, kind: int, serial: int, key: int, name: str = "") -> int:
    process.emit(0, layout.SHARED, 1, kind, serial, process.place(3), key, process.text(name))
    return serial


def item(pair: Pair, number: int, key: int, t: float) -> None:
    """Put by the first process, got by the other."""
    pair.first.emit(t, layout.ITEM_POSTED, obj=1, a=number, b=1)
    pair.first.emit(t + 1, layout.ITEM_SENT, obj=1, a=number, b=key)


def test_an_item_is_an_arrow_from_its_putter(pair: Pair) -> None:
    share(pair.first, layout.OBJ_QUEUE, 1, 77)
    share(pair.other, layout.OBJ_QUEUE, 5, 77)
    item(pair, 9, 4, 30)
    pair.other.emit(40, layout.ITEM_RECEIVED, obj=5, a=4)
    assert pair.flows() == [("item", FIRST, OTHER, 30, 40)]


def test_a_result_of_a_pool_wakes_who_waited_for_it(pair: Pair) -> None:
    share(pair.first, layout.OBJ_QUEUE, 1, 77)
    share(pair.other, layout.OBJ_QUEUE, 5, 77)
    item(pair, 9, 4, 30)
    item(pair, 10, 5, 32)
    pair.other.emit(40, layout.ITEM_RECEIVED, obj=5, a=4)
    pair.other.emit(41, layout.ITEM_RECEIVED, obj=5, a=5, flags=layout.ITEM_WAKES)
    assert pair.flows() == [("item", FIRST, OTHER, 30, 40), ("wake", FIRST, OTHER, 32, 41)]


def test_items_of_two_queues_are_not_mixed_up(pair: Pair) -> None:
    for serial, key in ((1, 77), (2, 78)):
        share(pair.first, layout.OBJ_QUEUE, serial, key)
        share(pair.other, layout.OBJ_QUEUE, serial + 4, key)
    item(pair, 9, 4, 30)
    pair.other.emit(40, layout.ITEM_RECEIVED, obj=6, a=4)  # of the other queue
    assert pair.flows() == []


def test_one_submission_may_be_many_items(pair: Pair) -> None:
    share(pair.first, layout.OBJ_QUEUE, 1, 77)
    share(pair.other, layout.OBJ_QUEUE, 5, 77)
    pair.first.emit(30, layout.ITEM_POSTED, a=9, b=-1)
    for key in (1, 2):
        pair.first.emit(31, layout.ITEM_SENT, obj=1, a=9, b=key)
        pair.other.emit(40 + key, layout.ITEM_RECEIVED, obj=5, a=key)
    assert pair.flows() == [("item", FIRST, OTHER, 30, 41), ("item", FIRST, OTHER, 30, 42)]


@given(st.permutations(range(6)), st.integers(1, 9))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_reading_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], most: int
) -> None:
    pair = Pair(tmp_path_factory.mktemp("order"))
    for number in range(6):
        pair.first.emit(30 + number, layout.MESSAGE_SENT, a=number)
    for number in order:
        pair.other.emit(50 + number, layout.MESSAGE_RECEIVED, a=number)
    trace = Trace(pair.made.write())
    while trace.poll(10**9, most):
        pass
    trace.finish()
    sent = sorted(flow.sent_ns // MS for flow in trace.flows.flows if flow.kind == "message")
    trace.close()
    assert sent == list(range(30, 36))


def test_an_object_of_two_processes_is_one_thing_with_its_name(pair: Pair) -> None:
    share(pair.first, layout.OBJ_LOCK, 1, 77, "lock")
    share(pair.other, layout.OBJ_LOCK, 1, 77)
    share(pair.other, layout.OBJ_LOCK, 2, 78)
    share(pair.other, layout.OBJ_QUEUE, 3, 77)
    trace = Trace.load(pair.made.write())
    trace.close()
    assert [(thing.kind, thing.name, thing.shared) for thing in trace.recording.things] == [
        (ObjectKind.LOCK, "lock", True),
        (ObjectKind.LOCK, "", True),
        (ObjectKind.QUEUE, "", True),
    ]


def test_a_fork_shares_what_is_shared_and_copies_the_rest(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path / "run")
    first = made.process()
    share(first, layout.OBJ_LOCK, 1, 77, "shared")
    first.thing(layout.OBJ_LOCK, 2, "copied")
    other = made.fork(first, OTHER, 20)
    for process in (first, other):
        process.waits(30, 40, state=layout.LOCK, obj=1)
        process.waits(50, 60, state=layout.LOCK, obj=2)
    trace = Trace.load(made.write())
    trace.close()
    objects = [int(row["object"]) for row in trace.spans.closed.rows()]
    assert len(set(objects)) == 3
    assert [thing.name for thing in trace.recording.things].count("shared") == 1


def who(pid: int, lane: int = 1) -> int:
    return pid << layout.PID_SHIFT | lane


@pytest.mark.parametrize(
    ("how", "kind"), [(layout.PASSED_HANDOVER, "handover"), (layout.PASSED_WAKE, "wake")]
)
def test_who_let_go_is_told_by_who_waited(pair: Pair, how: int, kind: str) -> None:
    share(pair.other, layout.OBJ_LOCK, 1, 77)
    pair.other.emit(50, layout.PASSED_ON, 1, how, 1, a=who(FIRST), b=SPAWN_NS + 45 * MS)
    assert pair.flows() == [(kind, FIRST, OTHER, 45, 50)]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (who(12345), SPAWN_NS + 45 * MS),
        (who(FIRST, 0), SPAWN_NS + 45 * MS),
        (who(FIRST, (1 << 32) - 1), SPAWN_NS + 45 * MS),
        (-5, SPAWN_NS + 45 * MS),
        (who(FIRST), SPAWN_NS + 90 * MS),
        (who(FIRST), -1),
        (who(OTHER), SPAWN_NS + 45 * MS),
    ],
    ids=["no such process", "no lane", "a wild lane", "negative", "from the future", "before time", "itself"],
)
def test_a_damaged_word_is_no_arrow(pair: Pair, a: int, b: int) -> None:
    pair.other.emit(50, layout.PASSED_ON, 1, layout.PASSED_HANDOVER, 1, a=a, b=b)
    assert pair.flows() == []


def test_a_holder_may_be_a_thread_of_another_process(pair: Pair) -> None:
    share(pair.other, layout.OBJ_LOCK, 1, 77)
    pair.first.thread(25, 4, "holder")
    pair.other.waits(30, 40, state=layout.LOCK, obj=1, holder=who(FIRST, 4))
    pair.other.waits(50, None, state=layout.LOCK, obj=1, holder=who(4711, 4))
    trace = Trace.load(pair.made.write())
    trace.close()
    (span,) = trace.spans.closed.rows()
    assert trace.actors.actors[int(span["holder"])].name == "holder"
    assert int(trace.spans.open[0]["holder"]) == -1


# Streams and signals ------------------------------------------------------------------------------------


def test_bytes_of_a_stream_arrive_when_the_receiver_has_got_as_far(pair: Pair) -> None:
    for t, end in ((30, 10), (31, 20), (32, 35)):
        pair.first.emit(t, layout.MESSAGE_SENT, 1, layout.MESSAGE_STREAM, a=5, b=end)
    for t, end in ((40, 4), (41, 20), (42, 34)):
        pair.other.emit(t, layout.MESSAGE_RECEIVED, 1, layout.MESSAGE_STREAM, a=5, b=end)
    assert pair.flows() == [("message", FIRST, OTHER, 30, 41), ("message", FIRST, OTHER, 31, 41)]


def test_a_signal_arrives_when_its_handler_runs(pair: Pair) -> None:
    pair.first.emit(30, layout.SIGNAL_SENT, a=OTHER, b=10)
    pair.first.emit(31, layout.SIGNAL_SENT, a=OTHER, b=12)
    pair.other.emit(34, layout.SIGNAL_RECEIVED, b=12)
    pair.other.emit(35, layout.SIGNAL_RECEIVED, b=10)
    assert sorted(pair.flows()) == [("signal", FIRST, OTHER, 30, 35), ("signal", FIRST, OTHER, 31, 34)]


def test_a_signal_without_a_handler_arrives_at_once(pair: Pair) -> None:
    pair.first.emit(30, layout.SIGNAL_SENT, a=OTHER, b=19)  # stops it, say
    pair.first.emit(32, layout.SIGNAL_SENT, a=OTHER, b=15)
    pair.first.emit(90, layout.CHILD_END, a=OTHER, b=-15)
    pair.first.emit(95, layout.SIGNAL_SENT, a=99999, b=15)  # nobody of the run
    assert sorted(pair.flows()) == [("signal", FIRST, OTHER, 30, 30), ("signal", FIRST, OTHER, 32, 32)]


def test_a_signal_from_outside_is_no_arrow(pair: Pair) -> None:
    pair.other.emit(34, layout.SIGNAL_RECEIVED, b=2)
    pair.first.emit(40, layout.SIGNAL_SENT, a=OTHER, b=2)
    assert pair.flows() == [("signal", FIRST, OTHER, 40, 40)]


# Waits that may be none ---------------------------------------------------------------------------------


def test_a_call_that_may_wait_counts_from_a_millisecond_on(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path / "run")
    first = made.process()
    for begin, end in ((20, 20.9), (30, 31), (40, 45)):
        first.waits(begin, end, state=layout.IO | layout.WAIT_UNSURE)
    first.waits(50, 50.1, state=layout.IO)
    first.waits(60, None, state=layout.IO | layout.WAIT_UNSURE)
    trace = Trace.load(made.write())
    trace.close()
    assert [int(row["start"]) // MS for row in trace.spans.closed.rows()] == [30, 40, 50]
    assert [int(row["start"]) // MS for row in trace.spans.open] == [60]

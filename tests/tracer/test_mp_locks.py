"""Locks and the like that processes share: one object for all, its holders, who woke whom."""

from pathlib import Path

import pytest

from tests.recorded import PYTHONS, Recorded, record, version
from tests.tracer.cases import CASES, case_name

PROGRAM = """
import multiprocessing
import sys
import time

PAUSE = 0.15


def visit(ready, lock, again, gate, counter, condition, barrier, event):
    time.sleep(PAUSE)  # the other is to wait for it
    ready.release()
    with lock:  # waits for the lock
        pass
    with again:  # waits for the re-entrant one
        with again:
            again.acquire()
            again.release()
    gate.acquire()  # waits at the gate
    with counter.get_lock():  # waits for the counter
        counter.value += 1
    time.sleep(PAUSE)
    with condition:
        ready.release()
        condition.wait()  # waits for a word
    barrier.wait()  # waits for the others
    event.wait()  # waits for the event
    event.wait()
    gate.acquire(timeout=0.02)  # gives up
    gate.acquire(False)


def main():
    context = multiprocessing.get_context(sys.argv[1])
    ready = context.Semaphore(0)
    lock = context.Lock()  # makes the lock
    again = context.RLock()
    gate = context.BoundedSemaphore(1)
    counter = context.Value("i", 41)
    condition = context.Condition()
    barrier = context.Barrier(2)
    event = context.Event()
    for each in (lock, again, gate, counter.get_lock()):
        each.acquire()
    visitor = context.Process(
        target=visit, args=(ready, lock, again, gate, counter, condition, barrier, event), name="visitor"
    )
    visitor.start()
    ready.acquire()  # waits until it is there
    for each in (lock, again, gate, counter.get_lock()):
        time.sleep(PAUSE)
        each.release()
    ready.acquire()  # waits until it waits
    time.sleep(PAUSE)
    with condition:
        condition.notify()
    time.sleep(PAUSE)
    barrier.wait()
    time.sleep(PAUSE)
    event.set()
    visitor.join()
    print(counter.value)


if __name__ == "__main__":
    main()
"""


@pytest.fixture(scope="module", params=CASES, ids=case_name)
def visit(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    python, method = request.param
    run = record(PROGRAM, tmp_path_factory.mktemp("visit"), python=python, arguments=(method,))
    assert (run.stdout, run.stderr, run.outcome.status) == (b"42\n", b"", 0)
    return run


#: What the visitor waits for: the mark of its line, the state, the object.
WAITS = [
    ("# waits for the lock", "lock", "lock"),
    ("# waits for the re-entrant one", "rlock", "again"),
    ("# waits at the gate", "semaphore", "gate"),
    ("# waits for the counter", "rlock", "counter"),
    ("# waits for a word", "condition", "condition"),
    ("# waits for the others", "barrier", "barrier"),
    ("# waits for the event", "event", "event"),
    ("# gives up", "semaphore", "gate"),
]


def test_each_wait_has_its_state_object_and_line(visit: Recorded) -> None:
    names = {thing["id"]: thing["name"] for thing in visit.summary["objects"]}
    told = [
        (span["line"], span["state"], names.get(span["object"]))
        for span in visit.spans("visitor")
        if span["state"] != "sleep"
    ]
    assert told == [(visit.line(mark), state, name) for mark, state, name in WAITS]


def test_the_holder_is_found_in_the_other_process(visit: Recorded) -> None:
    holders = {span["line"]: visit.name(span["holder"]) for span in visit.spans("visitor")}
    for mark, state, _ in WAITS:
        expected = "program.py" if state in ("lock", "rlock") else None
        assert holders[visit.line(mark)] == expected, mark


def test_a_lock_goes_from_one_process_to_the_other(visit: Recorded) -> None:
    assert visit.flows("handover") == [("program.py", "visitor")] * 3


def test_who_releases_notifies_or_sets_wakes_who_waits(visit: Recorded) -> None:
    # On a busy machine what the main process asks for may be there before it asks.
    waited = len(visit.spans("program.py", "semaphore"))
    flows = visit.flows("wake")
    assert flows.count(("program.py", "visitor")) == 4
    assert flows.count(("visitor", "program.py")) == waited
    assert len(flows) == 4 + waited


def test_arrows_begin_after_the_wait_they_end(visit: Recorded) -> None:
    begins = sorted(span["start_ns"] for span in visit.spans("visitor"))
    for flow in visit.summary["flows"]:
        if flow["kind"] in ("handover", "wake") and visit.name(flow["to"]) == "visitor":
            assert flow["sent_ns"] <= flow["received_ns"]
            assert begins[0] <= flow["sent_ns"]


def test_an_object_is_one_for_all_processes(visit: Recorded) -> None:
    lock = visit.object("lock")
    assert (lock["kind"], lock["line"]) == ("lock", visit.line("# makes the lock"))
    for name in ("again", "gate", "counter", "barrier", "event"):
        visit.object(name)  # and no second one


def test_holds_of_both_processes_are_in_one_order(visit: Recorded) -> None:
    lock = visit.object("lock")["id"]
    holds = visit.trace.holds.holds[lock]
    assert [visit.name(hold.actor) for hold in holds] == ["program.py", "visitor"]
    assert all(hold.end_ns is not None for hold in holds)
    assert (holds[0].end_ns or 0) <= holds[1].start_ns


DIES_HOLDING = """
import multiprocessing
import os


def take(lock):
    lock.acquire()
    os._exit(3)


context = multiprocessing.get_context("fork")
lock = context.Lock()
child = context.Process(target=take, args=(lock,), name="taker")
child.start()
child.join()
lock.acquire()  # for ever
"""


@pytest.mark.parametrize("python", PYTHONS, ids=version)
def test_a_lock_that_died_with_its_holder_is_seen(python: str, tmp_path: Path) -> None:
    run = record(DIES_HOLDING, tmp_path, python=python, timeout_s=1.5)
    (blocked,) = run.summary["blocked"]
    assert run.outcome.reason == "timeout"
    assert run.name(blocked["actor"]) == "program.py"
    assert (blocked["state"], blocked["line"]) == ("lock", run.line("# for ever"))
    assert run.name(blocked["holder"]) == "taker"
    assert run.actor("taker")["status"] == 3


THREADS_TOO = """
import multiprocessing
import threading
import time


def hold():
    with lock:
        held.set()
        time.sleep(0.1)


def wait(lock):
    with lock:  # waits for a thread of another process
        pass


context = multiprocessing.get_context("fork")
lock = context.Lock()
held = threading.Event()
threading.Thread(target=hold, name="holder").start()
held.wait()
child = context.Process(target=wait, args=(lock,), name="child")
child.start()
child.join()
"""


def test_the_holder_may_be_any_thread_of_the_other_process(tmp_path: Path) -> None:
    run = record(THREADS_TOO, tmp_path)
    span = run.span("child", "lock")
    assert span["line"] == run.line("# waits for a thread of another process")
    assert run.name(span["holder"]) == "holder"
    assert run.flows("handover") == [("holder", "child")]


HOT = """
import multiprocessing

counter = multiprocessing.get_context("fork").Value("i", 0)
for _ in range(20_000):
    with counter.get_lock():
        counter.value += 1
print(counter.value)
"""


def test_a_lock_that_is_used_very_often_is_counted(tmp_path: Path) -> None:
    run = record(HOT, tmp_path)
    assert run.stdout == b"20000\n"
    (thing,) = [thing.id for thing in run.trace.recording.things if thing.name == "counter"]
    told = len(run.trace.holds.holds[thing])
    assert told + run.trace.holds.counted[thing] <= 20_000
    assert run.summary["spans"] == []
    assert run.summary["events"] <= 2 * 20_000 + 100

"""Queues of threads and pools of threads: which item goes where, how full, when all is done, who is idle."""

from itertools import pairwise
from pathlib import Path

import pytest

from tests.recorded import PYTHONS, Recorded, record, version
from tests.tracer.soon import SOON

ORDERS = """
import queue
import sys
import threading

box = getattr(queue, sys.argv[1])()  # makes the box
for name, item in (("first", (2, "x")), ("second", (1, "y")), ("third", (3, "z"))):
    putter = threading.Thread(target=box.put, args=(item,), name=name)
    putter.start()
    putter.join()
print(*[box.get()[1] for _ in range(3)])
"""
LEAVING = {
    "Queue": ["first", "second", "third"],
    "LifoQueue": ["third", "second", "first"],
    "PriorityQueue": ["second", "first", "third"],
    "SimpleQueue": ["first", "second", "third"],
}
ITEMS = {"first": "x", "second": "y", "third": "z"}


@pytest.fixture(scope="module", params=PYTHONS, ids=version)
def python(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=LEAVING)
def orders(
    python: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Recorded, list[str]]:
    run = record(ORDERS, tmp_path_factory.mktemp("orders"), python=python, arguments=(request.param,))
    return run, LEAVING[request.param]


def test_the_arrow_of_an_item_begins_with_who_put_that_one(orders: tuple[Recorded, list[str]]) -> None:
    run, order = orders
    assert run.stdout.decode().split() == [ITEMS[name] for name in order]
    items = [flow for flow in run.summary["flows"] if flow["kind"] == "item"]
    items.sort(key=lambda flow: flow["received_ns"])
    assert [run.name(flow["from"]) for flow in items] == order
    assert {run.name(flow["to"]) for flow in items} == {"program.py"}
    assert all(flow["sent_ns"] < flow["received_ns"] for flow in items)


def test_how_full_a_queue_is_is_told_over_time(orders: tuple[Recorded, list[str]]) -> None:
    run, _ = orders
    (box,) = [thing for thing in run.trace.recording.things if thing.name == "box"]
    assert run.trace.recording.places[box.where].line == run.line("# makes the box")
    rows = run.trace.occupancy.sorted()
    assert set(rows["object"]) == {box.id}
    assert rows["items"].tolist() == [1, 2, 3, 2, 1, 0]
    assert all(earlier <= later for earlier, later in pairwise(rows["t"].tolist()))
    assert [run.name(int(actor)) for actor in rows["actor"][:3]] == ["first", "second", "third"]


ALL_DONE = (
    SOON
    + """
import queue

work = queue.Queue()


def do():
    until_main_waits()
    while (item := work.get()) is not None:
        time.sleep(item)  # works
        work.task_done()


worker = threading.Thread(target=do, name="worker")
worker.start()
for item in (0.01, 0.02):
    work.put(item)
work.join()  # waits
work.join()  # all is done
work.put(None)
"""
)


def test_a_queue_is_joined_until_the_last_task_is_done(python: str, tmp_path: Path) -> None:
    run = record(ALL_DONE, tmp_path, python=python)
    join = next(span for span in run.spans("program.py", "join") if span["object"] is not None)
    assert (join["object"], join["line"]) == (run.object("work")["id"], run.line("# waits"))
    last = run.spans("worker", "sleep")[-1]
    assert join["start_ns"] < last["start_ns"] < last["end_ns"] <= join["end_ns"]
    assert run.line("# all is done") not in [span["line"] for span in run.summary["spans"]]


POOL = """
import sys
import threading
import time
from concurrent import futures

WORKERS = 2


def nap(seconds):
    time.sleep(seconds)
    return seconds


if __name__ == "__main__":
    with getattr(futures, sys.argv[1])(WORKERS, thread_name_prefix="pool") as pool:
        work = [pool.submit(nap, 0.03) for _ in range(6)]
        submitter = threading.Thread(target=lambda: work.append(pool.submit(nap, 0.03)), name="submitter")
        submitter.start()
        submitter.join()
        print(len(futures.wait(work).done))
        time.sleep(0.1)  # all are idle
"""


def check_pool(run: Recorded) -> None:
    """Of a pool of two workers that does seven pieces of work, the last one submitted by another thread."""
    assert (run.stdout, run.outcome.exit_code) == (b"7\n", 0), run.stderr.decode()
    workers = {"pool_0", "pool_1"}
    items = [flow for flow in run.summary["flows"] if flow["kind"] == "item"]
    submitted = [flow for flow in items if run.name(flow["from"]) in ("program.py", "submitter")]
    assert [run.name(flow["from"]) for flow in submitted].count("submitter") == 1
    assert len([flow for flow in submitted if run.name(flow["to"]) in workers]) >= 7
    first = submitted[0]
    assert first["sent_ns"] <= first["received_ns"]
    for worker in workers:
        idle = run.spans(worker, "get")
        assert idle, f"{worker} was never idle"
        assert max(span["end_ns"] - span["start_ns"] for span in idle) > 50_000_000


def test_work_that_is_submitted_to_threads_is_an_arrow_and_idle_workers_wait(
    python: str, tmp_path: Path
) -> None:
    run = record(POOL, tmp_path, python=python, arguments=("ThreadPoolExecutor",))
    check_pool(run)
    work = [span for span in run.summary["spans"] if span["line"] == run.line("time.sleep(seconds)")]
    assert len(work) == 7
    for span in work:
        begun = [flow["received_ns"] for flow in run.summary["flows"] if flow["to"] == span["actor"]]
        assert min(begun) <= span["start_ns"]


@pytest.mark.parametrize("newest", [each for each in PYTHONS if version(each) == "3.14"], ids=version)
def test_work_that_is_submitted_to_interpreters_is_an_arrow_and_idle_workers_wait(
    newest: str, tmp_path: Path
) -> None:
    check_pool(record(POOL, tmp_path, python=newest, arguments=("InterpreterPoolExecutor",)))


CROWD = """
import threading

COUNT = 2000
gate = threading.Event()
threads = [threading.Thread(target=gate.wait, name=f"thread {number}") for number in range(COUNT)]
for thread in threads:
    thread.start()
gate.set()
for thread in threads:
    thread.join()
"""


def test_thousands_of_threads_at_a_time_are_as_many_lanes(tmp_path: Path) -> None:
    run = record(CROWD, tmp_path, python=PYTHONS[-1], timeout_s=60)
    assert run.outcome.exit_code == 0, run.stderr.decode()
    assert run.summary["lost"] == 0
    threads = run.summary["actors"][1:]
    assert sorted(actor["name"] for actor in threads) == sorted(f"thread {number}" for number in range(2000))
    assert {actor["end"] for actor in threads} == {"finished"}
    waited = {span["actor"] for span in run.spans(state="event")}
    assert len(waited) > 1900
    woken = {flow["to"] for flow in run.summary["flows"] if flow["kind"] == "wake"}
    assert woken == waited

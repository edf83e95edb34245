"""Waits as the recording shows them: what for, until when, who held it, on which line, and who handed it over."""

import itertools
from pathlib import Path
from typing import Any

import pytest

from tests.recorded import PYTHONS, Recorded, record, version

LOCKS = """
import threading
import time
from threading import Lock, RLock
from time import sleep


class Account:
    def __init__(self):
        self.lock = Lock()  # makes the lock


account = Account()
again = RLock()
plain = threading.Lock()
condition = threading.Condition(plain)
taken = []


def queue_up(number):
    with account.lock:  # queues up
        taken.append(number)
        sleep(0.02)


def try_briefly():
    account.lock.acquire(timeout=0.01)  # gives up
    account.lock.acquire(False)
    account.lock.acquire(True, 0)


def re_enter():
    with again:  # waits for the re-entrant one
        with again:
            again.acquire()
            again.release()


account.lock.acquire()  # holds it first
waiting = [threading.Thread(target=queue_up, args=(number,), name=f"queue {number}") for number in range(3)]
for thread in waiting:
    thread.start()
    sleep(0.02)
brief = threading.Thread(target=try_briefly, name="brief")
brief.start()
brief.join()
account.lock.release()
for thread in waiting:
    thread.join()

again.acquire()
with again:
    other = threading.Thread(target=re_enter, name="re-entering")
    other.start()
    sleep(0.03)
again.release()
other.join()

time.sleep(0.001)  # through the module
try:
    sleep(-1)
except ValueError:
    pass
"""


@pytest.fixture(scope="module", params=PYTHONS, ids=version)
def locks(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return record(LOCKS, tmp_path_factory.mktemp("locks"), python=request.param)


def waits_for(run: Recorded, name: str) -> list[dict[str, Any]]:
    thing = run.object(name)
    return [span for span in run.summary["spans"] if span["object"] == thing["id"]]


def test_waits_for_a_lock_tell_who_held_it(locks: Recorded) -> None:
    told = [
        (locks.name(span["actor"]), locks.name(span["holder"]), span["state"], span["line"])
        for span in waits_for(locks, "self.lock")
    ]
    line = locks.line("# queues up")
    assert told == [
        ("queue 0", "program.py", "lock", line),
        ("queue 1", "program.py", "lock", line),
        ("queue 2", "program.py", "lock", line),
        ("brief", "program.py", "lock", locks.line("# gives up")),
    ]


def test_the_object_of_a_wait_is_told_with_its_name_and_place(locks: Recorded) -> None:
    lock, again = locks.object("self.lock"), locks.object("again")
    assert (lock["kind"], lock["line"]) == ("lock", locks.line("# makes the lock"))
    assert lock["file"] == again["file"]
    assert lock["file"].endswith("program.py")
    assert (again["kind"], again["line"]) == ("rlock", locks.line("again = RLock()"))


def test_a_lock_is_handed_over_in_order(locks: Recorded) -> None:
    assert locks.flows("handover") == [
        ("program.py", "queue 0"),
        ("queue 0", "queue 1"),
        ("queue 1", "queue 2"),
        ("program.py", "re-entering"),
    ]
    for flow in locks.summary["flows"]:
        if flow["kind"] == "handover":
            assert 0 < flow["sent_ns"] <= flow["received_ns"]


def test_who_held_the_lock_when(locks: Recorded) -> None:
    holds = locks.trace.holds.holds[locks.object("self.lock")["id"]]
    assert [locks.name(hold.actor) for hold in holds] == ["program.py", "queue 0", "queue 1", "queue 2"]
    lines = [locks.trace.recording.places[hold.where].line for hold in holds]
    assert lines == [locks.line("# holds it first")] + [locks.line("# queues up")] * 3
    for earlier, later in itertools.pairwise(holds):
        assert earlier.end_ns is not None
        assert earlier.start_ns < earlier.end_ns <= later.start_ns


def test_a_wait_that_times_out_took_its_time(locks: Recorded) -> None:
    (span,) = locks.spans("brief", "lock")  # the other two attempts don't wait
    assert span["end_ns"] - span["start_ns"] >= 10_000_000
    closed = locks.trace.spans.closed.rows()
    assert [int(row["outcome"]) for row in closed if locks.name(int(row["actor"])) == "brief"] == [1]


def test_a_re_entrant_lock_tells_only_the_outermost(locks: Recorded) -> None:
    (span,) = waits_for(locks, "again")
    assert (span["state"], locks.name(span["holder"])) == ("rlock", "program.py")
    assert span["line"] == locks.line("# waits for the re-entrant one")
    holds = locks.trace.holds.holds[locks.object("again")["id"]]
    assert [locks.name(hold.actor) for hold in holds] == ["program.py", "re-entering"]
    assert None not in [hold.end_ns for hold in holds]


def test_an_uncontended_lock_is_no_wait(locks: Recorded) -> None:
    assert [span for span in locks.spans("program.py") if span["state"] in ("lock", "rlock")] == []


def test_sleep_is_seen_however_it_was_imported(locks: Recorded) -> None:
    lines = [span["line"] for span in locks.spans("program.py", "sleep")]
    assert lines.count(locks.line("    sleep(0.03)")) == 1
    assert lines.count(locks.line("# through the module")) == 1
    assert lines[-1] == locks.line("sleep(-1)")


def test_nothing_is_left_waiting(locks: Recorded) -> None:
    assert locks.summary["blocked"] == []
    assert locks.summary["lost"] == 0
    assert {span["end_ns"] is None for span in locks.summary["spans"]} == {False}


CONDITIONS = """
import threading
import time

MAKE = 0  # 0 Condition(), 1 Condition(Lock()), 2 Condition(RLock())
lock = (lambda: None, threading.Lock, threading.RLock)[MAKE]()
condition = threading.Condition(lock)
items = []


def consume():
    with condition:
        while not items:
            condition.wait()  # waits for an item
        items.pop()


def time_out():
    with condition:
        condition.wait(0.01)  # waits in vain


def wait_within():
    with condition:
        condition.wait_for(lambda: True)


consumer = threading.Thread(target=consume, name="consumer")
consumer.start()
time.sleep(0.03)
with condition:
    items.append(1)
    condition.notify()
    time.sleep(0.02)  # still holds the lock
consumer.join()
for target in (time_out, wait_within):
    thread = threading.Thread(target=target, name=target.__name__)
    thread.start()
    thread.join()
"""


@pytest.fixture(scope="module", params=PYTHONS, ids=version)
def python(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=[0, 1, 2], ids=["of its own", "Lock", "RLock"])
def conditions(
    python: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Recorded:
    folder = tmp_path_factory.mktemp("conditions")
    return record(CONDITIONS, folder, python=python, values={"MAKE": request.param})


def test_a_condition_is_waited_for_until_it_is_notified(conditions: Recorded) -> None:
    first = conditions.spans("consumer")[0]
    assert (first["state"], first["line"]) == ("condition", conditions.line("# waits for an item"))
    held = conditions.spans("program.py", "sleep")[1]
    assert held["line"] == conditions.line("# still holds the lock")
    assert first["start_ns"] < held["start_ns"]


def test_who_was_notified_goes_on_when_the_lock_is_free(conditions: Recorded) -> None:
    held = conditions.spans("program.py", "sleep")[1]
    assert max(span["end_ns"] for span in conditions.spans("consumer")) >= held["end_ns"]


def test_a_condition_that_times_out_ends(conditions: Recorded) -> None:
    span = conditions.spans("time_out")[0]
    assert (span["state"], span["line"]) == ("condition", conditions.line("# waits in vain"))
    assert span["end_ns"] - span["start_ns"] >= 10_000_000


def test_a_condition_that_is_met_already_is_no_wait(conditions: Recorded) -> None:
    assert conditions.spans("wait_within") == []


def test_a_lock_is_nobodys_during_the_wait_for_its_condition(conditions: Recorded) -> None:
    holds = [hold for holds in conditions.trace.holds.holds.values() for hold in holds]
    for earlier, later in itertools.pairwise(holds):
        assert earlier.end_ns is not None
        assert earlier.end_ns <= later.start_ns


RESULTS = """
import time
from concurrent.futures import ThreadPoolExecutor


def work(seconds):
    time.sleep(seconds)
    if seconds > 0.03:
        raise ValueError(seconds)


with ThreadPoolExecutor(2) as pool:
    good = pool.submit(work, 0.02)
    bad = pool.submit(work, 0.04)
    good.result()  # waits for the good one
    try:
        bad.result(0.001)  # gives up
    except TimeoutError:
        pass
    try:
        bad.result()  # waits for the bad one
    except ValueError:
        pass
    bad.exception()  # is there already
    good.result()
    late = pool.submit(work, 0.02)
    late.exception()  # waits for no exception
"""


@pytest.fixture(scope="module")
def results(python: str, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return record(RESULTS, tmp_path_factory.mktemp("results"), python=python)


def test_the_result_of_a_future_is_joined(results: Recorded) -> None:
    waits = results.spans("program.py", "join")
    expected = (
        "# waits for the good one",
        "# gives up",
        "# waits for the bad one",
        "# waits for no exception",
    )
    assert [wait["line"] for wait in waits[:4]] == [results.line(text) for text in expected]


def test_the_workers_of_a_pool_are_shown(results: Recorded) -> None:
    workers = results.summary["actors"][1:]
    assert [worker["kind"] for worker in workers] == ["thread", "thread"]
    assert {worker["name"].split("_")[0] for worker in workers} == {"ThreadPoolExecutor-0"}
    assert {results.name(worker["parent"]) for worker in workers} == {"program.py"}


def test_an_exception_in_a_future_does_not_end_its_worker(results: Recorded) -> None:
    assert {actor["end"] for actor in results.summary["actors"]} == {"finished"}


HOT = """
import threading

lock = threading.Lock()
other = threading.Lock()
for _ in range(60_000):
    lock.acquire()
    lock.release()
with other:
    pass
print("done")
"""


def test_a_hot_lock_is_counted_instead_of_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    run = record(HOT, tmp_path_factory.mktemp("hot"))
    lock = next(thing.id for thing in run.trace.recording.things if thing.name == "lock")
    told, counted = len(run.trace.holds.holds[lock]), run.trace.holds.counted[lock]
    assert told < 10_000
    # What was counted since the last of the regular reports isn't known.
    assert 60_000 - 1024 <= told + counted <= 60_000
    assert run.summary["lost"] == 0


HOT_AND_WANTED = """
import threading

lock = threading.Lock()


def heat():
    for _ in range(5_000):
        lock.acquire()
        lock.release()


def want(name, take):
    thread = threading.Thread(target=take, name=name)
    thread.start()
    while not waiting():
        pass
    return thread


def waiting():
    return sys._current_frames()[threading.enumerate()[-1].ident].f_code.co_filename.endswith("locks.py")


def take():
    lock.acquire()  # wants the hot one
    lock.release()


def use():
    with lock:  # wants it too
        pass


import sys

for name, way in (("first", take), ("second", use)):
    heat()
    lock.acquire()
    thread = want(name, way)
    lock.release()
    thread.join()
heat()
with lock:
    third = want("third", take)
third.join()
heat()
let_go = lock.release  # that of a hot lock
lock.acquire()
fourth = want("fourth", use)
let_go()
fourth.join()
"""


@pytest.mark.parametrize("python", PYTHONS, ids=version)
def test_who_waits_for_a_hot_lock_is_told_precisely(python: str, tmp_path: Path) -> None:
    run = record(HOT_AND_WANTED, tmp_path, python=python)
    assert run.outcome.exit_code == 0, run.stderr.decode()
    told = [
        (run.name(span["actor"]), run.name(span["holder"]), span["line"]) for span in run.spans(state="lock")
    ]
    by_hand, by_with = run.line("# wants the hot one"), run.line("# wants it too")
    lines = {"first": by_hand, "second": by_with, "third": by_hand, "fourth": by_with}
    assert told == [(name, "program.py", line) for name, line in lines.items()]
    assert run.flows("handover") == [("program.py", name) for name in lines]


NAMES = """
import threading
from dataclasses import dataclass, field


@dataclass
class Account:
    owner: str
    lock: threading.Lock = field(default_factory=threading.Lock)
    again: object = field(default_factory=threading.RLock)


class Table:
    shared = threading.Lock()

    def __init__(self):
        self._left, self._right = threading.Lock(), threading.RLock()


account = Account("Ada")
first, second = (threading.Lock(), threading.Lock())
forks = [threading.Lock() for _ in range(2)]
plain = threading.Lock(); other: object = threading.Lock()
table = Table()
for lock in (account.lock, account.again, first, second, *forks, plain, other, table._left, table._right, Table.shared):
    with lock:
        pass
"""


def test_objects_are_named_after_what_they_are_assigned_to(
    python: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    run = record(NAMES, tmp_path_factory.mktemp("names"), python=python)
    named = [(thing["name"], thing["kind"]) for thing in run.summary["objects"]]
    assert sorted(named) == [
        ("first", "lock"),
        ("forks", "lock"),
        ("forks", "lock"),
        ("other", "lock"),
        ("plain", "lock"),
        ("second", "lock"),
        ("self._left", "lock"),
        ("self._right", "rlock"),
        ("self.again", "rlock"),
        ("self.lock", "lock"),
        ("shared", "lock"),
    ]


DEADLOCK = """
import threading
import time

first, second = threading.Lock(), threading.Lock()


def left():
    with first:
        time.sleep(0.05)
        with second:  # left waits
            pass


def right():
    with second:
        time.sleep(0.05)
        with first:  # right waits
            pass


for target in (left, right):
    threading.Thread(target=target, name=target.__name__).start()
"""


def test_who_waits_at_the_end_is_blocked(tmp_path_factory: pytest.TempPathFactory) -> None:
    run = record(DEADLOCK, tmp_path_factory.mktemp("deadlock"), timeout_s=0.6)
    assert run.summary["exit"] == {"reason": "timeout", "status": None}
    told = {
        run.name(each["actor"]): (each["state"], run.name(each["holder"]), each["line"])
        for each in run.summary["blocked"]
    }
    assert told == {
        "left": ("lock", "right", run.line("# left waits")),
        "right": ("lock", "left", run.line("# right waits")),
        "program.py": ("join", "left", 0),
    }
    assert {actor["end"] for actor in run.summary["actors"]} == {"killed"}

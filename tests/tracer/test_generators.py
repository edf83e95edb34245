"""Generators as the recording shows them: created, suspended, running, closed, and what passes in and out."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.recorded import PYTHONS, Recorded, record, version
from tests.tracer.stock_programs import failures, tasks, threads
from tests.tracer.test_stock_behaviour import both, environment, write

Request = pytest.FixtureRequest
Folders = pytest.TempPathFactory
ASKED = "CONCURRENCY_LAB_GENERATORS"
EVERYWHERE = pytest.mark.parametrize("python", PYTHONS, ids=version)

COURIERS = """
import threading
import time


def courier(name):
    print(name, "is ready")
    while True:
        parcel = yield  # takes a parcel
        print(name, "delivers", parcel)
        time.sleep(0.01)  # delivers


def numbers(most):
    for number in range(most):
        yield number  # gives a number


def relay():
    yield from numbers(1)  # passes on


def fail():
    yield 1
    raise ValueError("no more")  # fails


def forgotten():
    yield 1


async def by_hand():
    return 5


class Depot:
    def parcels(self):
        yield "parcel"


first = courier("first")  # makes the first
time.sleep(0.02)  # waits before
next(first)
first.send("a book")
time.sleep(0.02)
first.send("a cup")
first.close()
print("closed")

for number in numbers(2):  # counts
    pass
for number in relay():
    pass
failing = fail()
next(failing)
try:
    next(failing)
except ValueError:
    pass
made = forgotten()
next(made)
made = None
print("dropped")
coroutine = by_hand()  # makes a coroutine
time.sleep(0.01)
try:
    coroutine.send(None)
except StopIteration:
    pass
list(Depot().parcels())
sum(number for number in range(3))


def work():
    for number in numbers(1):
        pass


thread = threading.Thread(target=work, name="worker")
thread.start()
thread.join()
left = courier("left")
next(left)
unborn = courier("unborn")  # never begins
print("over")
"""


@pytest.fixture(scope="module", params=PYTHONS, ids=version)
def couriers(request: Request, tmp_path_factory: Folders) -> Recorded:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ASKED, "1")
        return record(COURIERS, tmp_path_factory.mktemp("couriers"), python=request.param)


def generators(run: Recorded) -> list[dict[str, object]]:
    return [actor for actor in run.summary["actors"] if actor["kind"] == "generator"]


def test_a_generator_is_a_lane_by_its_qualified_name(couriers: Recorded) -> None:
    assert [(actor["name"], actor["end"]) for actor in generators(couriers)] == [
        ("courier", "finished"),
        ("numbers", "finished"),
        ("relay", "finished"),
        ("numbers", "finished"),
        ("fail", "raised"),
        ("forgotten", "finished"),
        ("by_hand", "finished"),
        ("Depot.parcels", "finished"),
        ("numbers", "finished"),
        ("courier", "killed"),
        ("courier", "killed"),
    ]


def test_a_generator_runs_on_the_thread_of_who_lets_it_run(couriers: Recorded) -> None:
    process, worker = couriers.actor("program.py")["id"], couriers.actor("worker")["id"]
    hosts = [actor["host"] for actor in generators(couriers)]
    assert hosts == [process] * 8 + [worker, process, None]
    parents = [actor["parent"] for actor in generators(couriers)]
    relay = couriers.actor("relay")["id"]
    assert parents == [process] * 3 + [relay] + [process] * 4 + [worker, process, process]


def spans_of(run: Recorded, index: int) -> list[tuple[str, int, bool]]:
    """(state, line, whether it has ended) of the waits of the generator with this number."""
    actor = generators(run)[index]["id"]
    return [
        (span["state"], span["line"], span["end_ns"] is not None)
        for span in run.summary["spans"]
        if span["actor"] == actor and span["state"] in ("created", "suspended")
    ]


def test_a_generator_is_created_and_suspended_on_the_lines_of_the_program(couriers: Recorded) -> None:
    takes, gives = couriers.line("# takes a parcel"), couriers.line("# gives a number")
    assert (
        spans_of(couriers, 0)
        == [("created", couriers.line("# makes the first"), True)] + [("suspended", takes, True)] * 3
    )
    assert (
        spans_of(couriers, 1)
        == [("created", couriers.line("# counts"), True)] + [("suspended", gives, True)] * 2
    )
    assert spans_of(couriers, 2)[1:] == [("suspended", couriers.line("# passes on"), True)]
    assert spans_of(couriers, 6) == [("created", couriers.line("# makes a coroutine"), True)]


def test_a_generator_that_waits_to_begin_waits_from_its_creation(couriers: Recorded) -> None:
    actor = generators(couriers)[0]["id"]
    created = next(span for span in couriers.summary["spans"] if span["actor"] == actor)
    slept = couriers.spans("program.py", "sleep")[0]
    assert slept["line"] == couriers.line("# waits before")
    assert created["start_ns"] <= slept["start_ns"]
    assert created["end_ns"] >= slept["end_ns"]


def test_what_has_not_ended_is_suspended_at_the_end(couriers: Recorded) -> None:
    assert [ended for *_, ended in spans_of(couriers, 9)] == [True, False]
    assert spans_of(couriers, 10) == [("created", couriers.line("# never begins"), False)]


def test_a_generator_runs_between_its_waits(couriers: Recorded) -> None:
    actor = generators(couriers)[0]["id"]
    delivered = [
        span for span in couriers.summary["spans"] if span["actor"] == actor and span["state"] == "sleep"
    ]
    assert [span["line"] for span in delivered] == [couriers.line("# delivers")] * 2
    printed = [entry for entry in couriers.summary["output"] if entry["actor"] == actor]
    assert "".join(entry["text"] for entry in printed) == (
        "first is ready\nfirst delivers a book\nfirst delivers a cup\n"
    )


def test_who_makes_a_generator_starts_it(couriers: Recorded) -> None:
    ours = {actor["id"] for actor in generators(couriers)}
    starts = [
        (couriers.name(flow["from"]), couriers.name(flow["to"]))
        for flow in couriers.summary["flows"]
        if flow["kind"] == "start" and flow["to"] in ours
    ]
    assert starts == [
        ("program.py", "courier"),
        ("program.py", "numbers"),
        ("program.py", "relay"),
        ("relay", "numbers"),
        ("program.py", "fail"),
        ("program.py", "forgotten"),
        ("program.py", "by_hand"),
        ("program.py", "Depot.parcels"),
        ("worker", "numbers"),
        ("program.py", "courier"),
    ]


def test_what_is_sent_and_what_is_yielded_passes_between_lanes(couriers: Recorded) -> None:
    assert couriers.flows("item") == [
        ("program.py", "courier"),
        ("program.py", "courier"),
        ("numbers", "program.py"),
        ("numbers", "program.py"),
        ("numbers", "relay"),
        ("relay", "program.py"),
        ("fail", "program.py"),
        ("forgotten", "program.py"),
        ("Depot.parcels", "program.py"),
        ("numbers", "worker"),
    ]


def test_the_exception_of_a_generator_is_told_where_the_interpreter_tells_it(couriers: Recorded) -> None:
    failed = {
        actor.name: actor.exception for actor in couriers.trace.actors.actors.values() if actor.exception
    }
    if version_of(couriers) >= (3, 12):
        assert failed == {"fail": "ValueError: no more"}
    else:
        assert failed == {}


def version_of(run: Recorded) -> tuple[int, ...]:
    return tuple(int(part) for part in run.summary["python"]["version"].split("."))


FLOOD = """
import time


def flood():
    number = 0
    while True:
        yield number
        number += 1


def one():
    yield 1


stream = flood()
until = time.perf_counter() + 0.6
while time.perf_counter() < until:
    for _ in range(1000):
        next(stream)
for _ in range(3000):
    list(one())
print("still here")
"""


@EVERYWHERE
def test_a_flood_is_told_until_it_is_too_much(
    python: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ASKED, "1")
    run = record(FLOOD, tmp_path, python=python)
    told = {actor["id"]: actor["name"] for actor in generators(run)}
    quiet = {told[actor] for actor in run.trace.actors.quiet}
    assert "flood" in quiet
    assert 1000 <= list(told.values()).count("one") <= 1002
    assert run.summary["lost"] == 0
    assert run.texts() == [("program.py", "still here\n")]
    assert [entry for entry in run.summary["blocked"] if told.get(entry["actor"]) == "flood"] == []


def test_generators_are_no_lanes_unless_asked_for(tmp_path: Path) -> None:
    run = record(COURIERS, tmp_path)
    assert {actor["kind"] for actor in run.summary["actors"]} == {"process", "thread"}


WITH_TASKS = """
import asyncio
import contextlib


@contextlib.contextmanager
def managed():
    yield 1


class Turn:
    def __await__(self):
        yield


async def inner():
    await asyncio.sleep(0)


def numbers():
    yield 1


async def work():
    with managed():
        await inner()
    await Turn()
    for number in numbers():
        print("in the task")


async def main():
    await asyncio.gather(work(), work())


asyncio.run(main())
"""


@EVERYWHERE
def test_what_tasks_and_context_managers_drive_is_no_lane(
    python: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ASKED, "1")
    run = record(WITH_TASKS, tmp_path, python=python)
    assert [(actor["name"], run.name(actor["parent"])) for actor in generators(run)] == [  # type: ignore[arg-type]
        ("numbers", "Task-2"),
        ("numbers", "Task-3"),
    ]
    process = run.actor("program.py")["id"]
    assert {actor["host"] for actor in generators(run)} == {process}
    printed = [name for name, text in run.texts()]
    assert printed == ["Task-2", "Task-3"]


STOCK = """
import gc
import inspect
import sys
import weakref


def plain(n):
    try:
        for i in range(n):
            got = yield i
            print("got", got)
    except KeyError as error:
        print("caught", error)
        yield "after"
    finally:
        print("cleaned")


def nested():
    result = yield from plain(2)
    return "returned"


def recursive(n):
    if n:
        yield from recursive(n - 1)
        yield n


generator = plain(3)
print(inspect.getgeneratorstate(generator), generator.gi_frame.f_trace)
print(next(generator), generator.send("x"), inspect.getgeneratorstate(generator))
print(generator.throw(KeyError("k")))
generator.close()
print(inspect.getgeneratorstate(generator), generator.gi_frame)
for attempt in (
    lambda: plain(1).send(1),
    lambda: next(plain(0)),
    lambda: generator.throw(ValueError("late")),
):
    try:
        attempt()
    except BaseException as error:
        print(type(error).__name__, error)
print(list(nested()), list(recursive(5)))
gone = weakref.ref(plain(2))
print(gone())
suspended = plain(2)
next(suspended)
watch = weakref.ref(suspended)
del suspended
print(watch())


def ignoring():
    while True:
        try:
            yield 1
        except GeneratorExit:
            yield 2


stubborn = ignoring()
next(stubborn)
try:
    stubborn.close()
except RuntimeError as error:
    print(error)


async def coroutine():
    return 1


hand = coroutine()
try:
    hand.send(None)
except StopIteration as stop:
    print(stop.value)


def failing():
    yield 1
    1 / 0


def lazily():
    yield from failing()


left = plain(5)
next(left)
print(sum(x * x for x in plain(3)))
for value in lazily():
    print(value)
"""


@EVERYWHERE
@pytest.mark.parametrize(
    "source",
    [
        STOCK,
        failures.PROGRAMS["chained"],
        tasks.PROGRAMS["cancelled_tasks"],
        threads.PROGRAMS["exception_in_thread"],
    ],
    ids=["generators", "failures", "tasks", "threads"],
)
def test_a_program_behaves_as_without_generator_lanes(source: str, python: str, tmp_path: Path) -> None:
    program = write(tmp_path / "p", re.sub(r", generator.gi_frame.f_trace", "", source))
    without, traced = both(python, program, tmp_path / "trace", {ASKED: "1"})
    assert traced == without


@EVERYWHERE
def test_a_generator_left_over_at_the_end_makes_no_noise(python: str, tmp_path: Path) -> None:
    body = "try:\n        yield 1\n    finally:\n        print('finally')"
    source = f"def g():\n    {body}\nkept = g()\nnext(kept)\n"
    (tmp_path / "trace").mkdir()
    ran = subprocess.run(
        [python, str(write(tmp_path / "p", source))],
        env=environment(tmp_path / "trace", {ASKED: "1"}),
        capture_output=True,
        timeout=30,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"finally\n", b"")


WITHOUT_ANY = """
import sys


def work():
    return [number for number in range(3)]


work()
print(sys.monitoring.get_local_events(3, work.__code__) > 0)
if len(sys.argv) > 1:
    exec(compile("def numbers(): yield 1\\nlist(numbers())", __file__, "exec"))
    print(sys.monitoring.get_local_events(3, work.__code__) > 0)
"""


@pytest.mark.parametrize(
    "python", [each for each in PYTHONS if not version(each).startswith("3.11")], ids=version
)
def test_a_program_without_generators_has_none_of_its_calls_told(python: str, tmp_path: Path) -> None:
    assert record(WITHOUT_ANY, tmp_path / "none", python=python).stdout == b"False\n"
    run = record(WITHOUT_ANY, tmp_path / "one", python=python, arguments=("more",))
    assert run.stdout == b"False\nTrue\n"

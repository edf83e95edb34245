"""Tasks of asyncio as the recording shows them: who made them, what they wait for and where, how they end."""

import sys
from pathlib import Path

import pytest

from app.core.events import State
from tests.recorded import PYTHONS, Recorded, Told, record, version

Request = pytest.FixtureRequest
Folders = pytest.TempPathFactory
EVERYWHERE = pytest.mark.parametrize("python", PYTHONS, ids=version)
NEWER = [python for python in PYTHONS if not version(python).startswith("3.11")]

OBJECTS = """
import asyncio


async def hold(lock):
    async with lock:
        await asyncio.sleep(0.03)  # holds the lock


async def want(lock):
    async with lock:  # wants the lock
        pass


async def wait_event(event):
    await event.wait()  # waits for the event


async def wait_condition(condition):
    async with condition:
        await condition.wait()  # waits to be notified


async def notify(condition):
    async with condition:
        condition.notify(1)


async def pass_by(semaphore):
    async with semaphore:  # passes the semaphore
        await asyncio.sleep(0.02)


async def meet(barrier, late):
    await asyncio.sleep(late)  # is late
    await barrier.wait()  # meets the others


async def produce(queue):
    for number in range(3):
        await queue.put(number)  # puts
    await queue.join()  # waits until all is done


async def consume(queue):
    for _ in range(3):
        await asyncio.sleep(0.01)  # digests
        await queue.get()
        queue.task_done()


async def early(queue):
    await queue.get()  # is early


async def turns():
    await asyncio.sleep(0)  # lets others run
    free = asyncio.Lock()
    await free.acquire()
    free.release()
    over = asyncio.Event()
    over.set()
    await over.wait()
    await asyncio.Queue().put(1)


async def main():
    lock = asyncio.Lock()  # makes the lock
    event = asyncio.Event()
    condition = asyncio.Condition()
    semaphore = asyncio.Semaphore(1)
    barrier = asyncio.Barrier(2)
    queue = asyncio.Queue(maxsize=1)
    empty: asyncio.Queue = asyncio.Queue()
    named = {
        "holder": hold(lock),
        "wanter": want(lock),
        "waiter": wait_event(event),
        "notified": wait_condition(condition),
        "first": pass_by(semaphore),
        "second": pass_by(semaphore),
        "punctual": meet(barrier, 0),
        "late": meet(barrier, 0.02),
        "producer": produce(queue),
        "consumer": consume(queue),
        "early": early(empty),
        "turns": turns(),
    }
    tasks = [asyncio.create_task(work, name=name) for name, work in named.items()]
    await asyncio.sleep(0.05)  # main sleeps
    event.set()
    await notify(condition)
    empty.put_nowait("at last")
    await asyncio.gather(*tasks)  # main gathers


asyncio.run(main())  # runs the loop
"""


@pytest.fixture(scope="module", params=PYTHONS, ids=version)
def objects(request: Request, tmp_path_factory: Folders) -> Recorded:
    return record(OBJECTS, tmp_path_factory.mktemp("objects"), python=request.param)


def told(run: Recorded, actor: str) -> list[tuple[str, int]]:
    """(state, line) of each wait of an actor, in order."""
    return [(span["state"], span["line"]) for span in run.spans(actor)]


def test_a_task_is_a_lane_of_its_own(objects: Recorded) -> None:
    task = objects.actor("holder")
    main, process = objects.actor("Task-1"), objects.actor("program.py")
    assert (task["kind"], task["pid"], task["end"], task["cpu_ns"]) == (
        "task",
        process["pid"],
        "finished",
        None,
    )
    assert (task["parent"], task["host"]) == (main["id"], process["id"])
    assert (main["parent"], main["host"]) == (process["id"], process["id"])
    assert main["start_ns"] < task["start_ns"] < task["end_ns"] < main["end_ns"] < process["end_ns"]


def test_who_creates_a_task_starts_it(objects: Recorded) -> None:
    started = objects.flows("start")
    assert started[0] == ("program.py", "Task-1")
    assert [to for maker, to in started if maker == "Task-1"] == [
        name for name in objects.names() if name not in ("program.py", "Task-1")
    ]


def test_a_sleep_of_a_task_is_on_the_line_of_the_program(objects: Recorded) -> None:
    span = objects.span("holder", "sleep")
    assert (span["line"], span["object"], span["holder"]) == (objects.line("# holds the lock"), None, None)
    assert span["end_ns"] - span["start_ns"] >= 30_000_000


def test_a_lock_of_asyncio_has_a_name_and_a_holder(objects: Recorded) -> None:
    span = objects.span("wanter", "lock")
    assert (span["line"], objects.name(span["holder"])) == (objects.line("# wants the lock"), "holder")
    lock = objects.object("lock")
    assert (span["object"], lock["kind"], lock["line"]) == (
        lock["id"],
        "lock",
        objects.line("# makes the lock"),
    )


def test_a_lock_of_asyncio_goes_from_hand_to_hand(objects: Recorded) -> None:
    assert objects.flows("handover") == [("holder", "wanter")]
    held = [
        (objects.name(hold.actor), hold.end_ns is not None)
        for hold in objects.trace.holds.holds[objects.object("lock")["id"]]
    ]
    assert held == [("holder", True), ("wanter", True)]


def test_waits_at_objects_of_asyncio_go_by_their_names(objects: Recorded) -> None:
    seen = {
        name: [
            (span["state"], span["line"], objects.summary["objects"][_index(objects, span)]["name"])
            for span in objects.spans(name)
            if span["state"] != "sleep"
        ]
        for name in ("waiter", "notified", "second", "punctual", "early")
    }
    line = objects.line
    assert seen == {
        "waiter": [("event", line("# waits for the event"), "event")],
        "notified": [("condition", line("# waits to be notified"), "condition")],
        "second": [("semaphore", line("# passes the semaphore"), "semaphore")],
        "punctual": [("barrier", line("# meets the others"), "barrier")],
        "early": [("get", line("# is early"), "empty")],
    }


def _index(run: Recorded, span: Told) -> int:
    return [thing["id"] for thing in run.summary["objects"]].index(span["object"])


def test_who_sets_notifies_or_lets_go_wakes_the_waiting(objects: Recorded) -> None:
    assert sorted(objects.flows("wake")) == [
        ("Task-1", "notified"),
        ("Task-1", "waiter"),
        ("first", "second"),
        ("late", "punctual"),
    ]


def test_a_full_queue_makes_its_putter_wait_and_a_join_too(objects: Recorded) -> None:
    put, join = objects.line("# puts"), objects.line("# waits until all is done")
    assert told(objects, "producer") == [("put", put), ("put", put), ("join", join)]
    assert {span["object"] for span in objects.spans("producer")} == {
        objects.object("empty")["id"] - 1
    } or True
    assert {span["object"] for span in objects.spans("producer")} == {objects.object("queue")["id"]}
    assert told(objects, "consumer") == [("sleep", objects.line("# digests"))] * 3


def test_an_item_goes_from_its_putter_to_its_getter(objects: Recorded) -> None:
    assert objects.flows("item") == [("producer", "consumer")] * 3 + [("Task-1", "early")]


def test_what_does_not_suspend_a_task_is_no_wait(objects: Recorded) -> None:
    assert told(objects, "turns") == [("sleep", objects.line("# lets others run"))]


def test_a_gathering_task_waits_for_one_that_has_not_ended(objects: Recorded) -> None:
    span = objects.span("Task-1", "await")
    assert span["line"] == objects.line("# main gathers")
    assert objects.name(span["holder"]) in {"notified", "waiter", "early"}


def test_a_loop_without_work_waits_and_does_not_run(objects: Recorded) -> None:
    spans = objects.spans("program.py", "io")
    assert {span["line"] for span in spans} == {objects.line("# runs the loop")}
    assert {span["object"] for span in spans} == {objects.object("event loop")["id"]}
    asleep = sum(span["end_ns"] - span["start_ns"] for span in spans)
    main = objects.actor("Task-1")
    assert 30_000_000 < asleep < main["end_ns"] - main["start_ns"]


def test_a_waiting_task_gives_its_loop_to_others(objects: Recorded) -> None:
    rows = objects.trace.spans.closed.rows()
    tasks = [actor["id"] for actor in objects.summary["actors"] if actor["kind"] == "task"]
    assert {int(row["suspends"]) for row in rows if row["actor"] in tasks} == {1}
    assert {int(row["suspends"]) for row in rows if row["actor"] == objects.actor("program.py")["id"]} == {0}


ENDS = """
import asyncio
import gc


async def work():
    await asyncio.sleep(0.01)


async def fail(text):
    await asyncio.sleep(0)
    raise ValueError(text)  # fails


async def never_begun():
    await asyncio.sleep(0)


async def outlast():
    try:
        await asyncio.sleep(10)  # is cancelled here
    except asyncio.CancelledError:
        await asyncio.sleep(0.01)  # goes on


async def rename():
    asyncio.current_task().set_name("renamed itself")
    await asyncio.sleep(0)


async def forgotten():
    await asyncio.get_running_loop().create_future()


async def main():
    task = asyncio.create_task(work())
    task.set_name("finished")
    await task  # awaits a task
    failing = asyncio.create_task(fail("once"), name="failing")
    try:
        await failing
    except ValueError:
        pass
    cancelled = asyncio.create_task(asyncio.sleep(10), name="cancelled")  # makes a sleeper
    await asyncio.sleep(0.01)
    cancelled.cancel()
    unborn = asyncio.create_task(never_begun(), name="unborn")
    unborn.cancel()
    stubborn = asyncio.create_task(outlast(), name="stubborn")
    await asyncio.sleep(0)
    stubborn.cancel()
    await asyncio.wait([cancelled, unborn, stubborn, asyncio.create_task(rename())])
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fail("in a group"), name="grouped failing")
            group.create_task(asyncio.sleep(10), name="grouped sleeping")
    except* ValueError:
        pass
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(10)  # times out
    except TimeoutError:
        pass
    lost = asyncio.create_task(forgotten(), name="lost")
    await asyncio.sleep(0)
    del lost
    gc.collect()


loop = asyncio.new_event_loop()
loop.run_until_complete(main())
left = loop.create_task(asyncio.sleep(10), name="left")
loop.run_until_complete(asyncio.sleep(0))
print("over")
"""


@pytest.fixture(scope="module", params=PYTHONS, ids=version)
def ends(request: Request, tmp_path_factory: Folders) -> Recorded:
    return record(ENDS, tmp_path_factory.mktemp("ends"), python=request.param)


def test_a_task_ends_as_it_ended(ends: Recorded) -> None:
    assert {actor["name"]: actor["end"] for actor in ends.summary["actors"] if actor["kind"] == "task"} == {
        "Task-1": "finished",
        "finished": "finished",
        "failing": "raised",
        "cancelled": "cancelled",
        "unborn": "cancelled",
        "stubborn": "finished",
        "renamed itself": "finished",
        "grouped failing": "raised",
        "grouped sleeping": "cancelled",
        "lost": "killed",
        "left": "killed",
        f"Task-{_last_number(ends)}": "finished",
    }


def _last_number(run: Recorded) -> int:
    numbers = [int(name.removeprefix("Task-")) for name in run.names() if name.startswith("Task-")]
    return max(numbers)


def test_the_exception_that_ended_a_task_is_told(ends: Recorded) -> None:
    failed = {actor.name: actor.exception for actor in ends.trace.actors.actors.values() if actor.exception}
    assert failed == {"failing": "ValueError: once", "grouped failing": "ValueError: in a group"}


def test_who_awaits_a_task_waits_for_that_one(ends: Recorded) -> None:
    awaits = ends.spans("Task-1", "await")
    first = awaits[0]
    assert (first["line"], ends.name(first["holder"])) == (ends.line("# awaits a task"), "finished")
    assert first["end_ns"] >= ends.actor("finished")["end_ns"]
    assert [ends.name(span["holder"]) for span in awaits[:4]] == [
        "finished",
        "failing",
        "stubborn",
        "grouped failing",
    ]


def test_a_task_that_runs_library_code_alone_waits_where_it_was_made(ends: Recorded) -> None:
    assert told(ends, "cancelled") == [("sleep", ends.line("# makes a sleeper"))]


def test_a_cancelled_wait_is_followed_by_the_next(ends: Recorded) -> None:
    assert told(ends, "stubborn") == [
        ("sleep", ends.line("# is cancelled here")),
        ("sleep", ends.line("# goes on")),
    ]
    rows = ends.trace.spans.closed.rows()
    assert [int(row["outcome"]) for row in rows if row["actor"] == ends.actor("stubborn")["id"]] == [2, 0]


def test_a_time_out_ends_a_wait_as_one(ends: Recorded) -> None:
    places = ends.trace.recording.places
    timed_out = [row for row in ends.trace.spans.closed.rows() if row["outcome"] == 1]
    assert [places[int(row["where"])].line for row in timed_out] == [ends.line("# times out")]


def test_a_task_that_is_left_waiting_still_waits(ends: Recorded) -> None:
    assert ends.span("left")["end_ns"] is None
    assert [ends.name(entry["actor"]) for entry in ends.summary["blocked"]] == ["left"]


WORLD = """
import asyncio
import sys
from pathlib import Path
import time

import helper


async def serve(reader, writer):
    line = await reader.readline()  # the server reads
    await asyncio.sleep(0.02)
    writer.write(line.upper())
    await writer.drain()
    writer.close()


async def ask(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    await asyncio.sleep(0.02)
    writer.write(b"question\\n")
    print((await reader.readline()).decode().strip())  # the client reads
    writer.close()
    await writer.wait_closed()


async def numbers():
    for number in range(2):
        await asyncio.sleep(0.01)  # in a generator
        yield number


async def count():
    async for number in numbers():
        pass


async def deep(depth):
    if depth:
        return await deep(depth - 1)
    await helper.nap()


async def block():
    time.sleep(0.03)  # blocks the loop
    await asyncio.sleep(0)


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        await asyncio.create_task(ask(port), name="client")
    await asyncio.to_thread(time.sleep, 0.02)  # in a thread
    child = await asyncio.create_subprocess_exec("sleep", "0.05")
    await child.wait()  # waits for a process
    await asyncio.create_task(count(), name="counter")
    await asyncio.create_task(deep(5), name="deep")
    blocker = asyncio.create_task(block(), name="blocker")
    await blocker
    future = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(0.01, future.set_result, None)
    await future  # awaits a future


asyncio.run(main())
"""

HELPER = """\
import asyncio


async def nap():
    await asyncio.sleep(0.01)
"""


@pytest.fixture(scope="module", params=PYTHONS, ids=version)
def world(request: Request, tmp_path_factory: Folders) -> Recorded:
    folder = tmp_path_factory.mktemp("world")
    (folder / "helper.py").write_text(HELPER)
    return record(WORLD, folder, python=request.param)


def test_streams_are_input_and_output(world: Recorded) -> None:
    server = next(name for name in world.names() if name.startswith("Task-") and name != "Task-1")
    assert ("io", world.line("# the server reads")) in told(world, server)
    assert ("io", world.line("# the client reads")) in told(world, "client")
    assert world.actor(server)["host"] == world.actor("program.py")["id"]


def test_work_in_another_thread_is_awaited(world: Recorded) -> None:
    spans = [span for span in world.spans("Task-1") if span["line"] == world.line("# in a thread")]
    assert [span["state"] for span in spans] == ["await"]
    worker = next(actor for actor in world.summary["actors"] if actor["kind"] == "thread")
    assert worker["name"].startswith("asyncio_")
    assert ("Task-1", worker["name"]) in world.flows("item")
    assert world.flows("wake").count((worker["name"], "Task-1")) == 1


def test_a_subprocess_is_waited_for_as_a_process(world: Recorded) -> None:
    span = world.span("Task-1", "process")
    assert (span["line"], world.name(span["holder"])) == (world.line("# waits for a process"), "sleep")


def test_the_line_of_a_wait_is_the_innermost_one_of_the_program(world: Recorded) -> None:
    assert told(world, "counter") == [("sleep", world.line("# in a generator"))] * 2
    span = world.span("deep")
    assert (span["file"].rpartition("/")[2], span["line"], span["state"]) == ("helper.py", 5, "sleep")


def test_what_blocks_the_loop_is_told_from_what_suspends_a_task(world: Recorded) -> None:
    blocking, suspended = world.spans("blocker")
    assert (blocking["state"], blocking["line"]) == ("sleep", world.line("# blocks the loop"))
    actor = world.actor("blocker")["id"]
    rows = [row for row in world.trace.spans.closed.rows() if row["actor"] == actor]
    assert [int(row["suspends"]) for row in rows] == [0, 1]
    assert suspended["state"] == "sleep"


def test_any_other_future_is_awaited(world: Recorded) -> None:
    spans = [span for span in world.spans("Task-1") if span["line"] == world.line("# awaits a future")]
    assert [(span["state"], span["holder"], span["object"]) for span in spans] == [("await", None, None)]


def test_threads_that_asyncio_keeps_for_itself_are_hidden(world: Recorded) -> None:
    assert {actor["kind"] for actor in world.summary["actors"]} == {"process", "task", "thread", "opaque"}
    assert [name for name in world.names() if "shutdown" in name or "waitpid" in name] == []


def test_nothing_of_asyncio_is_beyond_the_tracer(world: Recorded) -> None:
    assert world.trace.actors.untraceable == []


ATTRIBUTED = """
import asyncio
import threading

total = 0  # watch


class Box:
    def __init__(self):
        self.value = 1  # watch


async def work(box):
    global total
    print("in the task")
    box.value += 1
    total = total + 1
    await asyncio.sleep(0)
    print("again")


def callback():
    print("in the loop")


async def main():
    box = Box()
    asyncio.get_running_loop().call_soon(callback)
    await asyncio.create_task(work(box), name="worker")


def in_thread():
    asyncio.run(main())


print("before")
asyncio.run(main())
print("after")
thread = threading.Thread(target=in_thread, name="other")
thread.start()
thread.join()


async def direct():
    print("direct")


loop = asyncio.new_event_loop()
task = asyncio.Task(direct(), loop=loop, name="direct")
loop.run_until_complete(task)
plain = asyncio.tasks._PyTask(direct(), loop=loop, name="plain")
loop.run_until_complete(plain)
loop.close()
"""


@pytest.fixture(scope="module", params=PYTHONS, ids=version)
def attributed(request: Request, tmp_path_factory: Folders) -> Recorded:
    return record(ATTRIBUTED, tmp_path_factory.mktemp("attributed"), python=request.param)


def test_what_a_task_prints_is_its_own(attributed: Recorded) -> None:
    texts = [(line, who) for who, text in _lines(attributed) for line in text.split("\n") if line]
    assert texts == [
        ("before", "program.py"),
        ("in the loop", "program.py"),
        ("in the task", "worker"),
        ("again", "worker"),
        ("after", "program.py"),
        ("in the loop", "other"),
        ("in the task", "worker"),
        ("again", "worker"),
        ("direct", "direct"),
        ("direct", "plain"),
    ]


def _lines(run: Recorded) -> list[tuple[str | None, str]]:
    named = {actor["id"]: actor["name"] for actor in run.summary["actors"]}
    return [
        (named[piece.actor] if piece.actor is not None else None, piece.text)
        for piece in sorted(run.trace.output.pieces, key=lambda piece: piece.t_ns)
        if piece.text.strip()
    ]


def test_watched_data_is_touched_by_the_task(attributed: Recorded) -> None:
    workers = [actor["id"] for actor in attributed.summary["actors"] if actor["name"] == "worker"]
    by_tasks = [access for access in attributed.summary["accesses"] if access["actor"] in workers]
    assert [(access["write"], access["value"]) for access in by_tasks] == [
        (False, "1"),
        (True, "2"),
        (False, "0"),
        (True, "1"),
        (False, "1"),
        (True, "2"),
        (False, "1"),
        (True, "2"),
    ]


def test_the_host_of_a_task_is_the_thread_of_its_loop(attributed: Recorded) -> None:
    hosts = [
        attributed.name(actor["host"]) for actor in attributed.summary["actors"] if actor["kind"] == "task"
    ]
    assert hosts == ["program.py", "program.py", "other", "other", "program.py", "program.py"]


NEGLECTED = """
import asyncio
import warnings

warnings.simplefilter("ignore")


async def work(number):  # defines it
    return number


def call():
    work(1)  # forgets to await


async def main():
    work(2)  # forgets in a task
    await work(3)


call()
asyncio.run(main())
"""


@EVERYWHERE
def test_a_coroutine_that_is_never_awaited_is_found(python: str, tmp_path: Path) -> None:
    run = record(NEGLECTED, tmp_path, python=python)
    places = run.trace.recording.places
    found = [
        (run.name(each.actor), each.name, places[each.where].line, places[each.defined].line)
        for each in run.trace.neglected.neglected
    ]
    defined = run.line("# defines it")
    assert found == [
        ("program.py", "work", run.line("# forgets to await"), defined),
        ("Task-1", "work", run.line("# forgets in a task"), defined),
    ]


EAGER = """
import asyncio


async def at_once():
    print("at once")


async def fail():
    raise ValueError("at once")


async def later():
    print("begun")
    await asyncio.sleep(0.01)  # suspended


def own_factory(loop, coro, **kwargs):
    return asyncio.Task(coro, loop=loop, eager_start=True, **kwargs)


async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.eager_task_factory)
    asyncio.create_task(at_once(), name="immediate")
    failed = asyncio.create_task(fail(), name="failed")
    failed.exception()
    await asyncio.create_task(later(), name="delayed")
    loop.set_task_factory(own_factory)
    asyncio.create_task(at_once(), name="own immediate")
    await asyncio.create_task(later(), name="own delayed")


asyncio.run(main())
"""


@pytest.mark.skipif(not NEWER, reason="no Python newer than 3.11 is installed")
@pytest.mark.parametrize("python", NEWER, ids=version)
def test_a_task_that_begins_at_once_has_its_first_step(python: str, tmp_path: Path) -> None:
    run = record(EAGER, tmp_path, python=python)
    tasks = [
        actor for actor in run.summary["actors"] if actor["kind"] == "task" and actor["name"] != "Task-1"
    ]
    process = run.actor("program.py")["id"]
    assert [(task["name"], task["end"], task["host"]) for task in tasks] == [
        ("immediate", "finished", process),
        ("failed", "raised", process),
        ("delayed", "finished", process),
        ("own immediate", "finished", process),
        ("own delayed", "finished", process),
    ]
    assert told(run, "delayed") == told(run, "own delayed") == [("sleep", run.line("# suspended"))]
    printed = [(line, who) for who, text in _lines(run) for line in text.split("\n") if line]
    assert printed[:2] == [("at once", "immediate"), ("begun", "delayed")]


FORKED = """
import asyncio
import os


async def main():
    child = os.fork()
    if not child:
        print("child", flush=True)
        os._exit(0)
    os.waitpid(child, 0)  # blocks


asyncio.run(main())
"""


@EVERYWHERE
def test_a_fork_within_a_task_leaves_the_task_to_the_parent(python: str, tmp_path: Path) -> None:
    run = record(FORKED, tmp_path, python=python)
    assert run.outcome.status == 0
    child = run.actor("Task-1 (fork)")
    assert (child["kind"], child["end"], run.name(child["parent"])) == ("process", "finished", "Task-1")
    assert told(run, "Task-1") == [("process", run.line("# blocks"))]
    assert run.texts() == [("Task-1 (fork)", "child\n")]


DEADLOCK = """
import asyncio
import os
import signal


async def take(first, second):
    async with first:
        await asyncio.sleep(0.01)
        async with second:  # waits for ever
            pass


async def main():
    a, b = asyncio.Lock(), asyncio.Lock()
    asyncio.get_running_loop().call_later(0.1, os.kill, os.getpid(), signal.SIGKILL)
    await asyncio.gather(take(a, b), take(b, a))


asyncio.run(main())
"""


@EVERYWHERE
def test_tasks_in_a_deadlock_are_seen_waiting_for_each_other(python: str, tmp_path: Path) -> None:
    run = record(DEADLOCK, tmp_path, python=python)
    assert (run.outcome.reason, run.outcome.status) == ("signalled", 9)
    stuck = [entry for entry in run.summary["blocked"] if entry["state"] == "lock"]
    assert [(run.name(entry["actor"]), run.name(entry["holder"]), entry["line"]) for entry in stuck] == [
        ("Task-2", "Task-3", run.line("# waits for ever")),
        ("Task-3", "Task-2", run.line("# waits for ever")),
    ]
    assert {actor["end"] for actor in run.summary["actors"]} == {"killed"}


def test_every_state_that_a_task_can_be_in_is_one_of_the_contract(objects: Recorded, world: Recorded) -> None:
    seen = {span["state"] for run in (objects, world) for span in run.summary["spans"]}
    assert seen <= {state.word for state in State}
    assert {
        "sleep",
        "lock",
        "event",
        "condition",
        "semaphore",
        "barrier",
        "put",
        "get",
        "join",
        "await",
        "io",
        "process",
    } <= seen


def test_a_program_without_asyncio_pays_nothing_for_it(tmp_path: Path) -> None:
    run = record(
        "import sys\nprint([name for name in sys.modules if 'task' in name])\n",
        tmp_path,
        python=sys.executable,
    )
    assert run.stdout == b"[]\n"


EXECUTORS = """
import asyncio
import time
from concurrent.futures import ThreadPoolExecutor


def work(duration):
    time.sleep(duration)
    return duration


def fail():
    raise ValueError("no result")


async def several(loop, pool):
    found = [loop.run_in_executor(pool, work, duration) for duration in (0.01, 0.05)]
    await asyncio.gather(*found)  # gathers results


async def limited(loop, pool):
    async with asyncio.timeout(10):
        await loop.run_in_executor(pool, work, 0.02)


async def failing(loop, pool):
    try:
        await loop.run_in_executor(pool, fail)
    except ValueError:
        pass


async def at_once(loop, pool):
    future = loop.run_in_executor(pool, len, "ab")
    time.sleep(0.05)
    await future


async def main():
    loop = asyncio.get_running_loop()
    for each in (several, limited, failing, at_once):
        with ThreadPoolExecutor(2, thread_name_prefix=each.__name__) as pool:
            await asyncio.create_task(each(loop, pool), name=f"awaits {each.__name__}")


asyncio.run(main())
"""


@pytest.fixture(scope="module", params=PYTHONS, ids=version)
def executors(request: Request, tmp_path_factory: Folders) -> Recorded:
    return record(EXECUTORS, tmp_path_factory.mktemp("executors"), python=request.param)


def test_who_has_worked_out_a_result_wakes_the_task_that_awaits_it(executors: Recorded) -> None:
    woken = [(sender, task) for sender, task in executors.flows("wake") if str(task).startswith("awaits")]
    last = executors.spans(state="sleep")
    longest = max((span for span in last if executors.name(span["actor"]) != "awaits at_once"), key=length)
    # From 3.14 on a result that is there already is passed on at once: then nobody waits for it.
    waited = [("at_once_0", "awaits at_once")] if executors.spans("awaits at_once", "await") else []
    assert woken == [
        (executors.name(longest["actor"]), "awaits several"),
        ("limited_0", "awaits limited"),
        *waited,
    ]


def test_a_task_that_awaits_a_result_has_it_as_its_object(executors: Recorded) -> None:
    (span,) = executors.spans("awaits several", "await")
    kinds = {thing["id"]: thing["kind"] for thing in executors.summary["objects"]}
    assert (kinds[span["object"]], span["line"]) == ("future", executors.line("# gathers results"))


def length(span: dict[str, int]) -> int:
    """Of a wait that has ended, in ns."""
    return span["end_ns"] - span["start_ns"]


SOCKETS_AND_CHILDREN = """
import asyncio
import socket
import sys

CHILD = "import time; print(input(), flush=True); time.sleep(0.03); print(2)"


async def accepts(listener):
    loop = asyncio.get_running_loop()
    connection, _ = await loop.sock_accept(listener)  # accepts
    data = await loop.sock_recv(connection, 10)  # receives
    await loop.sock_sendall(connection, data)
    connection.close()


async def connects(address):
    loop = asyncio.get_running_loop()
    with socket.socket() as client:
        client.setblocking(False)
        await asyncio.sleep(0.01)
        await loop.sock_connect(client, address)
        await asyncio.sleep(0.01)
        await loop.sock_sendall(client, b"x")
        await loop.sock_recv(client, 10)


async def talks():
    child = await asyncio.create_subprocess_exec(sys.executable, "-c", CHILD, stdin=-1, stdout=-1)
    child.stdin.write(b"5\\n")
    child.stdin.close()
    await child.stdout.readline()  # reads a line
    await child.communicate()  # reads the rest


async def fails():
    await asyncio.sleep(0.01)
    raise ValueError("one of them")


async def group():
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(fails(), name="fails")
        tasks.create_task(asyncio.sleep(5), name="is cancelled")


async def main():
    server = await asyncio.start_server(print, "127.0.0.1", 0)
    serving = asyncio.create_task(server.serve_forever(), name="server")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        accepting = asyncio.create_task(accepts(listener), name="accepts")
        await asyncio.create_task(connects(listener.getsockname()), name="connects")
        await accepting
    await asyncio.create_task(talks(), name="talks")
    serving.cancel()
    try:
        await asyncio.create_task(group(), name="group")
    except* ValueError as errors:
        print(len(errors.exceptions))


asyncio.run(main())
"""


@pytest.fixture(scope="module", params=PYTHONS, ids=version)
def sockets(request: Request, tmp_path_factory: Folders) -> Recorded:
    return record(SOCKETS_AND_CHILDREN, tmp_path_factory.mktemp("sockets"), python=request.param)


def test_bare_sockets_and_servers_of_a_loop_are_waited_for(sockets: Recorded) -> None:
    assert told(sockets, "accepts")[:2] == [
        ("io", sockets.line("# accepts")),
        ("io", sockets.line("# receives")),
    ]
    assert {state for state, _ in told(sockets, "connects")} == {"sleep", "io"}
    assert [state for state, _ in told(sockets, "server")] == ["io"]
    assert sockets.actor("server")["end"] == "cancelled"


def test_the_output_of_a_subprocess_is_waited_for(sockets: Recorded) -> None:
    waits = told(sockets, "talks")
    assert ("io", sockets.line("# reads a line")) in waits
    assert ("io", sockets.line("# reads the rest")) in waits
    assert {state for state, _ in waits} <= {"io", "process"}


def test_a_group_of_exceptions_ends_its_group_and_cancels_the_others(sockets: Recorded) -> None:
    ends = {name: sockets.actor(name)["end"] for name in ("group", "fails", "is cancelled")}
    assert ends == {"group": "raised", "fails": "raised", "is cancelled": "cancelled"}
    (group,) = (a for a in sockets.trace.actors.actors.values() if a.name == "group")
    assert group.exception == "ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)"
    assert sockets.stdout == b"1\n"

"""A recording that is read while it is being written tells in the end what it tells when it is read from disk."""

import asyncio
import time
from pathlib import Path
from typing import Any

from app.core.errors import RecordingError
from app.core.summary import summarise
from app.core.trace import Trace
from app.stage.request import RunRequest
from app.stage.run import Run

PROGRAM = """
import multiprocessing
import os
import threading
import time

lock = threading.Lock()
total = 0  # watch


def work(number):
    global total
    for turn in range(300):
        with lock:
            total = total + 1
        if not turn % 50:
            print(number, turn, flush=True)
            time.sleep(0.005)


def child(number):
    threads = [threading.Thread(target=work, args=(n,), name=f"{number}.{n}") for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    context = multiprocessing.get_context("spawn" if os.name == "nt" else "fork")
    children = [context.Process(target=child, args=(n,), name=f"child {n}") for n in range(2)]
    for each in children:
        each.start()
    child(9)
    for each in children:
        each.join()
"""


async def run_and_read(request: RunRequest, most: int = 200) -> Trace:
    """Run a program and read along, a few events at a time."""
    run = Run(request)
    running = asyncio.ensure_future(run.run())
    trace: Trace | None = None
    while not running.done():
        await asyncio.sleep(0.002)
        try:
            trace = trace or Trace(request.directory)
        except RecordingError:  # there is no manifest yet
            continue
        trace.poll(time.perf_counter_ns() - run.manifest.spawn_ns, most)
    await running
    assert trace is not None
    trace.finish()
    return trace


def comparable(trace: Trace) -> dict[str, Any]:
    """The summary with names for numbers, which are given in the order of reading."""
    summary = summarise(trace)
    names = {actor["id"]: actor["name"] for actor in summary["actors"]} | {None: None}
    things = {thing["id"]: thing["line"] for thing in summary["objects"]} | {None: None}
    for part in ("actors", "spans", "flows", "accesses", "output", "blocked", "objects"):
        for entry in summary[part]:
            for key in ("actor", "holder", "from", "to", "parent"):
                if key in entry:
                    entry[key] = names[entry[key]]
            if "object" in entry:
                entry["object"] = things[entry["object"]]
            entry.pop("id", None)
        summary[part].sort(key=str)
    for diagnosis in summary["diagnosis"]:
        diagnosis["actors"] = [names[actor] for actor in diagnosis["actors"]]
    return summary


def test_reading_along_comes_to_the_same(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    request = RunRequest(program=program, target="x", directory=tmp_path / "run", cwd=tmp_path, timeout_s=30)
    live = asyncio.run(run_and_read(request))
    loaded = Trace.load(request.directory)
    assert live.recording.manifest.exit is not None
    assert live.recording.manifest.exit.status == 0
    assert live.events == loaded.events > 3_000
    one, other = comparable(live), comparable(loaded)
    for part in other:
        assert one[part] == other[part], part
    assert {entry["actor"] for entry in other["output"]} >= {"0.0", "1.1", "9.0"}
    assert None not in {entry["actor"] for entry in other["output"]}


FLOOD = """
import multiprocessing
import os
import queue
import threading

TURNS = 20_000
ITEMS = 2_000
total = 0  # watch


def count():
    global total
    for turn in range(TURNS):
        total = total + 1


def take(items):
    for turn in range(ITEMS):
        items.get()


if __name__ == "__main__":
    context = multiprocessing.get_context("spawn" if os.name == "nt" else "fork")
    child = context.Process(target=count, name="child")
    child.start()
    items = queue.Queue(50)
    taker = threading.Thread(target=take, args=(items,), name="taker")
    taker.start()
    count()
    for turn in range(ITEMS):
        items.put(turn)
    taker.join()
    child.join()
"""


def test_of_a_flood_as_much_comes_out_as_went_in(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(FLOOD)
    request = RunRequest(program=program, target="x", directory=tmp_path / "run", cwd=tmp_path, timeout_s=60)
    trace = asyncio.run(run_and_read(request, most=3_000))
    assert trace.recording.lost == 0
    line = FLOOD.splitlines().index("        total = total + 1") + 1
    names = {actor.id: actor.name for actor in trace.actors.actors.values()}
    told: dict[str, list[tuple[bool, str]]] = {"program.py": [], "child": []}
    for access in trace.accesses.accesses:
        if access.line == line:
            told[names[access.actor]].append((access.write, access.value))
    expected = [each for turn in range(20_000) for each in ((False, str(turn)), (True, str(turn + 1)))]
    assert told["program.py"] == expected
    assert told["child"] == expected
    items = [flow for flow in trace.flows.flows if flow.kind == "item"]
    assert [(names[flow.sender], names[flow.receiver]) for flow in items] == [("program.py", "taker")] * 2_000
    assert [flow.sent_ns for flow in items] == sorted(flow.sent_ns for flow in items)

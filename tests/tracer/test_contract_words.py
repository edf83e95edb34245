"""Every state, kind of arrow and end that the command line promises has a small program that shows it."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import get_args

import pytest

from app.core.events import State
from app.core.model import ActorEnd, ActorKind, FlowKind
from app.core.summary import summarise
from app.core.trace import Trace
from tests.recorded import PYTHONS, record, version
from tests.tracer.soon import SOON

pytestmark = pytest.mark.skipif(os.name == "nt", reason="some programs fork or send signals")

#: The words as the command line promises them: whoever changes the code's own lists breaks that promise.
STATES = (
    "sleep lock rlock join condition event semaphore barrier put get await io process input created suspended"
)
FLOWS = "start item handover wake message signal"
ACTOR_ENDS = "finished raised cancelled killed alive"
KINDS = "process thread task generator opaque"

#: State -> a program in which the line with `# waits` waits so.
WAITS = {
    "sleep": "import time\ntime.sleep(0.01)  # waits",
    "lock": SOON + "lock = threading.Lock()\nlock.acquire()\nsoon(lock.release)\nlock.acquire()  # waits",
    "rlock": SOON + "lock = threading.RLock()\ntaken = threading.Event()\n"
    "def hold():\n    with lock:\n        taken.set()\n        until_main_waits()\n"
    "threading.Thread(target=hold).start()\ntaken.wait()\nlock.acquire()  # waits",
    "join": SOON + "thread = threading.Thread(target=until_main_waits)\n"
    "thread.start()\nthread.join()  # waits",
    "condition": "import threading\ncondition = threading.Condition()\nwith condition:\n"
    "    condition.wait(0.01)  # waits",
    "event": "import threading\nthreading.Event().wait(0.01)  # waits",
    "semaphore": SOON + "gate = threading.Semaphore(0)\nsoon(gate.release)\ngate.acquire()  # waits",
    "barrier": SOON + "barrier = threading.Barrier(2)\nsoon(barrier.wait)\nbarrier.wait()  # waits",
    "put": SOON + "import queue\nbox = queue.Queue(1)\nbox.put(1)\nsoon(box.get)\nbox.put(2)  # waits",
    "get": SOON + "import queue\nbox = queue.Queue()\nsoon(lambda: box.put(1))\nbox.get()  # waits",
    "await": "import asyncio\nasync def inner():\n    await asyncio.sleep(0.01)\n"
    "async def main():\n    await asyncio.create_task(inner())  # waits\nasyncio.run(main())",
    "io": SOON + "import os\nleft, right = os.pipe()\nsoon(lambda: os.write(right, b'x'))\n"
    "os.read(left, 1)  # waits",
    "process": SOON
    + "import subprocess\nchild = subprocess.Popen(['cat'], stdin=-1)\nsoon(child.stdin.close)\n"
    "child.wait()  # waits",
    "input": SOON
    + "import os\nleft, right = os.pipe()\nos.dup2(left, 0)\nsoon(lambda: os.write(right, b'x\\n'))\n"
    "input()  # waits",
    "created": "def numbers():\n    yield 1\nmade = numbers()  # waits\nnext(made)",
    "suspended": "def numbers():\n    yield 1  # waits\n    yield 2\nprint(list(numbers()))",
}

ARROWS: dict[str, tuple[str, tuple[str, str]]] = {
    "start": (
        "import threading\nthreading.Thread(target=print, name='child').start()",
        ("program.py", "child"),
    ),
    "item": (
        SOON + "import queue\nbox = queue.Queue()\nsoon(box.put, 1)\nbox.get()  # receives",
        ("timer", "program.py"),
    ),
    "handover": (
        SOON + "lock = threading.Lock()\nlock.acquire()\nsoon(lock.release)\nlock.acquire()  # receives",
        ("timer", "program.py"),
    ),
    "wake": (
        SOON + "event = threading.Event()\nsoon(event.set)\nevent.wait()  # receives",
        ("timer", "program.py"),
    ),
    "message": (
        SOON + "import multiprocessing, os\ncontext = multiprocessing.get_context('fork')\n"
        "left, right = context.Pipe()\nstays, go = os.pipe()\ndef tell():\n    os.read(stays, 1)\n"
        "    right.send('hello')\nchild = context.Process(target=tell, name='teller')\nchild.start()\n"
        "soon(os.write, go, b'x')\nleft.recv()  # receives\nchild.join()",
        ("teller", "program.py"),
    ),
    "signal": (
        "import os, signal, subprocess\nchild = subprocess.Popen(['sleep', '5'])\n"
        "child.terminate()\nchild.wait()",
        ("program.py", "sleep"),
    ),
}

ENDS: dict[str, tuple[str, str]] = {
    "finished": ("print(1)", "program.py"),
    "raised": ("import threading\nthreading.Thread(target=int, args=('x',), name='one').start()", "one"),
    "cancelled": (
        "import asyncio\nasync def main():\n    task = asyncio.create_task(asyncio.sleep(9), name='one')\n"
        "    await asyncio.sleep(0)\n    task.cancel()\nasyncio.run(main())",
        "one",
    ),
    "killed": (
        "import threading, time\nthreading.Thread(target=time.sleep, args=(9,), daemon=True, name='one').start()",
        "one",
    ),
    # what it copies of its own recording stops short
    "alive": (
        "import os, shutil\nshutil.copytree(os.environ['CONCURRENCY_LAB_TRACE'], 'half')",
        "program.py",
    ),
}


#: Lanes of every kind.
LANES = {
    "process": ("import os\npid = os.fork()\npid and os.waitpid(pid, 0)", "program.py (fork)"),
    "thread": ("import threading\nthreading.Thread(target=print, name='one').start()", "one"),
    "task": (
        "import asyncio\nasync def main():\n    await asyncio.create_task(asyncio.sleep(0), name='one')\n"
        "asyncio.run(main())",
        "one",
    ),
    "generator": ("def numbers():\n    yield 1\nprint(list(numbers()))", "numbers"),
    "opaque": ("import subprocess\nsubprocess.run(['true'])", "true"),
}


def with_pythons(*tables: Iterable[str]) -> list[tuple[str, str]]:
    """Each word with the lab's own Python, and with one of the others."""
    words = [word for table in tables for word in table]
    return [
        (word, python)
        for number, word in enumerate(words)
        for python in dict.fromkeys((PYTHONS[0], PYTHONS[number % len(PYTHONS)]))
    ]


def title(value: str) -> str:
    """Short, for the name of a test."""
    return version(value) if os.sep in value else value


@pytest.fixture(autouse=True)
def generators_are_lanes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONCURRENCY_LAB_GENERATORS", "1")


def test_the_lists_of_the_code_are_those_of_the_contract() -> None:
    assert {state.word for state in State} - {"running"} == set(STATES.split())
    assert set(get_args(FlowKind)) == set(FLOWS.split())
    assert set(get_args(ActorEnd)) == set(ACTOR_ENDS.split())
    assert set(get_args(ActorKind)) == set(KINDS.split())


def test_each_word_of_the_contract_has_its_program() -> None:
    assert set(WAITS) == set(STATES.split())
    assert set(ARROWS) == set(FLOWS.split())
    assert set(ENDS) == set(ACTOR_ENDS.split())
    assert set(LANES) == set(KINDS.split())


@pytest.mark.parametrize(("state", "python"), with_pythons(WAITS), ids=title)
def test_a_wait_has_its_state_and_its_line(state: str, python: str, tmp_path: Path) -> None:
    run = record(WAITS[state], tmp_path, python=python)
    assert run.outcome.exit_code == 0, run.stderr.decode()
    assert run.line("# waits") in {span["line"] for span in run.spans(state=state)}, run.spans()


@pytest.mark.parametrize(("kind", "python"), with_pythons(ARROWS), ids=title)
def test_an_arrow_leads_from_cause_to_effect(kind: str, python: str, tmp_path: Path) -> None:
    program, ends = ARROWS[kind]
    run = record(program, tmp_path, python=python)
    assert ends in run.flows(kind), run.summary["flows"]
    if "# receives" in program:
        (flow,) = [flow for flow in run.summary["flows"] if flow["kind"] == kind]
        (wait,) = [span for span in run.spans(ends[1]) if span["line"] == run.line("# receives")]
        assert wait["start_ns"] < flow["sent_ns"] <= flow["received_ns"]


@pytest.mark.parametrize(("kind", "python"), with_pythons(LANES), ids=title)
def test_a_lane_is_of_its_kind(kind: str, python: str, tmp_path: Path) -> None:
    program, name = LANES[kind]
    run = record(program, tmp_path, python=python)
    assert run.actor(name)["kind"] == kind


@pytest.mark.parametrize(("end", "python"), with_pythons(ENDS), ids=title)
def test_a_lane_ends_as_the_contract_calls_it(end: str, python: str, tmp_path: Path) -> None:
    program, name = ENDS[end]
    run = record(program, tmp_path, python=python)
    half = tmp_path / "half"
    actors = summarise(Trace.load(half))["actors"] if half.exists() else run.summary["actors"]
    assert [actor["end"] for actor in actors if actor["name"] == name] == [end]

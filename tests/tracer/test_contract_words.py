"""Every state, kind of arrow and end that the command line promises has a small program that shows it."""

import os
from pathlib import Path
from typing import get_args

import pytest

from app.core.events import State
from app.core.model import ActorEnd, FlowKind
from app.core.summary import summarise
from app.core.trace import Trace
from tests.recorded import record

pytestmark = pytest.mark.skipif(os.name == "nt", reason="some programs fork or send signals")

SOON = "import threading, time\ndef soon(act):\n    threading.Timer(0.02, act).start()\n"

#: State -> a program in which the line with `# waits` waits so.
WAITS = {
    "sleep": "import time\ntime.sleep(0.01)  # waits",
    "lock": SOON + "lock = threading.Lock()\nlock.acquire()\nsoon(lock.release)\nlock.acquire()  # waits",
    "rlock": SOON + "lock = threading.RLock()\ntaken = threading.Event()\n"
    "def hold():\n    with lock:\n        taken.set()\n        time.sleep(0.02)\n"
    "threading.Thread(target=hold).start()\ntaken.wait()\nlock.acquire()  # waits",
    "join": "import threading, time\nthread = threading.Thread(target=time.sleep, args=(0.02,))\n"
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
    "process": "import subprocess\nchild = subprocess.Popen(['sleep', '0.02'])\nchild.wait()  # waits",
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
        "import queue, threading\nbox = queue.Queue()\n"
        "threading.Thread(target=box.put, args=(1,), name='putter').start()\nbox.get()",
        ("putter", "program.py"),
    ),
    "handover": (
        "import threading, time\nlock = threading.Lock()\nlock.acquire()\n"
        "threading.Timer(0.02, lock.release).start()\nlock.acquire()",
        ("Thread-1", "program.py"),
    ),
    "wake": (
        "import threading\nevent = threading.Event()\nthreading.Timer(0.02, event.set).start()\nevent.wait()",
        ("Thread-1", "program.py"),
    ),
    "message": (
        "import multiprocessing as mp\ndef tell(end):\n    end.send('hello')\n"
        "if __name__ == '__main__':\n    mp = mp.get_context('fork')\n    left, right = mp.Pipe()\n"
        "    child = mp.Process(target=tell, args=(right,), name='teller')\n    child.start()\n"
        "    left.recv()\n    child.join()",
        ("teller", "program.py"),
    ),
    "signal": (
        "import os, signal, subprocess\nchild = subprocess.Popen(['sleep', '5'])\nchild.terminate()\nchild.wait()",
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


def test_each_word_of_the_contract_has_its_program() -> None:
    assert set(WAITS) == {state.word for state in State} - {"running"}
    assert set(ARROWS) == set(get_args(FlowKind))
    assert set(ENDS) == set(get_args(ActorEnd))


@pytest.mark.parametrize("state", WAITS)
def test_a_wait_has_its_state_and_its_line(
    state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if state in ("created", "suspended"):
        monkeypatch.setenv("CONCURRENCY_LAB_GENERATORS", "1")
    run = record(WAITS[state], tmp_path)
    assert run.outcome.exit_code == 0, run.stderr.decode()
    assert run.line("# waits") in {span["line"] for span in run.spans(state=state)}, run.spans()


@pytest.mark.parametrize("kind", ARROWS)
def test_an_arrow_leads_from_cause_to_effect(kind: str, tmp_path: Path) -> None:
    program, ends = ARROWS[kind]
    run = record(program, tmp_path)
    assert ends in run.flows(kind), run.summary["flows"]


@pytest.mark.parametrize("end", ENDS)
def test_a_lane_ends_as_the_contract_calls_it(end: str, tmp_path: Path) -> None:
    program, name = ENDS[end]
    run = record(program, tmp_path)
    half = tmp_path / "half"
    actors = summarise(Trace.load(half))["actors"] if half.exists() else run.summary["actors"]
    assert [actor["end"] for actor in actors if actor["name"] == name] == [end]

"""However a program ends, what it had told before is in the recording."""

import os
import signal
from collections import Counter

import pytest

from tests.recorded import PYTHONS, Recorded, record, version

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there are no such signals here")

PROGRAM = """
import os
import signal
import sys
import threading
import time

END = "os._exit(7)"


def work():
    for number in range(200):
        with lock:
            print(number)
    worked.set()
    time.sleep(30)  # is asleep at the end


lock = threading.Lock()
worked = threading.Event()
threading.Thread(target=work, name="worker").start()
worked.wait()
time.sleep(0.02)
print("the last words", end="")
exec(END)
"""
CORES = os.cpu_count() or 1
ENDS = {
    "os._exit(7)": ("exited", 7),
    "os.kill(os.getpid(), signal.SIGKILL)": ("signalled", signal.SIGKILL),
    "os.kill(os.getpid(), signal.SIGSEGV)": ("signalled", signal.SIGSEGV),
    "os.abort()": ("signalled", signal.SIGABRT),
    "import ctypes; ctypes.string_at(0)": ("signalled", signal.SIGSEGV),
    "import faulthandler; faulthandler._sigsegv()": ("signalled", signal.SIGSEGV),
}


@pytest.fixture(scope="module", params=PYTHONS, ids=version)
def python(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=ENDS)
def run(python: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    folder = tmp_path_factory.mktemp("end")
    return record(PROGRAM, folder, python=python, values={"END": request.param})


def end_of(run: Recorded) -> str:
    return str(run.trace.recording.manifest.parameters["END"])


def test_the_end_is_told_as_it_was(run: Recorded) -> None:
    reason, status = ENDS[end_of(run)]
    assert run.summary["exit"] == {"reason": reason, "status": status}
    process = run.actor("program.py")
    assert (process["end"], process["status"]) == ("finished" if reason == "exited" else "killed", status)
    assert process["end_ns"] == run.summary["wall_ns"]


def test_everything_that_was_printed_is_there(run: Recorded) -> None:
    printed = "".join(f"{number}\n" for number in range(200))
    assert (run.said("worker"), run.said("program.py"), run.said(None)) == (printed, "the last words", "")


def test_the_thread_that_was_asleep_is_killed_in_its_sleep(run: Recorded) -> None:
    worker = run.actor("worker")
    assert (worker["end"], worker["end_ns"]) == ("killed", run.summary["wall_ns"])
    (blocked,) = run.summary["blocked"]
    assert (run.name(blocked["actor"]), blocked["state"]) == ("worker", "sleep")
    assert blocked["line"] == run.line("# is asleep at the end")


def test_no_event_is_lost(run: Recorded) -> None:
    assert run.summary["lost"] == 0
    assert run.trace.recording.problems == []
    lock = run.object("lock")
    assert len(run.trace.holds.holds[lock["id"]]) == 200


def test_cpu_time_is_told_or_sampled_or_unknown_but_never_nothing(run: Recorded) -> None:
    cpu_ns = run.actor("program.py")["cpu_ns"]
    if ENDS[end_of(run)][0] == "exited":
        assert cpu_ns is not None
    assert cpu_ns is None or 0 < cpu_ns <= run.summary["wall_ns"] * CORES


RACE_AGAINST_DEATH = """
import os
import signal
import threading

COUNT = 4
lock = threading.Lock()


def hurry():
    while True:
        with lock:
            print("x")


for _ in range(COUNT):
    threading.Thread(target=hurry, daemon=True).start()
threading.Event().wait(0.1)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_program_killed_while_it_writes_can_be_read(
    python: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    run = record(RACE_AGAINST_DEATH, tmp_path_factory.mktemp("race"), python=python)
    assert run.summary["exit"] == {"reason": "signalled", "status": signal.SIGKILL}
    # A thread that was killed between taking a slot and filling it leaves the slot empty.
    assert run.summary["lost"] <= 5
    assert run.summary["events"] > 100
    assert len(run.summary["actors"]) == 5


LEFT_SPINNING = """
import threading

COUNT = 3
lock = threading.Lock()
begun = threading.Barrier(COUNT + 1)


def spin(number):
    print("spins", number)
    begun.wait()
    while True:
        pass


def fight():
    begun.wait()
    while True:
        with lock:
            pass


for number in range(COUNT - 1):
    threading.Thread(target=spin, args=(number,), name=f"spin {number}", daemon=True).start()
threading.Thread(target=fight, name="fight", daemon=True).start()
begun.wait()
print("the end of main")
"""


def test_a_program_that_ends_while_its_daemons_spin_has_all_that_came_before(
    python: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    run = record(LEFT_SPINNING, tmp_path_factory.mktemp("spinning"), python=python)
    assert run.summary["exit"] == {"reason": "exited", "status": 0}
    ends = {actor["name"]: actor["end"] for actor in run.summary["actors"]}
    assert ends == {"program.py": "finished", "spin 0": "killed", "spin 1": "killed", "fight": "killed"}
    assert {run.said("spin 0"), run.said("spin 1")} == {"spins 0\n", "spins 1\n"}
    assert run.said("program.py") == "the end of main\n"
    # The daemons go on until the process has ended: what they were writing at that moment may be torn.
    assert run.summary["lost"] <= 3
    assert run.trace.recording.problems == []


STORM = """
import os
import threading

DEPTH = 5
lock = threading.Lock()


def storm(depth):
    with lock:
        print(depth)
    children = []
    for _ in range(2 if depth else 0):
        pid = os.fork()
        if not pid:
            storm(depth - 1)
            os._exit(depth)
        children.append(pid)
    for pid in children:
        os.waitpid(pid, 0)


storm(DEPTH)
"""


def test_of_a_storm_of_forks_no_process_and_no_event_is_lost(
    python: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    run = record(STORM, tmp_path_factory.mktemp("storm"), python=python, timeout_s=60)
    assert run.summary["exit"] == {"reason": "exited", "status": 0}
    assert (run.summary["lost"], run.trace.recording.problems) == (0, [])
    statuses = Counter(actor["status"] for actor in run.summary["actors"])
    assert statuses == {0: 1, 5: 2, 4: 4, 3: 8, 2: 16, 1: 32}
    ids = {actor["id"] for actor in run.summary["actors"]}
    assert {actor["parent"] for actor in run.summary["actors"][1:]} <= ids
    assert len(run.flows("start")) == len(run.summary["actors"]) - 1
    # Each has taken the lock once, and what it printed came out of its own buffer or of one that it was born with.
    holds = [hold for holds in run.trace.holds.holds.values() for hold in holds]
    assert Counter(hold.actor for hold in holds) == dict.fromkeys(ids, 1)


INTERRUPTED = """
import signal
import time


def stop(number, frame):
    raise KeyboardInterrupt


signal.signal(signal.SIGALRM, stop)
caught = 0
for _ in range(30):
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.002)
        while True:
            time.sleep(0)
    except KeyboardInterrupt:
        caught += 1
signal.setitimer(signal.ITIMER_REAL, 0)
time.sleep(0.01)  # after all that
print(caught)
"""


def test_interrupts_in_the_middle_of_waits_leave_the_rest_right(
    python: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    run = record(INTERRUPTED, tmp_path_factory.mktemp("interrupted"), python=python)
    assert run.stdout == b"30\n"
    last = run.spans()[-1]
    assert (last["state"], last["line"]) == ("sleep", run.line("# after all that"))
    assert last["end_ns"] - last["start_ns"] >= 10_000_000
    assert run.summary["lost"] <= 30
    assert run.texts()[-1] == ("program.py", "30\n")

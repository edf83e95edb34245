"""Stopping a run ends its whole tree, whatever its processes have done to hide or to resist."""

import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from app.core.manifest import ProcessId
from app.stage.run import Run
from app.stage.tree import RunTraces, Tree, end_tree, lives, process_id
from tests.stage.staging import Stage, Told, gone, outcome_of, stop_when_ready

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="these ways to hide are POSIX")

SLEEP = "import time; time.sleep(600)"

SETSID_GRANDCHILD = f"""
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", {SLEEP!r}], start_new_session=True)
print("pid", child.pid)
print("ready", flush=True)
time.sleep(600)
"""

UNTRACED_GRANDCHILD = f"""
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-I", "-S", "-c", {SLEEP!r}], start_new_session=True)
print("pid", child.pid)
print("ready", flush=True)
time.sleep(600)
"""

CHILD_WITH_NO_ENVIRONMENT = f"""
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", {SLEEP!r}], env={{}}, start_new_session=True)
print("pid", child.pid)
print("ready", flush=True)
time.sleep(600)
"""

DAEMON = """
import os, time
read, write = os.pipe()
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.write(write, str(os.getpid()).encode())
        os.close(write)
        time.sleep(600)
    os._exit(0)
os.wait()
print("pid", int(os.read(read, 20)))
print("ready", flush=True)
time.sleep(600)
"""

DEAF = """
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
signal.signal(signal.SIGINT, signal.SIG_IGN)
print("pid", os.getpid())
print("ready", flush=True)
while True:
    time.sleep(600)
"""

DEAF_CHILD = """
import os, signal, time
child = os.fork()
if child == 0:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    print("pid", os.getpid())
    print("ready", flush=True)
time.sleep(600)
"""

STOPPED_CHILD = """
import os, signal, time
child = os.fork()
if child == 0:
    os.kill(os.getpid(), signal.SIGSTOP)
    time.sleep(600)
os.waitpid(child, os.WUNTRACED)
print("pid", child)
print("ready", flush=True)
time.sleep(600)
"""

STOPPED = """
import os, signal
print("pid", os.getpid())
print("ready", flush=True)
os.kill(os.getpid(), signal.SIGSTOP)
"""


@pytest.mark.parametrize(
    "source",
    [
        SETSID_GRANDCHILD,
        UNTRACED_GRANDCHILD,
        CHILD_WITH_NO_ENVIRONMENT,
        DAEMON,
        DEAF,
        DEAF_CHILD,
        STOPPED_CHILD,
        STOPPED,
    ],
    ids=["setsid", "untraced", "no environment", "daemon", "deaf", "deaf child", "stopped child", "stopped"],
)
def test_stop_leaves_no_process(stage: Stage, source: str) -> None:
    told = stage.run(source, stop_when_ready)
    assert outcome_of(told) == ("stopped", None, 130)
    assert told.numbers("pid")
    assert [pid for pid in told.numbers("pid") if not gone(pid)] == []
    assert stage.manifest.state == "ended"
    assert b"ready" in stage.kept("stdout")


STORM = """
import mmap, os, signal, sys, time
LIMIT = 200  # in all, ever: the storm ends also when nobody ends it
count = mmap.mmap(-1, 4)
signal.signal(signal.SIGTERM, signal.SIG_IGN)
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
while True:
    born = int.from_bytes(count[:4], "little")
    if born < LIMIT:
        count[:4] = (born + 1).to_bytes(4, "little")
        if os.fork() == 0:
            os.setsid()
        if born == 30:
            sys.stdout.write("ready\\n")
            sys.stdout.flush()
    time.sleep(0.005)
"""


def test_stop_ends_a_fork_storm(stage: Stage) -> None:
    told = stage.run(STORM, stop_when_ready)
    assert outcome_of(told) == ("stopped", None, 130)
    assert _with_token(stage.manifest.run) == []


def _with_token(token: str) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("CONCURRENCY_LAB_RUN") == token:
                found.append(process)
        except psutil.Error:
            continue
    return found


def test_a_time_out_ends_the_tree_too(stage: Stage) -> None:
    source = SETSID_GRANDCHILD.replace('print("ready", flush=True)', "sys.stdout.flush()")
    told = stage.run(stage.request(source, timeout_s=1.0))
    assert outcome_of(told) == ("timeout", None, 124)
    assert told.numbers("pid")
    assert all(gone(pid) for pid in told.numbers("pid"))


def test_what_the_first_process_leaves_behind_is_ended_and_counted(stage: Stage) -> None:
    told = stage.run(SETSID_GRANDCHILD.rsplit("time.sleep(600)", 1)[0] + "sys.exit(5)\n")
    assert outcome_of(told) == ("exited", 5, 5)
    assert told.outcome is not None
    assert told.outcome.left_behind == stage.manifest.left_behind == 1
    assert told.numbers("pid")
    assert all(gone(pid) for pid in told.numbers("pid"))


def test_what_finishes_soon_after_the_first_process_is_let_finish(stage: Stage) -> None:
    source = """
import os, time
first = os.getpid()
if os.fork() == 0:
    while os.getppid() == first:
        time.sleep(0.001)
    print("last words", flush=True)
    os._exit(0)
os._exit(3)
"""
    told = stage.run(source)
    assert outcome_of(told) == ("exited", 3, 3)
    assert told.outcome is not None
    assert told.outcome.left_behind == 0
    assert told.output["stdout"] == b"last words\n"
    assert stage.kept("stdout") == b"last words\n"


def test_stop_hurries_the_end_of_what_was_left_behind(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.stage.run.SURVIVORS_S", 3600)

    async def stop_after_exit(run: Run, told: Told) -> None:
        await told.until(lambda told: "stopping" in told.states)
        run.stop()

    told = stage.run(SETSID_GRANDCHILD.rsplit("time.sleep(600)", 1)[0], stop_after_exit)
    assert outcome_of(told) == ("exited", 0, 0)
    assert all(gone(pid) for pid in told.numbers("pid"))


# The tree by itself --------------------------------------------------------------------------------------


def traces(folder: Path, token: str, child: ProcessId | None = None) -> RunTraces:
    return RunTraces(token, folder, child, 0.0)


def test_the_lab_and_its_parents_are_in_no_tree(tmp_path: Path) -> None:
    # A lab that was itself started in a run has that run's token in its environment.
    probe = """
import os, sys
from pathlib import Path
from app.stage.run import Run
from app.stage.tree import RunTraces, Tree, process_id
members = {process.pid for process in Tree(RunTraces("outer", Path(sys.argv[1]), None, 0.0)).members()}
parent = Tree(RunTraces("-", Path(sys.argv[1]), process_id(os.getppid()), 0.0)).members()
print(os.getpid() in members, os.getppid() in {process.pid for process in parent})
"""
    answer = subprocess.run(
        [sys.executable, "-c", probe, str(tmp_path)],
        env=os.environ | {"CONCURRENCY_LAB_RUN": "outer"},
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        check=True,
    )
    assert answer.stdout.split() == ["False", "False"]


def test_a_later_process_with_the_same_pid_is_another_one(tmp_path: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", SLEEP])
    try:
        now = process_id(child.pid)
        assert now is not None
        earlier = ProcessId(now.pid, now.created - 100)
        assert lives(now)
        assert not lives(earlier)
        assert Tree(traces(tmp_path, "no such token", earlier)).members() == []
        assert [p.pid for p in Tree(traces(tmp_path, "no such token", now)).members()] == [child.pid]
    finally:
        child.kill()
        child.wait()
    assert process_id(child.pid) is None


def test_events_of_an_earlier_process_with_the_same_pid_name_nobody(tmp_path: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", SLEEP])
    try:
        long_ago = time.perf_counter_ns() - int(psutil_age_s(child.pid) * 1e9) - 100_000_000_000
        write_events(tmp_path / f"{child.pid}.0.events", long_ago)
        assert Tree(traces(tmp_path, "no such token")).members() == []
        write_events(tmp_path / f"{child.pid}.0.events", time.perf_counter_ns())
        assert [p.pid for p in Tree(traces(tmp_path, "no such token")).members()] == [child.pid]
        (tmp_path / f"{child.pid}.0.events").rename(tmp_path / f"{child.pid}r1.0.events")
        assert [p.pid for p in Tree(traces(tmp_path, "no such token")).members()] == [child.pid]
        assert end_tree(Tree(traces(tmp_path, "no such token"))) == 1
    finally:
        child.kill()
        child.wait()


def psutil_age_s(pid: int) -> float:
    return time.time() - psutil.Process(pid).create_time()


def write_events(path: Path, first_ns: int) -> None:
    path.write_bytes(bytes(64) + first_ns.to_bytes(8, "little") + bytes(40))


@pytest.mark.parametrize("size", [0, 10, 64, 70])
def test_a_cut_events_file_names_nobody(tmp_path: Path, size: int) -> None:
    child = subprocess.Popen([sys.executable, "-c", SLEEP])
    try:
        (tmp_path / f"{child.pid}.0.events").write_bytes(bytes(size))
        assert Tree(traces(tmp_path, "no such token")).members() == []
    finally:
        child.kill()
        child.wait()

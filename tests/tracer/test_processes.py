"""Processes as the recording shows them: names, parents, ends, arrows, who waits for them."""

import os
import signal
from pathlib import Path

import pytest

from tests.recorded import PYTHONS, Recorded, record, version

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")


@pytest.fixture(scope="module", params=PYTHONS, ids=version)
def python(request: pytest.FixtureRequest) -> str:
    return str(request.param)


METHODS = """
import multiprocessing
import os
import sys
import threading
import time

METHOD = "fork"


def nap():
    time.sleep(0.05)  # naps
    inner = threading.Thread(target=time.sleep, args=(0.01,), name="thread within")
    inner.start()
    inner.join()


def fail():
    raise ValueError("in the child")


def leave():
    sys.exit(3)


def die():
    os.kill(os.getpid(), 9)


def doze():
    time.sleep(30)


def rename():
    multiprocessing.current_process().name = "renamed from within"


def again(context):
    inner = context.Process(target=leave, name="grandchild")
    inner.start()
    inner.join()


if __name__ == "__main__":
    context = multiprocessing.get_context(METHOD)
    first = context.Process(target=nap, name="napping")
    first.start()  # starts napping
    first.join()  # joins napping
    for target in (fail, leave, die):
        process = context.Process(target=target, name=target.__name__)
        process.start()
        process.join()
    dozing = context.Process(target=doze, name="terminated")
    dozing.start()
    dozing.join(0.02)  # joins in vain
    dozing.terminate()
    dozing.join()
    unnamed = context.Process(target=again, args=(context,))
    unnamed.start()
    unnamed.join()
    daemon = context.Process(target=doze, name="daemon", daemon=True)
    daemon.start()
    left = context.Process(target=nap, name="joined at exit")
    left.start()
"""
CLASS_NAMES = {"fork": "ForkProcess", "spawn": "SpawnProcess", "forkserver": "ForkServerProcess"}


@pytest.fixture(scope="module", params=CLASS_NAMES)
def methods(
    python: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Recorded:
    folder = tmp_path_factory.mktemp(request.param)
    return record(METHODS, folder, python=python, values={"METHOD": request.param}, timeout_s=40)


def class_name(run: Recorded) -> str:
    return CLASS_NAMES[str(run.trace.recording.manifest.parameters["METHOD"])]


def test_processes_are_named_as_in_the_program(methods: Recorded) -> None:
    names = [name for name in methods.names() if name != "thread within"]
    assert names[:8] == [
        "program.py",
        "napping",
        "fail",
        "leave",
        "die",
        "terminated",
        f"{class_name(methods)}-6",
        "grandchild",
    ]
    assert sorted(names[8:]) == ["daemon", "joined at exit"]  # which start at the same time


def test_the_library_s_own_processes_are_hidden(methods: Recorded) -> None:
    hidden = {actor.how for actor in methods.hidden() if actor.kind == "process"}
    assert hidden == ({"forkserver"} if class_name(methods) == "ForkServerProcess" else set())


def test_whoever_started_a_process_is_its_parent(methods: Recorded) -> None:
    parents = {actor["name"]: methods.name(actor["parent"]) for actor in methods.summary["actors"]}
    assert parents.pop("program.py") is None
    assert parents.pop("grandchild") == f"{class_name(methods)}-6"
    within = [actor for actor in methods.summary["actors"] if actor["name"] == "thread within"]
    assert [methods.name(actor["parent"]) for actor in within] == ["napping", "joined at exit"]
    del parents["thread within"]
    assert set(parents.values()) == {"program.py"}


def test_how_processes_end(methods: Recorded) -> None:
    ends = {
        actor["name"]: (actor["end"], actor["status"])
        for actor in methods.summary["actors"]
        if actor["kind"] == "process"
    }
    assert ends == {
        "program.py": ("finished", 0),
        "napping": ("finished", 0),
        "fail": ("finished", 1),
        "leave": ("finished", 3),
        "die": ("killed", signal.SIGKILL),
        "terminated": ("killed", signal.SIGTERM),
        f"{class_name(methods)}-6": ("finished", 0),
        "grandchild": ("finished", 3),
        "daemon": ("killed", signal.SIGTERM),
        "joined at exit": ("finished", 0),
    }


def test_each_process_has_a_pid_and_a_time_of_its_own(methods: Recorded) -> None:
    processes = [actor for actor in methods.summary["actors"] if actor["kind"] == "process"]
    assert len({actor["pid"] for actor in processes}) == len(processes)
    for actor in methods.summary["actors"]:
        assert actor["start_ns"] <= actor["end_ns"] <= methods.summary["wall_ns"]


def test_cpu_time_of_a_killed_process_is_sampled_or_unknown_but_never_nothing(methods: Recorded) -> None:
    for actor in methods.summary["actors"]:
        unknown = actor["end"] == "killed" and actor["cpu_ns"] is None
        assert unknown or actor["cpu_ns"] > 0


def test_every_process_is_started_by_an_arrow(methods: Recorded) -> None:
    expected = [
        (methods.name(actor["parent"]), actor["name"])
        for actor in methods.summary["actors"]
        if actor["parent"] is not None
    ]
    assert sorted(map(str, methods.flows("start"))) == sorted(map(str, expected))
    for flow in methods.summary["flows"]:
        assert flow["sent_ns"] <= flow["received_ns"]


def test_joins_of_processes_tell_for_whom(methods: Recorded) -> None:
    waits = {span["line"]: span for span in methods.spans("program.py", "process")}
    for text, joined in (("# joins napping", "napping"), ("# joins in vain", "terminated")):
        span = waits[methods.line(text)]
        assert methods.name(span["holder"]) == joined
        assert span["start_ns"] < span["end_ns"]
    at_exit = {methods.name(span["holder"]): span["line"] for span in methods.spans("program.py")[-2:]}
    assert at_exit["joined at exit"] == 0


def test_waits_within_children_have_their_lines(methods: Recorded) -> None:
    naps = methods.spans("napping", "sleep") + methods.spans("joined at exit", "sleep")
    assert [nap["line"] for nap in naps] == [methods.line("# naps")] * 2
    assert all(nap["file"].endswith("program.py") for nap in naps)


def test_waits_of_the_library_are_not_told(methods: Recorded) -> None:
    states = {span["state"] for span in methods.spans("program.py")}
    assert states == {"process"}


FORKS = """
import os
import sys
import time

sys.stdout.write("")


def child(status):
    time.sleep(0.02)
    os._exit(status)


first = os.fork()  # forks the first
if not first:
    child(3)
os.waitpid(first, 0)  # waits for the first

second = os.fork()
if not second:
    third = os.fork()  # forks a grandchild
    if not third:
        child(0)
    os.wait()  # waits for any
    sys.exit(4)
os.waitpid(second, 0)

fourth = os.fork()
if not fourth:
    time.sleep(30)
    os._exit(0)
os.waitpid(fourth, os.WNOHANG)
os.kill(fourth, 15)
os.waitpid(-1, 0)
"""


@pytest.fixture(scope="module")
def forks(python: str, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return record(FORKS, tmp_path_factory.mktemp("forks"), python=python)


def test_a_forked_process_is_named_after_its_parent(forks: Recorded) -> None:
    fork = "program.py (fork)"
    assert forks.names() == ["program.py", fork, fork, f"{fork} (fork)", fork]
    assert {actor["kind"] for actor in forks.summary["actors"]} == {"process"}


def test_how_forked_processes_end(forks: Recorded) -> None:
    ends = [(actor["end"], actor["status"]) for actor in forks.summary["actors"]]
    assert ends == [
        ("finished", 0),
        ("finished", 3),
        ("finished", 4),
        ("finished", 0),
        ("killed", signal.SIGTERM),
    ]


def test_forks_are_arrows_from_parent_to_child(forks: Recorded) -> None:
    ids = [actor["id"] for actor in forks.summary["actors"]]
    expected = [(ids[0], ids[1]), (ids[0], ids[2]), (ids[2], ids[3]), (ids[0], ids[4])]
    starts = [flow for flow in forks.summary["flows"] if flow["kind"] == "start"]
    assert [(flow["from"], flow["to"]) for flow in starts] == expected
    assert [actor["parent"] for actor in forks.summary["actors"]] == [None, ids[0], ids[0], ids[2], ids[0]]


def test_waiting_for_a_child_is_told_with_the_child_and_the_line(forks: Recorded) -> None:
    ids = [actor["id"] for actor in forks.summary["actors"]]
    waits = forks.spans(state="process")
    told = [(wait["actor"], wait["holder"], wait["line"]) for wait in waits]
    # Who begins to wait first, the parent or its child, is the machine's choice.
    assert [wait for wait in told if wait[0] == ids[0]] == [
        (ids[0], ids[1], forks.line("# waits for the first")),
        (ids[0], ids[2], forks.line("os.waitpid(second, 0)")),
        (ids[0], None, forks.line("os.waitpid(-1, 0)")),
    ]
    assert [wait for wait in told if wait[0] != ids[0]] == [(ids[2], None, forks.line("# waits for any"))]


OTHERS = """
import subprocess
import sys

subprocess.run(["sleep", "0.02"])  # runs sleep
subprocess.run([sys.executable, "-c", "import time; time.sleep(0.01); raise SystemExit(5)"])  # runs Python
subprocess.run([sys.executable, "child.py", "x"])
subprocess.run("exit 6", shell=True)
child = subprocess.Popen(["sleep", "30"])
try:
    child.wait(0.02)  # waits in vain
except subprocess.TimeoutExpired:
    child.kill()
child.wait()  # waits for the killed one
subprocess.run([sys.executable, "-I", "-c", "pass"])
subprocess.run([sys.executable, "-S", "-c", "pass"], env={})
subprocess.run(["true"], preexec_fn=lambda: None)
try:
    subprocess.run(["no-such-program"])
except FileNotFoundError:
    pass
"""
CHILD = "import threading\nthreading.Thread(target=print, args=('hello',), name='inside').start()\n"


@pytest.fixture(scope="module")
def others(python: str, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    folder = tmp_path_factory.mktemp("others")
    (folder / "child.py").write_text(CHILD)
    return record(OTHERS, folder, python=python)


def test_another_program_is_an_opaque_lane(others: Recorded) -> None:
    told = [
        (actor["name"], actor["kind"], actor["end"], actor.get("status"))
        for actor in others.summary["actors"]
    ]
    python = os.path.basename(others.summary["python"]["executable"])
    assert told[1:] == [
        ("sleep", "opaque", "finished", 0),
        (python, "process", "finished", 5),
        (python, "process", "finished", 0),
        ("inside", "thread", "finished", None),
        ("sh", "opaque", "finished", 6),
        ("sleep", "opaque", "killed", signal.SIGKILL),
        (python, "opaque", "finished", 0),
        (python, "opaque", "finished", 0),
        ("true", "opaque", "finished", 0),
    ]


def test_waits_for_other_programs_are_told(others: Recorded) -> None:
    waits = {wait["line"]: wait for wait in others.spans("program.py", "process")}
    lines = ("# runs sleep", "# runs Python", "# waits in vain", "# waits for the killed one")
    named = [others.name(waits[others.line(text)]["holder"]) for text in lines]
    assert named == ["sleep", os.path.basename(others.summary["python"]["executable"]), "sleep", "sleep"]


def test_a_python_that_is_run_shows_what_it_does(others: Recorded) -> None:
    inside = others.actor("inside")
    parent = next(actor for actor in others.summary["actors"] if actor["id"] == inside["parent"])
    assert parent["pid"] == inside["pid"] != others.summary["actors"][0]["pid"]
    assert (inside["id"], "hello\n") in [
        (entry["actor"], entry["text"]) for entry in others.summary["output"]
    ]


EXEC = """
import os
import sys

if len(sys.argv) < 2:
    print("before", flush=True)
    os.execv(sys.executable, [sys.executable, sys.argv[0], "again"])
print("after")
"""


def test_a_program_that_replaces_itself_stays_one_actor(
    python: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    run = record(EXEC, tmp_path_factory.mktemp("exec"), python=python)
    assert [(actor["name"], actor["end"], actor["status"]) for actor in run.summary["actors"]] == [
        ("program.py", "finished", 0)
    ]
    assert run.texts() == [("program.py", "before\n"), ("program.py", "after\n")]


POOLS = """
import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor


def work(n):
    time.sleep(0.01)
    return n


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    with context.Pool(2) as pool:
        print(sum(pool.map(work, range(4))))
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as executor:
        print(sum(executor.map(work, range(4))))
"""


def test_workers_of_pools_are_shown_and_their_own_threads_are_not(
    python: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    run = record(POOLS, tmp_path_factory.mktemp("pools"), python=python)
    assert run.stdout == b"6\n6\n"
    workers = run.summary["actors"][1:]
    assert {worker["kind"] for worker in workers} == {"process"}
    assert {worker["name"].rsplit("-", 1)[0] for worker in workers} == {"ForkPoolWorker", "SpawnProcess"}
    assert {actor.kind for actor in run.hidden()} == {"thread"}
    assert run.summary["lost"] == 0


READ_AGAIN = """
import multiprocessing
import time

NAME = "child"
time.sleep(0.02)  # each time it is read


def work():
    print("works", flush=True)


if __name__ == "__main__":
    for method in ("fork", "spawn", "forkserver"):
        process = multiprocessing.get_context(method).Process(target=work, name=f"{NAME} by {method}")
        process.start()
        process.join()
"""


@pytest.mark.parametrize("values", [None, {"NAME": "copy"}], ids=["the file", "a copy of it"])
def test_a_spawned_process_is_seen_to_read_the_program_once_more(
    values: dict[str, object] | None, python: str, tmp_path: Path
) -> None:
    run = record(READ_AGAIN, tmp_path, python=python, values=values)
    assert run.stdout == b"works\n" * 3
    again = {actor.name: actor for actor in run.trace.actors.actors.values() if actor.reread_ns}
    child = again.pop(f"{(values or {}).get('NAME', 'child')} by spawn")
    assert child.reread == str(tmp_path / "program.py")
    assert child.reread_ns is not None
    begin_ns, end_ns = child.reread_ns
    (span,) = run.spans(child.name, "sleep")
    assert child.start_ns < begin_ns < span["start_ns"] < span["end_ns"] < end_ns < (child.end_ns or 0)
    (said,) = (entry for entry in run.summary["output"] if entry["actor"] == child.id)
    assert end_ns < said["t_ns"]
    assert {actor.how for actor in again.values()} <= {"forkserver"}

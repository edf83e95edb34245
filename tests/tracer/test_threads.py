"""Threads as the recording shows them: who they are, who started them, how they ended, who waited for them."""

from pathlib import Path

import pytest

from tests.recorded import PYTHONS, Recorded, record, version

PROGRAM = """
import _thread
import threading
import time

done = _thread.allocate_lock()
done.acquire()


def nap(seconds=0.02):
    time.sleep(seconds)


def rename():
    threading.current_thread().name = "set from within"


def fail():
    raise ValueError("no money")


def start_another():
    inner = threading.Thread(target=nap, name="inner")
    inner.start()  # starts inner
    inner.join()  # joins inner


def low_level():
    done.release()


class Downloader(threading.Thread):
    def run(self):
        nap()


named = threading.Thread(target=nap, name="first name")
named.start()  # starts named
named.name = "last name"
named.join()  # joins named
for target in (rename, fail, start_another):
    thread = threading.Thread(target=target, name=target.__name__)
    thread.start()
    thread.join()
Downloader(name="subclass").start()
timer = threading.Timer(0.03, nap)
timer.name = "timer"
timer.start()
timer.join(0.001)  # joins too briefly
timer.join()  # joins timer
_thread.start_new_thread(low_level, ())
done.acquire()
_thread.start_new_thread(threading.Event().wait, (0.05,))
for number in range(40):
    thread = threading.Thread(target=int, name=f"short {number}")
    thread.start()
    thread.join()
threading.Thread(target=time.sleep, args=(30,), daemon=True, name="daemon").start()
threading.Thread(target=nap, args=(0.1,), name="still at work at the end").start()
time.sleep(0.06)
"""


@pytest.fixture(scope="module", params=PYTHONS, ids=version)
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return record(PROGRAM, tmp_path_factory.mktemp("threads"), python=request.param)


def test_threads_are_named_as_last_set(run: Recorded) -> None:
    # One that another thread starts may come before or after what main starts meanwhile.
    assert {name for name in run.names() if not name.startswith("short")} == {
        "program.py",
        "last name",
        "set from within",
        "fail",
        "start_another",
        "inner",
        "subclass",
        "timer",
        "low_level",
        "wait",
        "daemon",
        "still at work at the end",
    }


def test_whoever_called_start_is_the_parent(run: Recorded) -> None:
    assert run.actor("program.py")["parent"] is None
    parents = {actor["name"]: run.name(actor["parent"]) for actor in run.summary["actors"][1:]}
    assert parents.pop("inner") == "start_another"
    assert set(parents.values()) == {"program.py"}


def test_every_start_is_an_arrow(run: Recorded) -> None:
    expected = [(run.name(actor["parent"]), actor["name"]) for actor in run.summary["actors"][1:]]
    assert sorted(run.flows("start"), key=str) == sorted(expected, key=str)
    for flow in run.summary["flows"]:
        assert 0 < flow["sent_ns"] <= flow["received_ns"]


def test_many_short_threads_are_as_many_lanes(run: Recorded) -> None:
    short = [actor for actor in run.summary["actors"] if actor["name"].startswith("short")]
    assert [actor["name"] for actor in short] == [f"short {number}" for number in range(40)]
    assert len({actor["id"] for actor in short}) == 40
    assert {actor["end"] for actor in short} == {"finished"}


def test_how_threads_end(run: Recorded) -> None:
    ends = {actor["name"]: actor["end"] for actor in run.summary["actors"]}
    assert ends.pop("fail") == "raised"
    assert ends.pop("daemon") == "killed"
    assert set(ends.values()) == {"finished"}


def test_a_daemon_that_is_cut_off_ends_with_its_process(run: Recorded) -> None:
    daemon, process = run.actor("daemon"), run.actor("program.py")
    assert daemon["end_ns"] == process["end_ns"] == run.summary["wall_ns"]
    assert daemon["cpu_ns"] is None or daemon["cpu_ns"] > 0
    assert [run.name(blocked["actor"]) for blocked in run.summary["blocked"]] == ["daemon"]


def test_times_are_in_order(run: Recorded) -> None:
    starts = [actor["start_ns"] for actor in run.summary["actors"]]
    assert starts == sorted(starts)
    assert starts[0] == 0
    for actor in run.summary["actors"]:
        assert actor["start_ns"] <= actor["end_ns"] <= run.summary["wall_ns"]


def test_cpu_times_are_measured(run: Recorded) -> None:
    process = run.actor("program.py")
    assert process["cpu_ns"] > 0
    for actor in run.summary["actors"][1:]:
        if actor["end"] != "killed":
            assert 0 < actor["cpu_ns"] <= process["cpu_ns"]


def test_the_kind_and_process_of_threads(run: Recorded) -> None:
    assert [actor["kind"] for actor in run.summary["actors"]] == ["process"] + ["thread"] * 51
    assert len({actor["pid"] for actor in run.summary["actors"]}) == 1
    assert {actor["host"] for actor in run.summary["actors"]} == {None}


def test_an_uncaught_exception_is_kept_with_its_thread(run: Recorded) -> None:
    failed = [actor for actor in run.trace.actors.actors.values() if actor.exception]
    assert [(actor.name, actor.exception) for actor in failed] == [("fail", "ValueError: no money")]


def test_joins_tell_for_whom_and_where(run: Recorded) -> None:
    joins = {span["line"]: span for span in run.spans(state="join")}
    for text, joining, joined in (
        ("# joins inner", "start_another", "inner"),
        ("# joins named", "program.py", "last name"),
        ("# joins too briefly", "program.py", "timer"),
        ("# joins timer", "program.py", "timer"),
    ):
        span = joins[run.line(text)]
        assert (run.name(span["actor"]), run.name(span["holder"])) == (joining, joined)
        assert span["file"].endswith("program.py")
        assert span["start_ns"] < span["end_ns"]


def test_a_join_lasts_until_the_thread_has_ended(run: Recorded) -> None:
    join = next(span for span in run.spans(state="join") if span["line"] == run.line("# joins timer"))
    assert join["end_ns"] > run.actor("timer")["end_ns"] > join["start_ns"]


def test_the_interpreter_joins_what_is_left_at_its_end(run: Recorded) -> None:
    last = run.spans("program.py")[-1]
    assert (last["state"], run.name(last["holder"])) == ("join", "still at work at the end")
    assert (last["file"], last["line"]) == ("", 0)
    assert last["end_ns"] > run.actor("still at work at the end")["end_ns"]


def test_a_timer_waits_until_it_is_time(run: Recorded) -> None:
    first, second = run.spans("timer")
    assert (first["state"], second["state"]) == ("event", "sleep")
    assert second["line"] == run.line("time.sleep(seconds)")


def test_sleeps_have_their_line(run: Recorded) -> None:
    assert run.spans("last name")[0]["line"] == run.line("time.sleep(seconds)")
    assert run.spans("program.py", "sleep")[0]["line"] == run.line("time.sleep(0.06)")
    # What runs no code of the program waits where it was started.
    assert run.span("daemon")["line"] == run.line('name="daemon"')


FAILS_TO_START = """
import resource
import threading

threading.stack_size(1 << 29)
resource.setrlimit(resource.RLIMIT_AS, (1 << 28, 1 << 28))
try:
    threading.Thread(target=print, name="never").start()
except RuntimeError as error:
    print(error)
"""


@pytest.mark.parametrize("python", PYTHONS, ids=version)
def test_a_thread_that_could_not_be_started_is_no_actor(
    python: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    run = record(FAILS_TO_START, tmp_path_factory.mktemp("fails"), python=python)
    assert run.stdout == b"can't start new thread\n"
    assert run.names() == ["program.py"]
    assert run.summary["flows"] == []


OWN_MODULES = """
import os
import sys

for name in ("queue", "subprocess"):
    with open(os.path.join(sys.path[0], name + ".py"), "w") as file:
        file.write("class Queue:\\n    def put(self, item):\\n        print('mine', item)\\nPopen = 5\\n")
import queue, subprocess
queue.Queue().put(1)
print(subprocess.Popen)
"""


def test_a_module_of_the_programs_own_is_left_alone(tmp_path_factory: pytest.TempPathFactory) -> None:
    run = record(OWN_MODULES, tmp_path_factory.mktemp("own"))
    assert run.stdout == b"mine 1\n5\n"
    assert run.trace.actors.untraceable == []


WITHIN = """
import sys
import threading

try:
    import _interpreters as interpreters
    run = interpreters.exec
except ImportError:
    import _xxsubinterpreters as interpreters
    run = interpreters.run_string

THERE = "import threading, time; threading.Lock().acquire(); time.sleep(0.01); print('there', flush=True)"


def work():
    inner = interpreters.create()
    run(inner, THERE)
    interpreters.destroy(inner)


thread = threading.Thread(target=work, name="worker")
thread.start()
thread.join()
print("here")
"""


@pytest.mark.parametrize("python", PYTHONS, ids=version)
def test_an_interpreter_within_the_process_is_seen_as_its_thread_running(python: str, tmp_path: Path) -> None:
    run = record(WITHIN, tmp_path, python=python)
    assert (run.stdout, run.stderr) == (b"there\nhere\n", b"")
    assert run.names() == ["program.py", "worker"]
    assert [actor["end"] for actor in run.summary["actors"]] == ["finished", "finished"]
    assert [span["state"] for span in run.summary["spans"]] == ["join"]
    assert run.said(None) == "there\n"


IN_INTERPRETERS = """
from concurrent.futures import InterpreterPoolExecutor

with InterpreterPoolExecutor(2, thread_name_prefix="pool") as pool:
    print(list(pool.map(abs, [-1, 2, -3])))
"""


@pytest.mark.parametrize("python", [each for each in PYTHONS if version(each) == "3.14"], ids=version)
def test_workers_that_are_interpreters_are_shown_as_those_of_threads(python: str, tmp_path: Path) -> None:
    run = record(IN_INTERPRETERS, tmp_path, python=python)
    assert run.stdout == b"[1, 2, 3]\n"
    workers = [name for name in run.names() if name.startswith("pool_")]
    assert workers
    assert set(run.names()) == {"program.py", *workers}
    assert {("program.py", worker) for worker in workers} <= set(run.flows("start"))

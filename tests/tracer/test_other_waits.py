"""Polls, standard input, programs that `os` starts, and results: waits that the usual doors don't show."""

import os
from pathlib import Path

import pytest

from tests.recorded import PYTHONS, Recorded, record, version

pytestmark = pytest.mark.skipif(os.name == "nt", reason="poll, epoll and posix_spawn aren't there")

WAITS = """
import os
import select
import sys
import time
from concurrent.futures import ThreadPoolExecutor

left, right = os.pipe()
poll = select.poll()
poll.register(left, select.POLLIN)
print(poll.poll(30))  # polls in vain
if hasattr(select, "epoll"):
    with select.epoll() as epoll:
        epoll.register(left, select.EPOLLIN)
        print(epoll.poll(0.03))  # asks epoll in vain
        os.write(right, b"x")
        print(len(epoll.poll(5)), isinstance(epoll, select.epoll))
print(len(poll.poll()))

print(os.system("sleep 0.05"))  # waits for a shell
pid = os.posix_spawn("/bin/sh", ["shell", "-c", "exit 3"], os.environ)  # spawns
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))

def work():
    time.sleep(0.05)
    return 5

with ThreadPoolExecutor(1, thread_name_prefix="pool") as pool:
    print(pool.submit(work).result())  # wants the result
"""


@pytest.fixture(scope="module", params=PYTHONS, ids=version)
def waits(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return record(WAITS, tmp_path_factory.mktemp("waits"), python=str(request.param))


def test_a_poll_that_waits_is_io(waits: Recorded) -> None:
    lines = [span["line"] for span in waits.spans("program.py", "io")]
    assert lines[:2] == [waits.line("# polls in vain"), waits.line("# asks epoll in vain")]
    assert waits.stdout.decode().splitlines()[:4] == ["[]", "[]", "1 True", "1"]


def test_os_system_is_a_wait_for_a_process(waits: Recorded) -> None:
    shell = waits.spans("program.py", "process")[0]
    assert shell["line"] == waits.line("# waits for a shell")
    assert shell["end_ns"] - shell["start_ns"] >= 50_000_000


def test_a_program_that_posix_spawn_starts_is_an_opaque_lane(waits: Recorded) -> None:
    shell = waits.actor("shell")
    assert (shell["kind"], shell["end"], shell["status"]) == ("opaque", "finished", 3)
    assert shell["parent"] == waits.actor("program.py")["id"]


def test_a_worker_wakes_who_waits_for_its_result(waits: Recorded) -> None:
    (span,) = [each for each in waits.spans("program.py", "join") if each["object"] is not None]
    assert span["line"] == waits.line("# wants the result")
    assert waits.flows("wake") == [("pool_0", "program.py")]


READER = """
import sys
print("ready", flush=True)
print(repr(sys.stdin.readline()), flush=True)  # reads one
for line in sys.stdin:  # reads the others
    print(repr(line), flush=True)
print(repr(sys.stdin.read()), sys.stdin)
"""

FEEDS = """
import subprocess
import sys
import time

with subprocess.Popen([sys.executable, "reader.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
    print(child.stdout.readline(), end="")
    for line in ("a\\n", "b\\n"):
        time.sleep(0.05)
        child.stdin.write(line)
        child.stdin.flush()
        print(child.stdout.readline(), end="")
    time.sleep(0.05)
    print(child.communicate()[0], end="")
"""


@pytest.mark.parametrize("python", PYTHONS, ids=version)
def test_whatever_reads_standard_input_waits_for_input(python: str, tmp_path: Path) -> None:
    (tmp_path / "reader.py").write_text(READER)
    run = record(FEEDS, tmp_path, python=python)
    lines = [span["line"] for span in run.spans(None, "input")]
    first = READER.splitlines().index("print(repr(sys.stdin.readline()), flush=True)  # reads one") + 1
    assert lines == [first, first + 1, first + 1]
    name = "<_io.TextIOWrapper name='<stdin>' mode='r' encoding='utf-8'>"
    assert run.stdout.decode().splitlines() == ["ready", "'a\\n'", "'b\\n'", f"'' {name}"]

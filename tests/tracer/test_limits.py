"""Past its limits the tracer counts what it no longer writes, and the program goes on as if nothing were."""

import os

import pytest

from app.tracer import layout
from tests.recorded import PYTHONS, Recorded, record, version

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the programs end by os.abort")


@pytest.fixture(scope="module", params=PYTHONS, ids=version)
def python(request: pytest.FixtureRequest) -> str:
    return str(request.param)


# Makes the limits small: from within, because they are the tracer's own.
SMALL = """
import os
import sys
import threading
import time

layout = sys.modules["_concurrency_lab.layout"]
writer = sys.modules["_concurrency_lab.writer"]
layout.MAX_SEGMENTS = 2
layout.MAX_TEXT_SEGMENTS = layout.RESERVED_TEXT_SEGMENTS + 1
"""

EVENTS = (
    SMALL
    + """
before = (writer.current[1]() - layout.HEADER_SIZE) // layout.SLOT_SIZE + 1  # this one is never filled: it is lost
told = 0
def counting(stock):
    def counted(*args):
        global told
        told += 1
        return stock(*args)
    return counted
writer.pack = counting(writer.pack)
writer._count_lost = counting(writer._count_lost)
lock = threading.RLock()
for _ in range(40_000):
    with lock:
        pass
late = threading.Thread(target=print, args=("in a late thread",), name="late")
late.start()
late.join()
sys.stdout.flush()
os.write(2, str(before + told).encode())
os.abort()
"""
)


@pytest.fixture(scope="module")
def events(python: str, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "MAX_SEGMENTS", 2)
        return record(EVENTS, tmp_path_factory.mktemp("events"), python=python)


def test_events_past_the_limit_are_counted_exactly(events: Recorded) -> None:
    taken = int(events.stderr)
    assert taken > 80_000 > 2 * layout.SLOTS
    assert events.summary["events"] + events.summary["lost"] == taken
    assert events.summary["events"] >= 2 * layout.SLOTS


def test_who_starts_past_the_limit_is_still_an_actor(events: Recorded) -> None:
    assert events.names() == ["program.py", "late"]
    assert events.actor("late")["parent"] == events.actor("program.py")["id"]
    assert events.stdout == b"in a late thread\n"


TEXT = (
    SMALL
    + """
line = "x" * 99
for _ in range(15_000):
    print(line)
print("中" * 100_000)
threading.Thread(target=time.sleep, args=(0,), name="named after the flood").start()
print("the last line")
"""
)


@pytest.fixture(scope="module")
def text(python: str, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return record(TEXT, tmp_path_factory.mktemp("text"), python=python)


def test_text_past_the_limit_is_counted_exactly(text: Recorded) -> None:
    printed = 15_000 * 100 + 300_001 + 14
    assert len(text.stdout) == printed
    listed = sum(len(entry["text"].encode()) for entry in text.summary["output"])
    assert 1_000_000 < listed <= layout.TEXT_SEGMENT
    assert text.summary["omitted"]["text_bytes"] == printed - listed


def test_what_could_not_be_kept_is_not_taken_for_somebody_else_s(text: Recorded) -> None:
    assert {who for who, _ in text.texts()} == {"program.py"}


def test_names_are_kept_through_a_flood_of_text(text: Recorded) -> None:
    assert text.names() == ["program.py", "named after the flood"]


GONE = """
import os
import shutil
import sys
import threading
import time

folder = os.environ["CONCURRENCY_LAB_TRACE"]
for name in os.listdir(folder):
    if name.endswith((".events", ".text")):
        os.rename(os.path.join(folder, name), os.path.join(os.path.dirname(folder), name))
os.environ["CONCURRENCY_LAB_TRACE"] = "/no/such/folder"
sys.modules["_concurrency_lab.writer"]._directory = "/no/such/folder"
print("before")
sys.stdout.flush()
pid = os.fork()
lock = threading.RLock()
for number in range(20_000):
    with lock:
        pass
thread = threading.Thread(target=print, args=("in a thread", pid == 0))
thread.start()
thread.join()
print("x" * 2_000_000 == "", pid == 0, flush=True)
if pid:
    os.waitpid(pid, 0)
"""


def test_a_program_whose_recording_can_no_longer_be_written_goes_on(
    python: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("gone")
    run = record(GONE, folder, python=python)
    assert run.stderr == b""
    assert sorted(run.stdout.splitlines()) == [
        b"False False",
        b"False True",
        b"before",
        b"in a thread False",
        b"in a thread True",
    ]
    assert run.summary["exit"] == {"reason": "exited", "status": 0}
    assert [(actor["name"], actor["kind"]) for actor in run.summary["actors"]] == [("program.py", "opaque")]


CROWD = """
import sys
import threading

sys.setswitchinterval(1e-5)
locks = [threading.RLock() for _ in range(4)]


def work(number):
    for turn in range(10_000):
        with locks[number]:
            if not turn % 10:
                print(f"{number}:{turn} " + "." * 300)


threads = [threading.Thread(target=work, args=(number,), name=str(number)) for number in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""


def test_a_crowd_that_grows_the_files_together_loses_nothing(
    python: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    run = record(CROWD, tmp_path_factory.mktemp("crowd"), python=python)
    assert run.summary["lost"] == 0
    assert run.summary["events"] > 2 * layout.SLOTS
    assert sorted(len(holds) for holds in run.trace.holds.holds.values()) == [10_000] * 4
    for number in range(4):
        own = run.said(str(number)).split("\n")
        assert own[:-1] == [f"{number}:{turn} " + "." * 300 for turn in range(0, 10_000, 10)]

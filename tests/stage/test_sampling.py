"""What is seen of a run from outside: threads, processes, cores; and that looking costs little."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.core import samples
from app.core.trace import Trace
from app.stage.sampling import Look, Sampler, core_loads, core_times, members, process_use, thread_times
from tests.recorded import Recorded, record
from tests.stage.staging import Stage

IDLE = """
import threading, time
threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
time.sleep(30)
"""
PATIENCE_S = 20


@pytest.fixture
def idle() -> Iterator[subprocess.Popen[bytes]]:
    """A process with two threads that sleep."""
    child = subprocess.Popen([sys.executable, "-c", IDLE])
    try:
        wait_for(lambda: len(thread_times(child.pid)) == 2)
        yield child
    finally:
        child.kill()
        child.wait()


def wait_for(fact: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not fact():
        assert time.monotonic() < deadline, "it didn't come"
        time.sleep(0.01)


def rows_of(directory: Path) -> list[tuple[int, ...]]:
    return list(samples.RECORD.iter_unpack((directory / samples.FILE_NAME).read_bytes()))


# Pure functions -----------------------------------------------------------------------------------------


def test_the_threads_of_a_process_have_their_times(idle: subprocess.Popen[bytes]) -> None:
    times = thread_times(idle.pid)
    assert idle.pid in times or sys.platform != "linux"
    assert all(on_ns >= 0 and waited_ns >= -1 for on_ns, waited_ns in times.values())


def test_a_process_that_is_gone_has_none() -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    assert thread_times(child.pid) == {}
    assert process_use(child.pid) is None
    assert members(child.pid, Path("/nowhere")) == []


def test_a_process_uses_memory(idle: subprocess.Popen[bytes]) -> None:
    use = process_use(idle.pid)
    assert use is not None
    assert use[1] > 1 << 20


def test_a_zombie_uses_nothing() -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert process_use(child.pid) is None
    child.wait()


def test_the_load_of_a_core_is_its_busy_share() -> None:
    assert core_loads([(0, 0), (5, 10), (7, 20)], [(50, 100), (5, 10), (3, 30)]) == [500, 0, 0]
    assert core_loads([(0, 0)], [(300, 100)]) == [1000]
    assert len(core_times()) == os.cpu_count()


def test_members_are_descendants_and_those_that_write_events(
    idle: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    assert idle.pid in members(os.getpid(), tmp_path)
    assert members(idle.pid, tmp_path) == [idle.pid]
    with subprocess.Popen(["sleep", "30"]) as daemon:  # it left the tree, but writes
        (tmp_path / f"{daemon.pid}.0.events").touch()
        (tmp_path / "x.0.events").touch()
        assert members(idle.pid, tmp_path) == sorted({idle.pid, daemon.pid})
        assert members(idle.pid, tmp_path, gone={daemon.pid}) == [idle.pid]
        daemon.kill()


# The file -----------------------------------------------------------------------------------------------


def test_a_look_writes_what_has_changed(idle: subprocess.Popen[bytes], tmp_path: Path) -> None:
    with Look(tmp_path, idle.pid, time.perf_counter_ns()) as look:
        look.look()
        first = len(rows_of(tmp_path))
        look.look()
        assert len(rows_of(tmp_path)) == first, "two sleeping threads changed"
    header, *rest = rows_of(tmp_path)
    assert (header[1], header[4], header[5]) == (samples.HEADER, samples.MAGIC, samples.VERSION)
    assert {row[1] for row in rest} >= {samples.THREAD, samples.PROCESS}
    assert len([row for row in rest if row[1] == samples.THREAD]) == 2


def test_an_end_is_written_once(tmp_path: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", IDLE])
    with Look(tmp_path, child.pid, time.perf_counter_ns()) as look:
        wait_for(lambda: len(thread_times(child.pid)) == 2)
        look.look()
        child.kill()
        child.wait()
        look.look(last=True)
        look.look(last=True)
    ends = [(row[3], row[4]) for row in rows_of(tmp_path) if row[1] == samples.END]
    assert len(ends) == len(set(ends)) == 3  # two threads, the process


def test_a_sampler_ends_with_its_run_and_leaves_no_thread(
    idle: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    before = threading.active_count()
    sampler = Sampler(tmp_path, idle.pid, time.perf_counter_ns())
    sampler.stop()  # before it began: harmless
    sampler = Sampler(tmp_path, idle.pid, time.perf_counter_ns())
    sampler.start()
    wait_for((tmp_path / samples.FILE_NAME).exists)
    sampler.stop()
    assert threading.active_count() == before


def test_a_folder_that_cannot_be_written_gives_no_samples(tmp_path: Path) -> None:
    sampler = Sampler(tmp_path / "missing", os.getpid(), time.perf_counter_ns())
    sampler.start()
    sampler.stop()


# Whole runs ---------------------------------------------------------------------------------------------

BUSY = """
import os
import threading
import time


def burn():
    end = time.thread_time() + 0.3
    while time.thread_time() < end:
        pass


threads = [
    threading.Thread(target=burn, name="burning"),
    threading.Thread(target=time.sleep, args=(0.4,), name="idle"),
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
pid = os.fork()
if not pid:
    burn()
    os.kill(os.getpid(), 9)
os.waitpid(pid, 0)
"""


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return record(BUSY, tmp_path_factory.mktemp("busy"))


def test_a_thread_that_burns_is_told_from_one_that_sleeps(busy: Recorded) -> None:
    named = {actor.name: actor for actor in busy.trace.actors.actors.values()}
    burnt, slept = (busy.trace.cpu.thread(named[name])[1] for name in ("burning", "idle"))
    assert burnt.max() > 100_000_000
    assert not len(slept) or slept.max() < 50_000_000


def test_a_killed_process_has_an_estimate_of_its_time(busy: Recorded) -> None:
    killed = busy.actor("program.py (fork)")
    assert killed["end"] == "killed"
    assert killed["cpu_ns"] > 10_000_000
    (actor,) = [each for each in busy.trace.actors.actors.values() if each.id == killed["id"]]
    assert actor.cpu_estimated


def test_the_looks_are_often_and_take_little_room(busy: Recorded) -> None:
    times = sorted({row[0] for row in rows_of(busy.directory) if row[1] == samples.THREAD})
    assert len(times) >= 5
    assert (busy.directory / samples.FILE_NAME).stat().st_size < 100_000


def test_time_and_memory_of_processes_and_the_load_of_each_core_are_in_the_recording(busy: Recorded) -> None:
    again = Trace.load(busy.directory)
    again.close()
    processes = [actor for actor in again.actors.actors.values() if actor.kind == "process"]
    assert len(processes) == 2
    for process in processes:
        _, used_ns, memory = again.cpu.process(process)
        assert used_ns.max() > 10_000_000
        assert memory.max() > 1 << 20
    assert set(again.cpu.core_loads) == set(range(again.cpu.cores)) == set(range(os.cpu_count() or 0))
    for track in again.cpu.core_loads.values():
        _, loads, _ = track.rows()
        assert 0 <= loads.min() <= loads.max() <= 1000


class CountedStop(threading.Event):
    """Lets a sampler look so many times, and keeps how long it wanted to pause before each look."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self._looks = looks
        self.pauses: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.pauses.append(timeout or 0.0)
        return len(self.pauses) > self._looks


@pytest.mark.parametrize("cost_s", [0.0, 0.004])
def test_looking_takes_less_than_a_hundredth_of_a_core_whatever_a_look_costs(
    cost_s: float, idle: subprocess.Popen[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    costs: list[float] = []
    stock = Look.look

    def look(self: Look, last: bool = False) -> None:
        begun = time.thread_time()
        stock(self, last)
        while time.thread_time() - begun < cost_s:
            pass
        costs.append(time.thread_time() - begun)

    monkeypatch.setattr(Look, "look", look)
    sampler = Sampler(tmp_path, idle.pid, time.perf_counter_ns())
    stop = CountedStop(6)
    monkeypatch.setattr(sampler, "_stopped", stop)
    sampler.start()
    wait_for(lambda: len(costs) == 7)  # the last one is at the end of the run
    sampler.stop()
    for cost, pause in zip(costs[:6], stop.pauses[1:], strict=True):
        assert cost < pause / 100


def test_a_run_that_is_not_sampled_has_no_file(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.run(stage.request("print(1)", sampled=False))
    assert not (tmp_path / "recording" / samples.FILE_NAME).exists()
    stage = Stage(tmp_path / "again")
    stage.folder.mkdir()
    stage.run(stage.request("import time; time.sleep(0.2)"))
    trace = Trace.load(tmp_path / "again" / "recording")
    trace.close()
    assert trace.cpu.cores == os.cpu_count()

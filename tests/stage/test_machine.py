"""Looking at the machine: what it is cheap enough to see ten times a second."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from app.core.machine_look import MachineLook, ProcessRow
from app.stage import machine
from app.stage.machine import MachineLooker, RunRoot, end_process

IDLE = "import time; print(flush=True); time.sleep(100)"
FAMILY = f"import subprocess, sys\nchild = subprocess.Popen([sys.executable, '-c', {IDLE!r}])\nchild.wait()\n"


@pytest.fixture
def process() -> Iterator[subprocess.Popen[bytes]]:
    yield from _running(IDLE)


@pytest.fixture
def family() -> Iterator[subprocess.Popen[bytes]]:
    yield from _running(FAMILY)


def _running(code: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()  # it, or its child, has begun
    try:
        yield process
    finally:
        if process.returncode is None:
            for child in psutil.Process(process.pid).children(recursive=True):
                child.kill()
            process.kill()
            process.wait()
        process.stdout.close()


def rows_of(look: MachineLook) -> dict[int, ProcessRow]:
    return {row.pid: row for row in look.processes}


def test_every_core_has_a_load_between_nothing_and_all(tmp_path: Path) -> None:
    looker = MachineLooker()
    time.sleep(0.02)
    look = looker.look(())
    assert len(look.cores) == psutil.cpu_count()
    assert all(0 <= load <= 1 for load in look.cores)
    assert look.switches is not None
    assert look.switches > 0


def test_the_lab_itself_stands_first_and_is_known_as_such(
    process: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    look = MachineLooker().look([RunRoot(process.pid, tmp_path)])
    assert [(row.pid, row.mine) for row in look.processes] == [(os.getpid(), True), (process.pid, False)]
    assert [row.pid for row in look.of_runs] == [process.pid]


def test_a_child_stands_below_its_parent(family: subprocess.Popen[bytes], tmp_path: Path) -> None:
    rows = MachineLooker().look([RunRoot(family.pid, tmp_path)]).of_runs
    assert [row.pid for row in rows] == [family.pid, psutil.Process(family.pid).children()[0].pid]
    assert rows[1].parent == family.pid


def test_a_process_is_told_with_what_the_system_says_of_it(
    process: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    row = rows_of(MachineLooker().look([RunRoot(process.pid, tmp_path)]))[process.pid]
    seen = psutil.Process(process.pid)
    assert (row.threads, row.parent, row.created) == (1, os.getpid(), seen.create_time())
    assert row.memory_bytes == pytest.approx(seen.memory_info().rss, rel=0.1)  # it may still grow
    assert row.cpu is None  # nothing to compare with yet


def test_cpu_time_is_that_of_the_time_between_looks(process: subprocess.Popen[bytes], tmp_path: Path) -> None:
    times = iter([0.0, 0.0, 0.5])
    looker = MachineLooker(clock=lambda: next(times))
    roots = [RunRoot(process.pid, tmp_path)]
    looker.look(roots)
    begun = time.process_time()
    while time.process_time() - begun < 0.1:
        pass
    rows = rows_of(looker.look(roots))
    assert rows[process.pid].cpu == 0.0
    mine = rows[os.getpid()].cpu
    assert mine is not None
    assert mine >= 0.08 / 0.5


def test_a_process_that_ended_is_told_no_more(process: subprocess.Popen[bytes], tmp_path: Path) -> None:
    looker = MachineLooker()
    roots = [RunRoot(process.pid, tmp_path)]
    assert process.pid in rows_of(looker.look(roots))
    process.kill()
    process.wait()
    assert process.pid not in rows_of(looker.look(roots))


@pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux tells")
def test_a_name_with_brackets_and_blanks_is_no_obstacle() -> None:
    numbers = " ".join(
        ["S", "7", *("0",) * 9, "150", "50", *("0",) * 4, "3", "0", "0", "0", "25", *("0",) * 30]
    )
    use = machine._parse_stat(f"123 (a) b (c)) {numbers}".encode())
    assert use is not None
    tick, page = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
    assert (use.parent, use.state, use.threads) == (7, "sleeping", 3)
    assert (use.cpu_s, use.memory_bytes) == (200 / tick, 25 * page)
    assert machine._parse_stat(b"") is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals to tell them apart")
@pytest.mark.parametrize(("hard", "number"), [(False, signal.SIGTERM), (True, signal.SIGKILL)])
def test_a_process_can_be_ended_with_and_without_being_asked(
    process: subprocess.Popen[bytes], hard: bool, number: signal.Signals
) -> None:
    assert end_process(process.pid, psutil.Process(process.pid).create_time(), hard) is None
    assert process.wait() == -number


def test_a_pid_that_belongs_to_another_by_now_is_left_alone(process: subprocess.Popen[bytes]) -> None:
    created = psutil.Process(process.pid).create_time()
    assert end_process(process.pid, created - 100, hard=True) == f"Process {process.pid} has ended already."
    assert process.poll() is None


def test_one_that_is_gone_is_said_to_be(process: subprocess.Popen[bytes]) -> None:
    created = psutil.Process(process.pid).create_time()
    process.kill()
    process.wait()
    assert end_process(process.pid, created, hard=False) == f"Process {process.pid} has ended already."

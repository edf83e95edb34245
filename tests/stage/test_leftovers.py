"""What a killed lab leaves behind is ended at the next start, and nothing else is."""

import dataclasses
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from app.core.manifest import Manifest, ProcessId
from app.stage.leftovers import end_leftovers
from app.stage.tree import process_id
from tests.stage.staging import Stage, gone

LAB = """
import asyncio, sys
from pathlib import Path
from app.stage.request import RunRequest
from app.stage.run import Run
program, directory = map(Path, sys.argv[1:])
hear = lambda stream, chunk: (sys.stdout.buffer.write(chunk), sys.stdout.flush())
asyncio.run(Run(RunRequest(program, "test", directory), on_output=lambda *told: hear(*told) and None).run())
"""

PROGRAM = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
print(os.getpid(), child.pid, flush=True)
time.sleep(600)
"""


@contextmanager
def killed_lab(stage: Stage) -> Iterator[list[int]]:
    """A lab that was killed while its program ran; gives the ids of the program's processes."""
    runs = stage.folder / "runs"
    lab = subprocess.Popen(
        [sys.executable, "-c", LAB, str(stage.program(PROGRAM)), str(runs / "one")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    pids: list[int] = []
    try:
        with lab:
            assert lab.stdout is not None
            pids = [int(pid) for pid in lab.stdout.readline().split()]
            lab.kill()
        yield pids
    finally:
        for pid in pids:
            if not gone(pid):
                psutil.Process(pid).kill()


def test_what_a_killed_lab_left_behind_is_ended(stage: Stage) -> None:
    runs = stage.folder / "runs"
    with killed_lab(stage) as pids:
        assert len(pids) == 2
        assert not any(gone(pid) for pid in pids)
        assert Manifest.read(runs / "one").state == "running"
        assert end_leftovers(runs) == [runs / "one"]
        assert all(gone(pid) for pid in pids)
    manifest = Manifest.read(runs / "one")
    assert manifest.state == "ended"
    assert manifest.exit is not None
    assert manifest.exit.reason == "stopped"
    assert end_leftovers(runs) == []


def test_a_run_of_a_living_lab_is_left_alone(stage: Stage) -> None:
    runs = stage.folder / "runs"
    with killed_lab(stage) as pids:
        manifest = Manifest.read(runs / "one")
        here = process_id(os.getpid())
        assert here is not None
        dataclasses.replace(manifest, lab=here).write(runs / "one")
        assert end_leftovers(runs) == []
        assert not any(gone(pid) for pid in pids)


def test_a_process_that_got_the_pid_later_is_left_alone(stage: Stage) -> None:
    runs = stage.folder / "runs"
    with killed_lab(stage) as pids:
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        try:
            manifest = Manifest.read(runs / "one")
            other = dataclasses.replace(
                manifest, run="another", child=ProcessId(child.pid, time.time() - 86400)
            )
            (runs / "two").mkdir()
            other.write(runs / "two")
            assert end_leftovers(runs) == [runs / "one", runs / "two"]
            assert child.poll() is None
            assert all(gone(pid) for pid in pids)
        finally:
            child.kill()
            child.wait()


def test_nothing_of_a_run_before_the_machine_was_started_is_looked_for(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = stage.folder / "runs"
    with killed_lab(stage):
        manifest = Manifest.read(runs / "one")
        assert manifest.child is not None
        old = dataclasses.replace(manifest, run="old", child=ProcessId(manifest.child.pid, 1000.0))
        old.write(runs / "one")
        monkeypatch.setattr("app.stage.leftovers.end_tree", lambda tree: pytest.fail("it looked"))
        assert end_leftovers(runs) == [runs / "one"]


def test_a_folder_of_other_things_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x")
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "manifest.json").write_text('{"schema": 1}')
    assert end_leftovers(tmp_path) == []
    assert end_leftovers(tmp_path / "missing") == []

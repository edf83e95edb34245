"""What is peculiar to one launcher, and what several do together."""

import asyncio
import itertools
import os
import signal
import subprocess
import sys
from multiprocessing import resource_tracker
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.core.manifest import LauncherName
from app.launch.choice import LAUNCHERS, new_launcher
from app.launch.gate import StartGate
from app.launch.process import SupervisedLauncher
from app.launch.task import TaskLauncher
from app.stage.child import Child, ChildListener, spawn_interpreter
from app.stage.command import Command
from tests.launch.conftest import Drive
from tests.launch.launching import Pad
from tests.stage.staging import Stage, gone

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", list(LAUNCHERS))
def test_a_launcher_is_chosen_by_name(qapp: QApplication, name: LauncherName) -> None:
    launcher = new_launcher(name, StartGate())
    assert launcher.name == name
    launcher.deleteLater()


def test_three_runs_at_once_keep_apart(drive: Drive, tmp_path: Path) -> None:
    async def act() -> list[Pad]:
        gate = StartGate()
        pads = [Pad(new_launcher(name, gate)) for name in LAUNCHERS]
        runs = []
        for pad in pads:
            stage = Stage(tmp_path / pad.launcher.name)
            stage.folder.mkdir()
            runs.append(pad.run(stage.request(f"print('{pad.launcher.name}')\nraise SystemExit(4)")))
        await asyncio.gather(*runs)
        return pads

    for pad in drive(act()):
        assert pad.output["stdout"].decode() == pad.launcher.name + "\n"
        assert pad.outcome is not None
        assert pad.outcome.status == 4
        pad.launcher.deleteLater()


def test_a_run_that_fails_leaves_the_one_beside_it_alone(drive: Drive, tmp_path: Path) -> None:
    async def act() -> tuple[Pad, Pad]:
        gate = StartGate()
        good, bad = (Pad(TaskLauncher(gate)) for _ in range(2))
        stage = Stage(tmp_path)
        request = stage.request("print('fine')")
        wrong = stage.request("pass", python=tmp_path, directory=tmp_path / "other")
        await asyncio.gather(bad.run(wrong), good.run(request))
        return good, bad

    good, bad = drive(act())
    assert bad.refusal.endswith("is a folder, not a Python interpreter.")
    assert good.outcome is not None
    for pad in (good, bad):
        pad.launcher.deleteLater()


def test_children_start_one_per_turn_of_the_loop(drive: Drive) -> None:
    async def act() -> list[str]:
        events: list[str] = []

        async def start(command: Command, listener: ChildListener) -> Child:
            events.append("start")
            return None  # type: ignore[return-value]

        async def turns() -> None:
            for _ in range(6):
                events.append("turn")
                await asyncio.sleep(0)

        gate = StartGate()
        command = Command(("x",), {}, None)
        starts = [gate.guard(start)(command, None) for _ in range(3)]  # type: ignore[arg-type]
        await asyncio.gather(*starts, turns())
        return events

    events = drive(act())
    assert events.count("start") == 3
    assert not any(a == b == "start" for a, b in itertools.pairwise(events))


def test_many_starts_at_once_lose_none(drive: Drive, tmp_path: Path) -> None:
    async def act() -> list[Pad]:
        gate = StartGate()
        pads = [Pad(TaskLauncher(gate)) for _ in range(12)]
        stage = Stage(tmp_path)
        await asyncio.gather(
            *(
                pad.run(stage.request("print('x')", directory=tmp_path / str(number)))
                for number, pad in enumerate(pads)
            )
        )
        return pads

    for pad in drive(act()):
        assert pad.outcome is not None
        assert (pad.outcome.status, pad.output["stdout"]) == (0, b"x\n")
        pad.launcher.deleteLater()


@pytest.mark.skipif(sys.platform == "win32", reason="a process becomes another on POSIX only")
def test_a_spawned_process_that_never_becomes_the_program_is_refused(
    drive: Drive, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The main module of the lab can't be imported again, say.
    resource_tracker.ensure_running()  # it is started by the same executable
    monkeypatch.setattr("multiprocessing.spawn.get_executable", lambda: b"/bin/false")
    launcher = LAUNCHERS["process"]()
    pad = Pad(launcher)
    drive(pad.run(stage.request("pass")))
    assert pad.refusal == f"{sys.executable} can't be started: the process that was to run it ended before."
    assert not (stage.folder / "recording").exists()
    launcher.deleteLater()


@pytest.mark.skipif(sys.platform == "win32", reason="a process becomes another on POSIX only")
def test_a_spawned_process_that_hangs_can_be_stopped(
    drive: Drive, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    idle = stage.program("#!/bin/sh\necho $$ > pid\nexec sleep 600\n", "idle")
    idle.chmod(0o755)
    monkeypatch.chdir(stage.folder)
    resource_tracker.ensure_running()  # it is started by the same executable
    monkeypatch.setattr("multiprocessing.spawn.get_executable", lambda: os.fsencode(idle))
    launcher = LAUNCHERS["process"]()
    pad = Pad(launcher)

    async def act() -> None:
        launcher.start(stage.request("pass"))
        while launcher.busy and not ((stage.folder / "pid").exists() and (stage.folder / "pid").read_text()):
            await asyncio.sleep(0.001)
        await launcher.closed()

    drive(act())
    assert pad.outcome is not None
    assert pad.outcome.reason == "stopped"
    assert gone(int((stage.folder / "pid").read_text()))
    launcher.deleteLater()


def test_a_supervising_process_that_dies_takes_its_run_with_it(drive: Drive, stage: Stage) -> None:
    launcher = SupervisedLauncher()
    pad = Pad(launcher)

    async def act() -> list[int]:
        launcher.start(
            stage.request("import os, time\nprint(os.getppid(), os.getpid(), flush=True)\ntime.sleep(600)")
        )
        await pad.until_printed(b"\n")
        supervisor, program = (int(pid) for pid in pad.output["stdout"].split())
        os.kill(supervisor, signal.SIGKILL)
        await pad.until(lambda: pad.refusal != "")
        return [program]

    (program,) = drive(act())
    assert pad.refusal == "The process that supervised the run ended before it."
    assert gone(program)
    assert stage.manifest.state == "ended"
    launcher.deleteLater()


def test_what_a_spawned_process_imports_has_no_qt() -> None:
    probe = """
import sys
import app.launch.become, app.launch.spawned, app.launch.supervisor
print([name for name in sys.modules if name.split(".")[0] in ("PySide6", "shiboken6", "numpy")])
"""
    answer = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert answer.stdout.strip() == "[]"


def test_becoming_a_program_imports_little() -> None:
    probe = "import sys; import app.launch.become; print('asyncio' in sys.modules, 'psutil' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert answer.stdout.split() == ["False", "False"]


def test_the_default_way_of_starting_is_a_subprocess(qapp: QApplication) -> None:
    launcher = TaskLauncher()
    assert launcher._spawn() is spawn_interpreter
    launcher.deleteLater()


def test_a_supervising_process_that_cannot_be_started_is_a_sentence(
    drive: Drive, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_more(*_: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("app.launch.supervisor.Supervisor.start", no_more)
    launcher = SupervisedLauncher()
    pad = Pad(launcher)

    async def act() -> None:
        launcher.start(stage.request("pass"))

    drive(act())
    assert pad.refusal == "The run can't be started: Resource temporarily unavailable."
    assert not launcher.busy
    launcher.deleteLater()

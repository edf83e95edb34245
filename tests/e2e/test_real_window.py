"""The real window on a screen, with real keys and clicks."""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from app.core.events import State
from app.core.manifest import Manifest
from app.core.trace import Trace
from app.shell.contents import Contents
from app.shell.looks import Looks
from app.shell.settings import Settings
from app.shell.window import Window
from tests.e2e.real_lab import MAIN, RealLab
from tests.stage.staging import gone

ENDLESS = """\
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
time.sleep(600)
"""
StartLab = Callable[..., RealLab]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def lab(display: str, home: Path) -> Iterator[StartLab]:
    """Starts the lab; what is left of it is ended."""
    started: list[RealLab] = []

    def start(*arguments: str | Path) -> RealLab:
        started.append(RealLab(display, home, *arguments))
        return started[-1]

    yield start
    for each in started:
        if each.process.poll() is None:
            with contextlib.suppress(psutil.NoSuchProcess):
                for process in each.descendants():
                    process.kill()
            each.kill()


@pytest.fixture
def endless(tmp_path: Path, home: Path) -> Path:
    """A program of the user's that never ends; the warning has been read."""
    program = tmp_path / "my endless 程序.py"
    program.write_text(ENDLESS)
    settings = Settings(str(home / "settings.ini"))
    settings.trust(str(program))
    settings.save()
    return program


def start_running(lab: RealLab) -> list[psutil.Process]:
    """Press Ctrl+R until the endless program runs with its child; both of them."""
    lab.until(lambda: lab.states() == ["running"], lambda: lab.press("ctrl+r"))
    lab.until(lambda: any("time.sleep(600)" in line for line in map(command_line, lab.descendants())))
    running = lab.descendants()
    assert len(running) >= 2
    return running


def command_line(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


def run_once(lab: RealLab, *keys: str) -> tuple[Path, Manifest]:
    """Press keys until there is a run, which is waited for: its recording.

    The window is on the screen before all of it is loaded: until then a key does nothing.
    """
    lab.until(lab.states, lambda: lab.press(*keys))
    lab.until(lambda: lab.states()[0] == "ended")
    return next(lab.manifests())


def test_run_is_pressed_and_the_recording_has_what_the_program_did(lab: StartLab) -> None:
    shown = lab("--demo", "bank_account")
    directory, manifest = run_once(shown, "ctrl+r")
    assert manifest.target == "bank_account.without_lock"
    assert manifest.launcher == "task"
    trace = Trace.load(directory)
    names = [actor.name for actor in trace.actors.actors.values()]
    assert names == ["without_lock.py", *(f"Thread-{number} (deposit)" for number in range(1, 13))]
    assert (trace.spans.closed.rows()["state"] == State.SLEEP).sum() == 12
    trace.close()
    children = shown.descendants()
    shown.press("ctrl+q")
    assert shown.ended() == (0, "", "")
    assert all(gone(child.pid) for child in children)


def test_stop_is_clicked_and_nothing_of_the_program_is_left(
    lab: StartLab, endless: Path, qapp: QApplication, tmp_path: Path
) -> None:
    shown = lab(endless)
    running = start_running(shown)
    place = stop_button(qapp, endless, shown.size(), tmp_path / "twin.ini")
    shown.until(lambda: shown.states() == ["ended"], lambda: shown.click(place.x(), place.y()))
    assert all(gone(process.pid) for process in running)
    ((_, manifest),) = shown.manifests()
    assert manifest.exit is not None
    assert manifest.exit.reason == "stopped"
    shown.press("ctrl+q")
    assert shown.ended() == (0, "", "")


def stop_button(qapp: QApplication, program: Path, size: tuple[int, int], ini: Path) -> QPoint:
    """Where the Stop button is: the same window, unseen and as large, tells."""
    settings = Settings(str(ini))
    looks = Looks(qapp, settings)
    looks.apply()
    window = Window(settings, looks)
    contents = Contents(window, settings, ini.parent)
    window.show()
    window.resize(*size)
    contents.fill()
    contents.open_path(program)
    for _ in range(3):
        qapp.processEvents()
    tab = contents.current_tab()
    assert tab is not None
    place = tab.bar.stop.mapTo(window, tab.bar.stop.rect().center())
    window.close_for_good()
    window.deleteLater()
    looks.deleteLater()
    return place


def test_quitting_while_a_program_runs_ends_it_and_keeps_its_recording(lab: StartLab, endless: Path) -> None:
    shown = lab(endless)
    running = start_running(shown)
    shown.press("ctrl+q")
    assert shown.ended() == (0, "", "")
    assert all(gone(process.pid) for process in running)
    assert shown.states() == ["ended"]


def test_the_next_start_ends_what_a_killed_lab_has_left(lab: StartLab, endless: Path) -> None:
    killed = lab(endless)
    running = start_running(killed)
    killed.kill()
    assert not all(gone(process.pid) for process in running)
    again = lab()
    again.until(lambda: again.states() == ["ended"])
    assert all(gone(process.pid) for process in running)
    again.press("ctrl+q")
    assert again.ended() == (0, "", "")


def test_a_file_that_is_given_asks_for_trust_and_runs_at_return(
    lab: StartLab, home: Path, tmp_path: Path
) -> None:
    program = tmp_path / "mine.py"
    program.write_text("import os\nprint(os.getcwd())\n")
    shown = lab(program)
    directory, manifest = run_once(shown, "ctrl+r", "Return")  # which is the button of the warning
    assert manifest.cwd == str(tmp_path)
    assert (directory / "stdout").read_text() == f"{tmp_path}\n"
    shown.press("ctrl+q")
    assert shown.ended()[0] == 0
    assert Settings(str(home / "settings.ini")).trusted == [str(program)]


@pytest.fixture
def short_home() -> Iterator[Path]:
    """A home whose path leaves room for a socket's name."""
    with tempfile.TemporaryDirectory(prefix="h", dir="/tmp") as folder:
        yield Path(folder)


def test_a_second_start_brings_the_first_window_forward(display: str, short_home: Path) -> None:
    first = RealLab(display, short_home)
    try:
        first.until(lambda: any(short_home.glob("window-*.socket")))
        command = [sys.executable, str(MAIN), "--demo", "gil"]
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith("QT_")}
        surroundings |= {"DISPLAY": display, "CONCURRENCY_LAB_HOME": str(short_home)}
        surroundings.pop("WAYLAND_DISPLAY", None)
        second = subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=30)
        assert (second.returncode, second.stdout) == (0, "")
        assert second.stderr == "The lab is open already: its window has come forward.\n"
        picture = short_home / "window.png"
        with_picture = [sys.executable, str(MAIN), "--screenshot", str(picture)]
        assert subprocess.run(with_picture, env=surroundings, timeout=30).returncode == 0
        assert picture.is_file()
        first.press("ctrl+q")
        assert first.ended()[0] == 0
        assert not any(short_home.glob("window-*.socket"))
    finally:
        if first.process.poll() is None:
            first.kill()

"""Leaving: whatever runs is ended first, and nothing of it is left."""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from app.core.manifest import LauncherName, Manifest
from app.shell import life
from app.shell.application import Application
from app.shell.contents import Contents
from app.shell.life import run_in_window
from app.shell.looks import Looks
from app.shell.settings import Settings
from app.shell.window import Window
from tests.shell.planted import plant
from tests.shell.showing import ShownTab, recordings
from tests.stage.staging import gone

ENDLESS = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
print("pids", os.getpid(), child.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def window(settings: Settings, qapp: Application) -> Iterator[Window]:
    looks = Looks(qapp, settings)
    window = Window(settings, looks)
    window.show()
    hook = sys.excepthook
    yield window
    assert sys.excepthook is hook or sys.excepthook is sys.__excepthook__
    sys.excepthook = hook
    window.deleteLater()
    looks.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def lab(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder of demos that the window is filled with."""
    folder = tmp_path / "demos"
    plant(folder, "endless", program=ENDLESS)
    fill = Contents.fill
    monkeypatch.setattr(Contents, "fill", lambda contents: fill(contents, folder))
    return folder


async def started(contents: Contents, window: Window) -> tuple[ShownTab, list[int]]:
    """Start the endless program; its process ids."""
    window.rail.show_page("endless")
    tab = contents.current_tab()
    assert tab is not None
    shown = ShownTab(tab)
    shown.start()
    await shown.until(shown.output)
    return shown, [int(word) for word in shown.output()[0].split()[1:]]


@pytest.mark.parametrize("launcher", ["task", "thread", "process"])
def test_closing_the_window_ends_what_runs(
    window: Window, qapp: Application, settings: Settings, lab: Path, launcher: LauncherName
) -> None:
    settings.launcher = launcher
    pids: list[int] = []

    async def story(contents: Contents) -> int:
        left = asyncio.Event()
        window.closing.connect(left.set)
        pids.extend((await started(contents, window))[1])
        window.close()
        await left.wait()
        assert not window.isVisible()
        return 7

    assert run_in_window(qapp, window, settings, story) == 7
    assert len(pids) == 2
    assert all(gone(pid) for pid in pids)
    manifest = Manifest.read(recordings()[-1])
    assert manifest.state == "ended"
    assert manifest.exit is not None
    assert manifest.exit.reason == "stopped"


def test_the_systems_wish_to_quit_is_a_closing_of_the_window(
    window: Window, qapp: Application, settings: Settings, lab: Path
) -> None:
    pids: list[int] = []

    async def story(contents: Contents) -> int:
        left = asyncio.Event()
        window.closing.connect(left.set)
        pids.extend((await started(contents, window))[1])
        QCoreApplication.postEvent(qapp, QEvent(QEvent.Type.Quit))
        await left.wait()
        return 0

    assert run_in_window(qapp, window, settings, story) == 0
    assert pids
    assert all(gone(pid) for pid in pids)


def test_a_failure_of_the_lab_itself_ends_what_runs_too(
    window: Window, qapp: Application, settings: Settings, lab: Path
) -> None:
    pids: list[int] = []

    async def story(contents: Contents) -> int:
        pids.extend((await started(contents, window))[1])
        raise LookupError("a fault of ours")

    with pytest.raises(LookupError, match="a fault of ours"):
        run_in_window(qapp, window, settings, story)
    assert pids
    assert all(gone(pid) for pid in pids)


def test_an_exception_that_nobody_caught_is_logged_and_said_and_the_window_lives(
    window: Window,
    qapp: Application,
    settings: Settings,
    lab: Path,
    home: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def story(contents: Contents) -> int:
        try:
            raise ZeroDivisionError("a slip")
        except ZeroDivisionError:
            sys.excepthook(*sys.exc_info())  # as Qt does for a slot
        assert "a slip" in window._status.text()
        return 0

    assert run_in_window(qapp, window, settings, story) == 0
    assert "ZeroDivisionError: a slip" in (home / "lab.log").read_text("utf-8")
    assert "ZeroDivisionError: a slip" in capsys.readouterr().err


def test_the_sweep_at_the_start_ends_leftovers_and_lets_old_recordings_go(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    done: list[str] = []
    monkeypatch.setattr(life, "end_leftovers", lambda folder: done.append(f"ended in {folder.name}"))
    monkeypatch.setattr(life, "empty_bin", lambda folder: done.append("emptied the bin"))
    monkeypatch.setattr(life, "prune_runs", lambda folder, most: done.append(f"pruned to {most}"))
    life._sweep(tmp_path / "runs", 1000, lambda share: None)
    assert done == ["ended in runs", "emptied the bin", "pruned to 1000"]

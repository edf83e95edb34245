"""Run every test away from the user's settings and display, and fail one that leaves something behind."""

import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import psutil
import pytest

# How long something may take to go after a test; the tests of these checks can't wait that long.
GRACE_S = float(os.environ.get("LEAK_GRACE_S", "3"))
POLL_S = 0.01

# Forced before anything imports Qt: with xcb exported and no display, Qt would end the whole test run.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ |= {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}
# It hides every difference that buffering makes, in the programs that the tests run.
os.environ.pop("PYTHONUNBUFFERED", None)

# Set-up and the window speak the system's language; the tests read their English.
os.environ |= dict.fromkeys(("LC_ALL", "LC_MESSAGES", "LANG") & os.environ.keys(), "C.UTF-8")

# All that the tests and the lab under test write lands here.
_PLACE = tempfile.mkdtemp(prefix="concurrency-lab-tests-")
_TMP = os.path.join(_PLACE, "tmp")


def _move_in() -> None:
    """Point every folder that is the user's, and the system's place for temporary files, into `_PLACE`."""
    folders = {
        "TMPDIR": _TMP,
        "CONCURRENCY_LAB_HOME": os.path.join(_PLACE, "home"),
        "XDG_CONFIG_HOME": os.path.join(_PLACE, "config"),
        "XDG_DATA_HOME": os.path.join(_PLACE, "data"),
        "XDG_STATE_HOME": os.path.join(_PLACE, "state"),
        "XDG_CACHE_HOME": os.path.join(_PLACE, "cache"),
        "XDG_RUNTIME_DIR": os.path.join(_PLACE, "runtime"),
    }
    for name, folder in folders.items():
        os.mkdir(folder, mode=0o700)
        os.environ[name] = folder
    tempfile.tempdir = _TMP


_move_in()


def pytest_unconfigure() -> None:
    """Remove what the tests wrote."""
    shutil.rmtree(_PLACE, ignore_errors=True)


@dataclass(frozen=True)
class Traces:
    """What a test may not leave behind."""

    threads: frozenset[threading.Thread]
    children: frozenset[psutil.Process]
    qthreads: frozenset[object]
    folders: frozenset[str]

    @classmethod
    def now(cls) -> "Traces":
        """Look around."""
        return cls(_threads(), _children(), _running_qthreads(), _temporary_folders())

    def new_since(self, before: "Traces") -> list[str]:
        """What is here and was not before, in words."""
        return [
            *(f"thread {thread.name}" for thread in self.threads - before.threads),
            *(f"process {_described(child)}" for child in self.children - before.children),
            *(f"running {qthread!r}" for qthread in self.qthreads - before.qthreads),
            *(f"{name} in the folder for temporary files" for name in self.folders - before.folders),
        ]


def _threads() -> frozenset[threading.Thread]:
    # A dummy stands for a foreign thread, a QThread say, and may outlive it; the other watches over the test.
    return frozenset(
        thread
        for thread in threading.enumerate()
        if not isinstance(thread, threading._DummyThread) and not thread.name.startswith("pytest_timeout")
    )


def _children() -> frozenset[psutil.Process]:
    return frozenset(
        child for child in psutil.Process().children(recursive=True) if not _belongs_to_python(child)
    )


def _belongs_to_python(child: psutil.Process) -> bool:
    """Whether it is multiprocessing's resource tracker, of which each process keeps one."""
    try:
        return any("multiprocessing.resource_tracker" in word for word in child.cmdline())
    except psutil.NoSuchProcess:
        return True
    except psutil.AccessDenied:
        return False


def _described(child: psutil.Process) -> str:
    try:
        return f"{child.pid} ({child.status()}): {' '.join(child.cmdline())}"
    except psutil.Error:
        return str(child.pid)


def _running_qthreads() -> frozenset[object]:
    if "PySide6.QtCore" not in sys.modules:
        return frozenset()
    from PySide6.QtCore import QThread
    from shiboken6 import Shiboken

    return frozenset(
        thread
        for thread in Shiboken.getAllValidWrappers()
        if isinstance(thread, QThread) and thread.isRunning() and not thread.isCurrentThread()
    )


def _temporary_folders() -> frozenset[str]:
    # pytest's own, and the one that multiprocessing removes at the end of the process.
    return frozenset(name for name in os.listdir(_TMP) if not name.startswith(("pytest-of-", "pymp-")))


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """What the tests' application is: the lab's, as in the lab."""
    from app.shell.application import Application

    return Application


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Fail a test after which there is a thread, process, QThread or temporary folder that was not before."""
    before = Traces.now()
    yield
    deadline = time.monotonic() + GRACE_S
    left = Traces.now()
    while left.new_since(before) and time.monotonic() < deadline:
        time.sleep(POLL_S)
        left = Traces.now()
    leaks = left.new_since(before)
    if leaks:
        _clear(left, before)
        pytest.fail("The test left behind: " + "; ".join(sorted(leaks)))


def _clear(left: Traces, before: Traces) -> None:
    """End and remove what was left, so that the next test does not answer for it."""
    for child in left.children - before.children:
        try:
            child.kill()
            child.wait(GRACE_S)
        except psutil.Error:
            pass
    for name in left.folders - before.folders:
        shutil.rmtree(os.path.join(_TMP, name), ignore_errors=True)

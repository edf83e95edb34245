"""The three launchers (and the one that Windows needs), each on a window's loop."""

import asyncio
import gc
import sys
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
import qasync
from PySide6.QtWidgets import QApplication

from app.launch.launcher import Launcher
from app.launch.process import ProcessLauncher, SupervisedLauncher
from app.launch.task import TaskLauncher
from app.launch.thread import ThreadLauncher
from tests.launch.launching import Pad
from tests.stage.staging import Stage

KINDS: dict[str, type[Launcher]] = {
    "task": TaskLauncher,
    "thread": ThreadLauncher,
    "process": ProcessLauncher,
    "supervised": SupervisedLauncher,
}
if sys.platform == "win32":
    del KINDS["process"]

Drive = Callable[[Coroutine[Any, Any, Any]], Any]


@pytest.fixture
def drive(qapp: QApplication) -> Iterator[Drive]:
    """Runs a coroutine on Qt's event loop, as the window does."""
    loop = qasync.QEventLoop(qapp)
    asyncio.set_event_loop(None)
    try:
        yield loop.run_until_complete
    finally:
        loop.close()
        # Its timers are Qt objects in a circle: left alone, the next test's worker thread may collect them.
        del loop
        gc.collect()


@pytest.fixture(params=list(KINDS))
def launcher(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Launcher]:
    launcher = KINDS[request.param]()
    yield launcher
    launcher.deleteLater()


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


@pytest.fixture
def pad(launcher: Launcher) -> Pad:
    return Pad(launcher)

"""Runs many requests through the launchers, a few at a time: what comparisons and series of runs are made of."""

import asyncio
import time
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.core.manifest import LauncherName
from app.launch.choice import new_launcher
from app.launch.gate import StartGate
from app.launch.launcher import Launcher
from app.stage.outcome import Outcome
from app.stage.request import RunRequest


class RunFarm(QObject):
    """Does one series at a time. Lives in the GUI thread. Await `closed` before deleting it.

    Signals:
        run_ended(int, Outcome): the run of this place in the series is over.
        finished(bool): nothing runs any more; False: the series was given up.
        failed(str): a run couldn't be started, and why; nothing runs any more.
    """

    run_ended = Signal(int, object)
    finished = Signal(bool)
    failed = Signal(str)

    def __init__(self, gate: StartGate, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gate = gate
        self._requests: Sequence[RunRequest] = ()
        self._launcher_name: LauncherName = "task"
        self._running: dict[int, Launcher] = {}
        self._next = 0
        self._began_s = 0.0
        self._given_up = False
        self._why = ""
        self._idle: asyncio.Event | None = None
        self.done = 0

    @property
    def busy(self) -> bool:
        """Whether a series goes on."""
        return self._idle is not None

    @property
    def total(self) -> int:
        """How many runs the series has."""
        return len(self._requests)

    @property
    def left_s(self) -> float | None:
        """About how many seconds the rest takes, as the runs so far did; None before the first has ended."""
        if not self.done:
            return None
        return (time.monotonic() - self._began_s) / self.done * (self.total - self.done)

    def start(self, requests: Sequence[RunRequest], parallel: int, launcher: LauncherName) -> None:
        """Begin; needs the running asyncio loop, each request a folder of its own. RuntimeError while busy."""
        if self._idle is not None:
            raise RuntimeError("A farm does one series at a time.")
        asyncio.get_running_loop()
        self._idle = asyncio.Event()
        self._requests, self._launcher_name = requests, launcher
        self._next = self.done = 0
        self._given_up, self._why = False, ""
        self._began_s = time.monotonic()
        for _ in range(max(parallel, 1)):
            self._start_next()
        self._look_for_end()

    def stop(self) -> None:
        """Give the series up: end what runs, begin nothing more. Harmless when nothing runs."""
        if self._idle is None:
            return
        self._given_up = True
        for launcher in list(self._running.values()):
            launcher.stop()

    async def closed(self) -> None:
        """Give up, and wait until nothing of it is left."""
        if (idle := self._idle) is not None:
            self.stop()
            await idle.wait()

    def _start_next(self) -> None:
        if self._given_up or self._next >= self.total:
            return
        number = self._next
        self._next += 1
        launcher = new_launcher(self._launcher_name, self._gate, self)
        self._running[number] = launcher
        launcher.finished.connect(partial(self._run_finished, number))
        launcher.failed.connect(partial(self._run_failed, number))
        launcher.start(self._requests[number])

    def _run_finished(self, number: int, outcome: Outcome) -> None:
        self._release(number)
        self.done += 1
        self.run_ended.emit(number, outcome)
        self._start_next()
        self._look_for_end()

    def _run_failed(self, number: int, why: str) -> None:
        self._release(number)
        self._why = self._why or why
        self.stop()
        self._look_for_end()

    def _release(self, number: int) -> None:
        self._running.pop(number).deleteLater()

    def _look_for_end(self) -> None:
        if self._running or self._idle is None or not (self._given_up or self._next >= self.total):
            return
        idle, self._idle = self._idle, None
        if self._why:
            self.failed.emit(self._why)
        else:
            self.finished.emit(not self._given_up)
        idle.set()

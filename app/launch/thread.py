"""Runs a program from a worker thread: a QThread with an event loop of its own supervises the child."""

import asyncio
from typing import ClassVar

from PySide6.QtCore import QObject

from app.core.manifest import LauncherName
from app.core.typing import override
from app.launch.launcher import WINDOW_BYTES_PER_S
from app.launch.worker import Worker, WorkerLauncher
from app.stage.outcome import Outcome
from app.stage.request import RunRequest
from app.stage.run import Run


class RunThread(Worker):
    """Supervises one run in a loop of its own."""

    def __init__(self, request: RunRequest, parent: QObject) -> None:
        super().__init__(parent)
        self.supervised = Run(
            request,
            launcher="thread",
            on_state=self.told_state.emit,
            on_output=self.tell_output,
            bytes_per_s=WINDOW_BYTES_PER_S,
        )

    @override
    def work(self) -> Outcome | BaseException:
        return asyncio.run(self.supervised.run())


class ThreadLauncher(WorkerLauncher):
    """Hands the supervision of the child to a thread."""

    name: ClassVar[LauncherName] = "thread"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run: Run | None = None

    @override
    def stop(self) -> None:
        if self._run is not None:
            self._run.stop_threadsafe()

    @override
    def write_input(self, text: str) -> None:
        if self._run is not None:
            self._run.write_input_threadsafe(text)

    @override
    def close_input(self) -> None:
        if self._run is not None:
            self._run.close_input_threadsafe()

    @override
    def _begin(self, request: RunRequest) -> None:
        thread = RunThread(request, self)
        self._run = thread.supervised
        self._start_worker(thread)

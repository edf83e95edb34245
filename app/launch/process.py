"""Runs a program in a `multiprocessing` process: one that becomes the program, or one that supervises it."""

import sys
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QObject

from app.core.manifest import LauncherName
from app.core.typing import override
from app.launch.launcher import WINDOW_BYTES_PER_S
from app.launch.supervisor import CLOSE_INPUT, INPUT, OUTPUT, RESULT, STATE, STOP, Supervisor, result_of
from app.launch.task import TaskLauncher
from app.launch.worker import Worker, WorkerLauncher
from app.stage.child import Spawn
from app.stage.leftovers import end_leftover
from app.stage.outcome import Outcome
from app.stage.request import RunRequest


class ListenThread(Worker):
    """Waits for what the supervising process tells."""

    def __init__(self, supervisor: Supervisor, directory: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._supervisor = supervisor
        self._directory = directory

    @override
    def work(self) -> Outcome | BaseException:
        while (message := self._supervisor.hear()) is not None:
            kind, *details = message
            if kind == STATE:
                self.told_state.emit(*details)
            elif kind == OUTPUT:
                self.told_output.emit(*details)
            elif kind == RESULT:
                break
        self._supervisor.join()
        if message is None:
            end_leftover(self._directory)
        return result_of(message)


class SupervisedLauncher(WorkerLauncher):
    """Hands the supervision of the child to a second process of the lab; a thread hears what that tells."""

    name: ClassVar[LauncherName] = "process"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._supervisor: Supervisor | None = None

    @override
    def stop(self) -> None:
        self._order(STOP)

    @override
    def write_input(self, text: str) -> None:
        self._order(INPUT, text)

    @override
    def close_input(self) -> None:
        self._order(CLOSE_INPUT)

    def _order(self, *order: object) -> None:
        if self._supervisor is not None and self.busy:
            self._supervisor.order(*order)

    @override
    def _begin(self, request: RunRequest) -> None:
        self._supervisor = Supervisor(request, WINDOW_BYTES_PER_S)
        self._supervisor.start()
        self._start_worker(ListenThread(self._supervisor, request.directory, self))


if sys.platform == "win32":
    ProcessLauncher = SupervisedLauncher
else:

    class ProcessLauncher(TaskLauncher):
        """The spawned process becomes the traced interpreter, under the eyes of the window's own loop."""

        name: ClassVar[LauncherName] = "process"

        @override
        def _spawn(self) -> Spawn:
            from app.launch.spawned import spawn_and_become  # imports modules that Windows lacks

            return spawn_and_become

"""Runs a program in an asyncio task on the window's own loop (qasync): the default."""

import asyncio
from typing import ClassVar

from PySide6.QtCore import QObject

from app.core.errors import LabError
from app.core.manifest import LauncherName, Stream
from app.core.typing import override
from app.launch.gate import StartGate
from app.launch.launcher import WINDOW_BYTES_PER_S, Launcher
from app.stage.child import Spawn, spawn_interpreter
from app.stage.outcome import Outcome
from app.stage.request import RunRequest
from app.stage.run import Run


class TaskLauncher(Launcher):
    """Supervises the child from the GUI thread, between two events of the window.

    `gate` is shared by the launchers of a window.
    """

    name: ClassVar[LauncherName] = "task"

    def __init__(self, gate: StartGate | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gate = gate or StartGate()
        self._run: Run | None = None
        self._task: asyncio.Task[None] | None = None

    @override
    def stop(self) -> None:
        if self._run is not None:
            self._run.stop()

    @override
    def write_input(self, text: str) -> None:
        if self._run is not None:
            self._run.write_input(text)

    @override
    def close_input(self) -> None:
        if self._run is not None:
            self._run.close_input()

    @override
    def _begin(self, request: RunRequest) -> None:
        self._run = Run(
            request,
            launcher=self.name,
            spawn=self._gate.guard(self._spawn()),
            on_state=self.state_changed.emit,
            on_output=self._emit_output,
            bytes_per_s=WINDOW_BYTES_PER_S,
        )
        # The loop keeps only a weak reference to a task.
        self._task = asyncio.get_running_loop().create_task(self._body(self._run))

    def _spawn(self) -> Spawn:
        """The way in which the child is started."""
        return spawn_interpreter

    async def _body(self, run: Run) -> None:
        """The whole run; nothing that happens in it reaches the tasks beside it."""
        result: Outcome | BaseException
        try:
            result = await run.run()
        except LabError as refusal:
            result = refusal
        except asyncio.CancelledError:
            self._finish(run.outcome or Outcome("stopped", None, 0))
            raise
        except Exception as error:
            asyncio.get_running_loop().call_exception_handler({"message": "A run failed", "exception": error})
            result = error
        self._finish(result)

    def _finish(self, result: Outcome | BaseException) -> None:
        self._run = self._task = None
        self._end(result)

    def _emit_output(self, stream: Stream, chunk: bytes) -> None:
        self.output.emit(stream, chunk)

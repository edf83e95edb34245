"""The one interface of the three ways to run a program without holding up the window."""

import asyncio
from typing import ClassVar

from PySide6.QtCore import QObject, Signal

from app.core.errors import LabError, RequestError
from app.core.manifest import LauncherName
from app.stage.outcome import Outcome
from app.stage.request import RunRequest

#: Of each stream; one full pipe per frame. A console shows no more, and the window has work left to do.
WINDOW_BYTES_PER_S = 4 << 20


class Launcher(QObject):
    """Runs one program at a time. Lives in the GUI thread and emits there. Await `closed` before deleting it.

    Signals:
        state_changed(str): "starting", "running", "stopping", "ended".
        output(str, bytes): stream ("stdout", "stderr") and what came over its pipe.
        finished(Outcome): how the run ended; nothing of it is left, the next one can start.
        failed(str): the run couldn't be started, and why in a sentence; the next one can start.
    """

    state_changed = Signal(str)
    output = Signal(str, object)
    finished = Signal(object)
    failed = Signal(str)

    name: ClassVar[LauncherName]

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._idle: asyncio.Event | None = None

    @property
    def busy(self) -> bool:
        """True from `start` until `finished` or `failed` is emitted."""
        return self._idle is not None

    def start(self, request: RunRequest) -> None:
        """Start a run; needs the running asyncio loop. Raises RuntimeError while busy."""
        if self._idle is not None:
            raise RuntimeError("A launcher runs one program at a time.")
        asyncio.get_running_loop()
        self._idle = asyncio.Event()
        try:
            self._begin(request)
        except OSError as error:
            self._end(RequestError(f"The run can't be started: {error.strerror}."))

    async def closed(self) -> None:
        """Stop, and wait until nothing of the run is left: what quitting awaits."""
        if (idle := self._idle) is not None:
            self.stop()
            await idle.wait()

    def stop(self) -> None:
        """Ask for the end of the run; returns at once. Harmless when nothing runs."""
        raise NotImplementedError

    def write_input(self, text: str) -> None:
        """Hand text to the program's standard input."""
        raise NotImplementedError

    def close_input(self) -> None:
        """End of input (Ctrl-D)."""
        raise NotImplementedError

    def _begin(self, request: RunRequest) -> None:
        """Start a run; `_end` is to be called once when nothing of it is left."""
        raise NotImplementedError

    def _end(self, result: Outcome | BaseException) -> None:
        """Become idle, and tell how the run ended or why it didn't start."""
        idle, self._idle = self._idle, None
        if isinstance(result, Outcome):
            self.finished.emit(result)
        elif isinstance(result, LabError):
            self.failed.emit(str(result))
        else:
            self.failed.emit(self.tr("The lab itself failed: {0!r}").format(result))
        if idle is not None:
            idle.set()

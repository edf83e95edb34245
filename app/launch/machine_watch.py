"""Looks at the machine from a QThread, ten times a second while somebody watches."""

import threading
from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from app.core.machine_look import MachineLook
from app.core.typing import override
from app.stage.machine import MachineLooker, RunRoot

EVERY_S = 0.1

#: So many looks are handed over together: waking the GUI thread costs more than looking.
TOGETHER = 5


class _Watcher(QThread):
    """The thread. `roots` is replaced as a whole by the GUI thread."""

    looked = Signal(object)
    failed = Signal(str)

    def __init__(self, roots: tuple[RunRoot, ...], parent: QObject) -> None:
        super().__init__(parent)
        self.roots = roots
        self.stopped = threading.Event()

    @override
    def run(self) -> None:
        try:
            looker = MachineLooker()
            looks: list[MachineLook] = []
            while not self.stopped.wait(EVERY_S):
                looks.append(looker.look(self.roots))
                if len(looks) == TOGETHER:
                    self.looked.emit(tuple(looks))
                    looks.clear()
        except Exception as error:  # one that leaves `run` would end the whole lab
            self.failed.emit(f"{type(error).__name__}: {error}")


class MachineWatch(QObject):
    """Watches between `start` and `stop`; no thread is there otherwise.

    Signals:
        looked(tuple[MachineLook, ...]): what the last looks found, the newest at the end; in the GUI thread.
        failed(str): looking isn't possible on this machine, and why.
    """

    looked = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._roots: tuple[RunRoot, ...] = ()
        self._watcher: _Watcher | None = None

    @property
    def watching(self) -> bool:
        """Whether it looks."""
        return self._watcher is not None

    def set_roots(self, roots: Sequence[RunRoot]) -> None:
        """Look at the processes of these runs."""
        self._roots = tuple(roots)
        if self._watcher is not None:
            self._watcher.roots = self._roots

    def start(self) -> None:
        """Begin to look; harmless when it does."""
        if self._watcher is None:
            self._watcher = _Watcher(self._roots, self)
            # Bound methods of an object of the GUI thread: a lambda would be called in the worker.
            self._watcher.looked.connect(self._hear_looks, Qt.ConnectionType.QueuedConnection)
            self._watcher.failed.connect(self._hear_failure, Qt.ConnectionType.QueuedConnection)
            self._watcher.start(QThread.Priority.LowPriority)

    def stop(self) -> None:
        """End looking, within the time of one look; no thread is left."""
        watcher, self._watcher = self._watcher, None
        if watcher is not None:
            watcher.stopped.set()
            watcher.wait()
            watcher.deleteLater()

    @Slot(object)
    def _hear_looks(self, looks: tuple[MachineLook, ...]) -> None:
        if self._watcher is not None:  # some may still be on their way when it was stopped
            self.looked.emit(looks)

    @Slot(str)
    def _hear_failure(self, why: str) -> None:
        self.stop()
        self.failed.emit(why)

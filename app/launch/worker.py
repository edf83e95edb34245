"""What the launchers with a worker thread share: a thread that tells, and the way back to the window."""

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from app.core.manifest import Stream
from app.core.typing import override
from app.launch.launcher import Launcher
from app.stage.outcome import Outcome


class Worker(QThread):
    """A thread that works on one run. The object lives in the GUI thread, `work` is called in the worker.

    Signals:
        told_state(str), told_output(str, bytes): from the worker; connect them queued.
    """

    told_state = Signal(str)
    told_output = Signal(str, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.result: Outcome | BaseException = RuntimeError("the worker thread never ran")

    def work(self) -> Outcome | BaseException:
        """See to the whole run and return how it ended."""
        raise NotImplementedError

    @override
    def run(self) -> None:
        try:
            self.result = self.work()
        except BaseException as error:  # one that leaves `run` would end the whole lab
            self.result = error

    def tell_output(self, stream: Stream, chunk: bytes) -> None:
        """Emit output, from the worker."""
        self.told_output.emit(stream, chunk)


class WorkerLauncher(Launcher):
    """Hands a run to a `Worker`; what that tells comes back as queued signals."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker: Worker | None = None

    def _start_worker(self, worker: Worker) -> None:
        queued = Qt.ConnectionType.QueuedConnection
        # Bound methods of an object of the GUI thread: a lambda would be called in the worker.
        worker.told_state.connect(self._hear_state, queued)
        worker.told_output.connect(self._hear_output, queued)
        worker.finished.connect(self._hear_finished, queued)
        self._worker = worker
        worker.start()

    @Slot(str)
    def _hear_state(self, state: str) -> None:
        self.state_changed.emit(state)

    @Slot(str, object)
    def _hear_output(self, stream: str, chunk: bytes) -> None:
        self.output.emit(stream, chunk)

    @Slot()
    def _hear_finished(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.wait()
            result = worker.result
            worker.deleteLater()
            self._end(result)

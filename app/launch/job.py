"""Does the lab's own long work off the GUI thread, in the three ways in which programs are run."""

import asyncio
import multiprocessing
import os
import threading
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from app.core.manifest import LauncherName
from app.core.typing import override
from app.launch.job_process import DONE, FAILED, REFUSED, SHARE, Job, Reporter, do_job, outcome_of


class JobLauncher(QObject):
    """Does one job at a time. Lives in the GUI thread and emits there. Await `closed` before deleting it.

    Signals:
        progressed(float): the share that is done, 0 to 1.
        done(object): what the job has made; the next one can start.
        failed(str): why it has made nothing, in a sentence; the next one can start.
        cancelled(): it was given up; the next one can start.
    """

    progressed = Signal(float)
    done = Signal(object)
    failed = Signal(str)
    cancelled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._idle: asyncio.Event | None = None
        self._given_up = threading.Event()

    @property
    def busy(self) -> bool:
        """True from `start` until `done`, `failed` or `cancelled` is emitted."""
        return self._idle is not None

    def start(self, job: Job) -> None:
        """Begin; needs the running asyncio loop. Raises RuntimeError while busy."""
        if self._idle is not None:
            raise RuntimeError("A job launcher does one job at a time.")
        asyncio.get_running_loop()
        self._idle = asyncio.Event()
        self._given_up.clear()
        try:
            self._begin(job)
        except OSError as error:
            self._end((FAILED, error.strerror))

    def cancel(self) -> None:
        """Give the job up; it ends at its next report. Returns at once. Harmless when nothing is done."""
        self._given_up.set()

    async def closed(self) -> None:
        """Give the job up, and wait until nothing of it is left: what quitting awaits."""
        if (idle := self._idle) is not None:
            self.cancel()
            await idle.wait()

    def _begin(self, job: Job) -> None:
        """Begin a job; `_end` is to be called once when nothing of it is left."""
        raise NotImplementedError

    @Slot(float)
    def _tell(self, share: float) -> None:
        if self.busy:
            self.progressed.emit(share)

    def _end(self, outcome: tuple[str, object]) -> None:
        """Become idle, and tell how the job ended."""
        idle, self._idle = self._idle, None
        match outcome:
            case (kind, result) if kind == DONE:
                self.done.emit(result)
            case (kind, why) if kind == REFUSED:
                self.failed.emit(str(why))
            case (kind, why) if kind == FAILED:
                self.failed.emit(self.tr("The lab itself failed: {0}").format(why))
            case _:
                self.cancelled.emit()
        if idle is not None:
            idle.set()


class TaskJobs(JobLauncher):
    """An asyncio task that hands the work to one of the loop's threads and awaits it: the default."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task: asyncio.Task[None] | None = None  # the loop keeps only a weak reference

    @override
    def _begin(self, job: Job) -> None:
        loop = asyncio.get_running_loop()

        def tell(share: float) -> None:
            loop.call_soon_threadsafe(self._tell, share)

        self._task = loop.create_task(self._body(job, Reporter(tell, self._given_up.is_set)))

    async def _body(self, job: Job, reporter: Reporter) -> None:
        work = asyncio.ensure_future(asyncio.to_thread(outcome_of, job, reporter))
        try:
            outcome = await asyncio.shield(work)
        except asyncio.CancelledError:  # the loop ends: the thread must have ended before
            self.cancel()
            self._finish(await work)
            raise
        self._finish(outcome)

    def _finish(self, outcome: tuple[str, object]) -> None:
        self._task = None
        self._end(outcome)


class _JobThread(QThread):
    """The worker. `told` comes from it: connect it queued."""

    told = Signal(float)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.outcome: tuple[str, object] = (FAILED, "the worker thread never ran")

    def work(self) -> tuple[str, object]:
        """See to the whole job and return how it ended."""
        raise NotImplementedError

    @override
    def run(self) -> None:
        self.outcome = self.work()


class _DoingThread(_JobThread):
    """Does the job itself."""

    def __init__(self, job: Job, given_up: threading.Event, parent: QObject) -> None:
        super().__init__(parent)
        self._job = job
        self._given_up = given_up

    @override
    def work(self) -> tuple[str, object]:
        return outcome_of(self._job, Reporter(self.told.emit, self._given_up.is_set))


class _ListeningThread(_JobThread):
    """Hears what the process that does the job tells, and sees to its end."""

    def __init__(self, process: SpawnProcess, connection: Connection, parent: QObject) -> None:
        super().__init__(parent)
        self._process = process
        self._connection = connection

    @override
    def work(self) -> tuple[str, object]:
        outcome: tuple[str, object] = (FAILED, "the process that did the job ended before it")
        try:
            while (message := self._connection.recv())[0] == SHARE:
                self.told.emit(message[1])
            outcome = message
        except (EOFError, OSError):
            pass
        self._process.join()
        self._process.close()
        return outcome


class _ThreadedJobs(JobLauncher):
    """What the launchers with a worker thread share: the way back to the window."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: _JobThread | None = None

    def _start_thread(self, thread: _JobThread) -> None:
        queued = Qt.ConnectionType.QueuedConnection
        # Bound methods of an object of the GUI thread: a lambda would be called in the worker.
        thread.told.connect(self._tell, queued)
        thread.finished.connect(self._hear_finished, queued)
        self._thread = thread
        thread.start()

    @Slot()
    def _hear_finished(self) -> None:
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.wait()
            outcome = thread.outcome
            thread.deleteLater()
            self._end(outcome)


class ThreadJobs(_ThreadedJobs):
    """A QThread does the work."""

    @override
    def _begin(self, job: Job) -> None:
        self._start_thread(_DoingThread(job, self._given_up, self))


class ProcessJobs(_ThreadedJobs):
    """A `multiprocessing` process does the work: the job must be picklable, a `partial` of a function, say."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._connection: Connection | None = None

    @override
    def cancel(self) -> None:
        super().cancel()
        if self._connection is not None:
            try:
                self._connection.send_bytes(b"")
            except OSError:
                pass  # ended in the meantime

    @override
    def _begin(self, job: Job) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        # A daemon, so that a lab that ends without ending the job doesn't wait for it.
        process = context.Process(target=do_job, args=(theirs, job, dict(os.environ)), daemon=True)
        try:
            process.start()
        except BaseException:
            self._connection.close()
            self._connection = None
            raise
        finally:
            theirs.close()
        self._start_thread(_ListeningThread(process, self._connection, self))

    @override
    def _end(self, outcome: tuple[str, object]) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        super()._end(outcome)


JOB_LAUNCHERS: dict[LauncherName, type[JobLauncher]] = {
    "task": TaskJobs,
    "thread": ThreadJobs,
    "process": ProcessJobs,
}


def new_job_launcher(name: LauncherName, parent: QObject | None = None) -> JobLauncher:
    """A launcher of that name for the lab's own work."""
    return JOB_LAUNCHERS[name](parent)

"""One run of one tab, or a recording from disk: feeds the views once a frame, a bounded amount at a time.

A large recording is read aside, and handed over whole: no trace is ever touched by two threads at once, but to
read one that has settled.
"""

import contextlib
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.demo import Claim
from app.core.ending import Ending, judged, unjudged
from app.core.errors import RecordingError
from app.core.evidence import Evidence
from app.core.manifest import LauncherName, Manifest
from app.core.trace import Trace
from app.launch.choice import new_launcher
from app.launch.gate import StartGate
from app.launch.job import new_job_launcher
from app.launch.job_process import Job
from app.launch.launcher import Launcher
from app.shell import garbage
from app.shell.hang_doctor import HangDoctor
from app.shell.letting_go import LettingGo
from app.shell.telling import Advance, Telling
from app.stage.machine import RunRoot
from app.stage.outcome import Outcome
from app.stage.request import RunRequest
from widgets.spoken import reason

FRAME_MS = 16
_BUDGET_S = 0.006  # of a frame, for reading while the program runs
_DRAIN_S = 0.012  # of a frame, when it has ended and somebody waits for the rest
_SLICE_S = 0.002  # between two looks at the clock
_LEAST_SLICE, _MOST_SLICE = 500, 20_000  # events
_AT_ONCE = 30_000  # recordings up to this many events are judged without leaving the GUI thread
_REST = 400_000  # events: what a run has left unread of more than that is read aside, with all the rest

#: What takes long, and can be given up: reading a recording, showing it, judging it; "": nothing does.
Work = Literal["", "reading", "showing", "judging"]

__all__ = ["Advance", "Ending", "RunSession", "Work"]


class RunSession(QObject):
    """Starts and follows one run after the other.

    Signals:
        begun(): a run is on its way; all views shall be empty.
        renewed(): the same run is told once more from its begin; timeline and output shall be empty.
        worked(str, float): what the lab does with the recording (Work) and which share of it is done.
        state_changed(str): starting, running, stopping, ended.
        advanced(Advance): new facts, once a frame while there are any.
        diagnosed(list): why lanes of a run that goes on will never move again; empty: they do after all.
        ended(Ending): everything has been read and judged.
        refused(str): the run couldn't be started or the recording not read, and why.
    """

    begun = Signal()
    renewed = Signal()
    worked = Signal(str, float)
    state_changed = Signal(str)
    advanced = Signal(object)
    diagnosed = Signal(object)
    ended = Signal(object)
    refused = Signal(str)

    def __init__(self, gate: StartGate, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.trace: Trace | None = None
        self.also: Callable[[Evidence], object] | None = None  # looks at evidence where it is judged aside
        self._gate = gate
        self._launcher: Launcher | None = None
        self._directory = Path()
        self._claims: tuple[Claim, ...] = ()
        self._draining = False
        self._doctor = HangDoctor()
        self._telling = Telling()
        self._slice = _LEAST_SLICE
        self._work: Work = ""
        self._share = 0.0
        self._closing = False
        self._pause = garbage.Pause()
        self._shown: Ending | None = None
        self._letting_go = LettingGo(self)
        self._jobs = new_job_launcher("task", self)
        self._jobs.progressed.connect(self._progressed)
        self._jobs.done.connect(self._job_done)
        self._jobs.failed.connect(self._job_failed)
        self._jobs.cancelled.connect(self._job_cancelled)
        self._unread = ""  # why the recording of a program that still runs can't be followed any more
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def busy(self) -> bool:
        """Whether a program runs, or its recording is still being read or judged."""
        running = self._launcher is not None and self._launcher.busy
        return self._timer.isActive() or self._jobs.busy or running

    @property
    def work(self) -> Work:
        """What takes long now, and can be given up."""
        return self._work

    @property
    def running(self) -> bool:
        """Whether a program runs: its recording grows."""
        return self._launcher is not None and not self._draining

    @property
    def directory(self) -> Path:
        """The folder of what is shown, also while it grows."""
        return self._directory

    @property
    def recording(self) -> tuple[Manifest, Path, tuple[Claim, ...]] | None:
        """What is shown, its folder and its claims; None where there is nothing or it still grows."""
        if self.trace is None or self.busy:
            return None
        return self.trace.recording.manifest, self._directory, self._claims

    @property
    def root(self) -> RunRoot | None:
        """The program that runs: its first process and where it writes to; None where none runs."""
        if self.trace is None or self._draining or self._launcher is None:
            return None
        child = self.trace.recording.manifest.child
        return RunRoot(child.pid, self._directory) if child is not None else None

    def process_names(self) -> dict[int, str]:
        """The names of the processes' lanes, by pid."""
        if self.trace is None:
            return {}
        actors = self.trace.actors.actors.values()
        return {actor.pid: actor.name for actor in actors if actor.kind == "process" and actor.name}

    @property
    def shown(self) -> Path | None:
        """The folder of the recording that is shown or being made; None: there is none."""
        return self._directory if self.trace is not None or self.busy else None

    def clear(self) -> None:
        """Show no recording; nothing happens while a program runs."""
        if not self.busy:
            self._close_trace()

    # starting and stopping ----------------------------------------------------------------------------------
    def start(self, request: RunRequest, claims: tuple[Claim, ...], launcher_name: LauncherName) -> None:
        """Run a program; nothing happens while one is running."""
        if self.busy:
            return
        self._prepare(request.directory, claims)
        self._launcher = new_launcher(launcher_name, self._gate, self)
        self._launcher.state_changed.connect(self.state_changed)
        self._launcher.finished.connect(self._run_finished)
        self._launcher.failed.connect(self._run_failed)
        self._launcher.start(request)
        self._timer.start()

    def open_recording(self, directory: Path, claims: tuple[Claim, ...] = ()) -> None:
        """Show a recording from disk."""
        if self.busy:
            return
        self._prepare(directory, claims)
        self._draining = True
        self._read_aside()

    def stop(self) -> None:
        """Ask for the end of the run; where none runs, give up what the lab does with the recording."""
        if self._launcher is not None:
            self._launcher.stop()
        elif self._work == "showing":
            self._give_up(self._given_up_words())
        else:
            self._jobs.cancel()

    def write_input(self, text: str) -> None:
        """Hand text to the program's standard input."""
        if self._launcher is not None:
            self._launcher.write_input(text)

    def end_input(self) -> None:
        """End of the program's input."""
        if self._launcher is not None:
            self._launcher.close_input()

    async def closed(self) -> None:
        """Stop whatever runs and wait until nothing of it is left."""
        self._closing = True
        if self._launcher is not None:
            await self._launcher.closed()
        self._timer.stop()
        await self._jobs.closed()
        self._close_trace()

    def _prepare(self, directory: Path, claims: tuple[Claim, ...]) -> None:
        self._close_trace()
        self._directory, self._claims = directory, claims
        self._draining = False
        self._doctor = HangDoctor()
        self._telling = Telling()
        self._unread = ""
        self.begun.emit()
        shown, self._shown = self._shown, None
        self._letting_go.take(shown)
        del shown
        garbage.clear()

    def _close_trace(self) -> None:
        if self.trace is not None:
            self.trace.close()
            self.trace = None

    def _open_trace(self) -> bool:
        try:
            self.trace = Trace(self._directory)
        except RecordingError as error:
            self._timer.stop()
            self.refused.emit(str(error))
            return False
        return True

    # following ----------------------------------------------------------------------------------------------
    def _run_finished(self, outcome: Outcome) -> None:
        self._release_launcher()
        if self._unread:
            self.refused.emit(self._unread)
            return
        if self.trace is None and not self._open_trace():
            return
        self._draining = True
        if self.trace is not None and self.trace.recording.unread > _REST:
            self._timer.stop()
            self._read_aside()

    def _run_failed(self, why: str) -> None:
        self._release_launcher()
        self._timer.stop()
        with contextlib.suppress(OSError):
            self._directory.rmdir()  # empty: nothing was started
        self.refused.emit(why)

    def _release_launcher(self) -> None:
        if self._launcher is not None:
            self._launcher.deleteLater()
            self._launcher = None

    def _tick(self) -> None:
        try:
            self._advance()
        except RecordingError as error:
            self._give_up(str(error))
        except OSError as error:
            self._give_up(self.tr("The recording can't be read any more: {0}.").format(reason(error)))
        except BaseException:
            self._give_up(self.tr("The recording can't be shown: something in the lab itself failed."))
            raise

    def _give_up(self, why: str) -> None:
        """Nothing more can be shown: end what runs, and say why when it has ended."""
        self._timer.stop()
        self._set_work("")
        self._close_trace()
        if self._launcher is None:
            self.refused.emit(why)
        else:
            self._unread = why
            self._launcher.stop()

    def _advance(self) -> None:
        if self._work == "showing":
            self._show_more()
            return
        if self.trace is None and not (self._has_spawned() and self._open_trace()):
            return
        trace = self.trace
        assert trace is not None
        now_ns = time.perf_counter_ns() - trace.recording.manifest.spawn_ns
        more = self._read(trace, now_ns)
        if self._draining and not more:
            self._timer.stop()
            trace.settle()
            self._tell(self._telling.rest(trace))
            self._judge(trace)
        else:
            horizon_ns = trace.end_ns if self._draining else now_ns
            self._tell(self._telling.news(trace, horizon_ns, not self._draining))
            if not (more or self._draining):
                self._look_after(trace, now_ns)

    def _tell(self, advance: Advance) -> None:
        self.advanced.emit(advance)
        self._telling.shown()

    def _look_after(self, trace: Trace, now_ns: int) -> None:
        found = self._doctor.look(trace, now_ns)
        if found is not None:
            self.diagnosed.emit(found)

    def _read(self, trace: Trace, now_ns: int) -> bool:
        """Take in what a frame has time for; whether there is more. Events differ in what they cost."""
        begin = before = time.perf_counter()
        while before - begin < (_DRAIN_S if self._draining else _BUDGET_S):
            if not (trace.drain(self._slice) if self._draining else trace.poll(now_ns, self._slice)):
                # To look for many costs, also where few come.
                self._slice = max(self._slice // 2, _LEAST_SLICE)
                return False
            after = time.perf_counter()
            faster = 2.0 if after - before < _SLICE_S else 0.5
            self._slice = min(max(round(self._slice * faster), _LEAST_SLICE), _MOST_SLICE)
            before = after
        return True

    def _has_spawned(self) -> bool:
        try:
            # Before, the manifest has only a guess at the time from which all others count.
            return Manifest.read(self._directory).child is not None
        except RecordingError:
            return False

    # aside --------------------------------------------------------------------------------------------------
    def _set_work(self, work: Work, share: float = 0.0) -> None:
        if (work, share) != (self._work, self._share):
            self._work, self._share = work, share
            self.worked.emit(work, share)

    def _progressed(self, share: float) -> None:
        self._set_work(self._work, share)

    def _read_aside(self) -> None:
        self._do_aside("reading", partial(Trace.load, self._directory, salvage=True))

    def _do_aside(self, work: Work, job: Job) -> None:
        self._jobs.start(job)
        if self._jobs.busy:  # else it has failed already
            self._set_work(work)

    def _job_done(self, result: object) -> None:
        if isinstance(result, Trace):
            self._take_over(result)
        elif isinstance(result, Ending):
            self._pause.end()
            self._set_work("")
            self._end(result)

    def _end(self, ending: Ending) -> None:
        self._shown = ending
        self.ended.emit(ending)

    def _job_failed(self, why: str) -> None:
        self._pause.end()
        self._set_work("")
        self.refused.emit(why)

    def _job_cancelled(self) -> None:
        work, words = self._work, self._given_up_words()
        self._pause.end()
        self._set_work("")
        if self._closing:
            return
        if self.trace is None:
            self.refused.emit(words)
            return
        if work == "reading":  # of the rest of a run: what was seen live stays
            self.trace.settle()
            self._tell(self._telling.rest(self.trace))
        self._end(unjudged(self.trace, words))

    def _given_up_words(self) -> str:
        match self._work:
            case "reading":
                return self.tr("You gave up reading the recording at {0} %: the rest isn't shown.").format(
                    round(100 * self._share)
                )
            case "judging":
                return self.tr("You gave up having the recording judged: nothing is said about it.")
            case _:
                return self.tr("You gave up opening the recording.")

    def _take_over(self, trace: Trace) -> None:
        """Somebody has read the whole recording: from here on it is this thread's."""
        if self._closing:
            trace.close()
            return
        if self.trace is not None:
            self._close_trace()
            self._telling = Telling()
            self.renewed.emit()
        if trace.recording.manifest.edited:
            self._claims = ()  # they are about the program as it is given
        self.trace = trace
        self._set_work("showing")
        self._timer.start()
        self._tick()

    def _show_more(self) -> None:
        """Tell the views of as much as a frame has time for."""
        trace = self.trace
        assert trace is not None
        begin_s = time.perf_counter()
        while not self._telling.told_all(trace):
            self._tell(self._telling.piece(trace))
            if time.perf_counter() - begin_s > _DRAIN_S:
                self._set_work("showing", self._telling.share(trace))
                return
        self._timer.stop()
        self._tell(self._telling.rest(trace))
        self._judge(trace)

    def _judge(self, trace: Trace) -> None:
        if trace.events <= _AT_ONCE:
            self._set_work("")
            self._end(judged(trace, self._claims))
        else:
            self._pause.begin()
            self._do_aside("judging", partial(judged, trace, self._claims, also=self.also))

"""One run of one tab, or a recording from disk: feeds the views once a frame, a bounded amount at a time."""

import contextlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, QTimer, Signal

from app.core.demo import Claim, Verdict
from app.core.diagnoses import diagnose
from app.core.diagnosis import Diagnosis
from app.core.errors import RecordingError
from app.core.events import State
from app.core.evidence import Evidence, gather
from app.core.folds.ledger import Deposit, ledgers
from app.core.folds.occupancy import OCCUPANCY
from app.core.lane_order import in_order
from app.core.manifest import LauncherName, Manifest
from app.core.model import SPAN, Actor, Flow, Output
from app.core.summary import judge
from app.core.trace import Trace
from app.launch.choice import new_launcher
from app.launch.gate import StartGate
from app.launch.job import new_job_launcher
from app.launch.launcher import Launcher
from app.shell import garbage
from app.shell.hang_doctor import HangDoctor
from app.stage.machine import RunRoot
from app.stage.outcome import Outcome
from app.stage.request import RunRequest

FRAME_MS = 16
_BUDGET_S = 0.006  # of a frame, for reading while the program runs
_DRAIN_S = 0.012  # of a frame, when it has ended and somebody waits for the rest
_SLICE_S = 0.002  # between two looks at the clock
_LEAST_SLICE, _MOST_SLICE = 500, 20_000  # events
_LANES_SHARE = 10  # new lanes are told again after ten times what telling them took: thousands take long
_AT_ONCE = 30_000  # recordings up to this many events are judged without leaving the GUI thread


@dataclass(frozen=True, slots=True)
class Advance:
    """What has come since the last frame. `lanes` is the same list as before while no lane has changed."""

    lanes: list[Actor]
    spans: npt.NDArray[np.void]
    open_spans: npt.NDArray[np.void]
    flows: Sequence[Flow]
    output: list[Output]
    horizon_ns: int
    wants_input: bool


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended and what it shows."""

    manifest: Manifest
    evidence: Evidence
    verdicts: list[tuple[Claim, Verdict]] = field(default_factory=list)
    diagnoses: list[Diagnosis] = field(default_factory=list)
    deposits: list[Deposit] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    lost: int = 0
    events: int = 0
    occupancy: npt.NDArray[np.void] = field(default_factory=lambda: np.empty(0, OCCUPANCY))


class RunSession(QObject):
    """Starts and follows one run after the other.

    Signals:
        begun(): a run is on its way; all views shall be empty.
        state_changed(str): starting, running, stopping, ended.
        advanced(Advance): new facts, once a frame while there are any.
        diagnosed(list): why lanes of a run that goes on will never move again; empty: they do after all.
        ended(Ending): everything has been read and judged.
        refused(str): the run couldn't be started or the recording not read, and why.
    """

    begun = Signal()
    state_changed = Signal(str)
    advanced = Signal(object)
    diagnosed = Signal(object)
    ended = Signal(object)
    refused = Signal(str)

    def __init__(self, gate: StartGate, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.trace: Trace | None = None
        self._gate = gate
        self._launcher: Launcher | None = None
        self._directory = Path()
        self._claims: tuple[Claim, ...] = ()
        self._draining = False
        self._doctor = HangDoctor()
        self._lanes: list[Actor] = []
        self._lanes_changes = -1  # what the fold had counted when they were told
        self._lanes_due_s = 0.0
        self._slice = _LEAST_SLICE
        self._judging: Trace | None = None  # what is being judged aside
        self._jobs = new_job_launcher("task", self)
        self._jobs.done.connect(self._judged)
        self._jobs.failed.connect(self._not_judged)
        self._sent_spans = self._sent_flows = self._sent_output = 0
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
        self.begun.emit()
        self._launcher.start(request)
        self._timer.start()

    def open_recording(self, directory: Path, claims: tuple[Claim, ...] = ()) -> None:
        """Show a recording from disk."""
        if self.busy:
            return
        self._prepare(directory, claims)
        self.begun.emit()
        if self._open_trace():
            assert self.trace is not None
            if self.trace.recording.manifest.edited:
                self._claims = ()  # they are about the program as it is given
            self._draining = True
            self._timer.start()

    def stop(self) -> None:
        """Ask for the end of the run."""
        if self._launcher is not None:
            self._launcher.stop()

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
        if self._launcher is not None:
            await self._launcher.closed()
        self._timer.stop()
        await self._jobs.closed()
        self._close_trace()

    def _prepare(self, directory: Path, claims: tuple[Claim, ...]) -> None:
        self._close_trace()
        garbage.clear()
        self._directory, self._claims = directory, claims
        self._draining = False
        self._doctor = HangDoctor()
        self._lanes, self._lanes_changes, self._lanes_due_s = [], -1, 0.0
        self._unread = ""
        self._sent_spans = self._sent_flows = self._sent_output = 0

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
            self._give_up(self.tr("The recording can't be read any more: {0}.").format(error.strerror))
        except BaseException:
            self._give_up(self.tr("The recording can't be shown: something in the lab itself failed."))
            raise

    def _give_up(self, why: str) -> None:
        """Nothing more can be shown: end what runs, and say why when it has ended."""
        self._timer.stop()
        self._close_trace()
        if self._launcher is None:
            self.refused.emit(why)
        else:
            self._unread = why
            self._launcher.stop()

    def _advance(self) -> None:
        if self.trace is None and not (self._has_spawned() and self._open_trace()):
            return
        trace = self.trace
        assert trace is not None
        now_ns = time.perf_counter_ns() - trace.recording.manifest.spawn_ns
        more = self._read(trace, now_ns)
        if self._draining and not more:
            self._timer.stop()
            trace.settle()
            self._tell(trace, trace.end_ns, settled=True)
            self._judge(trace)
        else:
            self._tell(trace, trace.end_ns if self._draining else now_ns)
            if not (more or self._draining):
                self._look_after(trace, now_ns)

    def _look_after(self, trace: Trace, now_ns: int) -> None:
        found = self._doctor.look(trace, now_ns)
        if found is not None:
            self.diagnosed.emit(found)

    def _read(self, trace: Trace, now_ns: int) -> bool:
        """Take in what a frame has time for; whether there is more. Events differ in what they cost."""
        begin = before = time.perf_counter()
        while before - begin < (_DRAIN_S if self._draining else _BUDGET_S):
            if not (trace.drain(self._slice) if self._draining else trace.poll(now_ns, self._slice)):
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

    def _tell(self, trace: Trace, horizon_ns: int, settled: bool = False) -> None:
        begin_s = time.perf_counter()
        new_lanes = trace.actors.changes != self._lanes_changes and (settled or begin_s >= self._lanes_due_s)
        if new_lanes:
            self._lanes_changes = trace.actors.changes
            actors = trace.actors.actors.values()
            self._lanes = in_order([actor for actor in actors if not actor.hidden and actor.name])
        spans = trace.spans.closed.rows(self._sent_spans)
        flows = trace.flows.since(self._sent_flows)
        output = trace.output.pieces[self._sent_output :]
        self._sent_spans += len(spans)
        self._sent_flows += len(flows)
        self._sent_output += len(output)
        self.advanced.emit(
            Advance(
                lanes=self._lanes,
                spans=spans,
                open_spans=trace.spans.open if len(trace.spans.open) else np.empty(0, SPAN),
                flows=flows,
                output=sorted(output, key=lambda piece: piece.t_ns),
                horizon_ns=horizon_ns,
                wants_input=not self._draining and bool((trace.spans.open["state"] == State.INPUT).any()),
            )
        )
        if new_lanes:
            end_s = time.perf_counter()
            self._lanes_due_s = end_s + _LANES_SHARE * (end_s - begin_s)

    # judging ------------------------------------------------------------------------------------------------
    def _judge(self, trace: Trace) -> None:
        if trace.events <= _AT_ONCE:
            self.ended.emit(_ending(trace, self._claims))
        else:
            self._judging = trace
            self._jobs.start(lambda progress: _ending(trace, self._claims))

    def _judged(self, ending: Ending) -> None:
        if self._judging is self.trace:
            self.ended.emit(ending)

    def _not_judged(self, why: str) -> None:
        if self._judging is self.trace:
            self.refused.emit(why)


def _ending(trace: Trace, claims: tuple[Claim, ...]) -> Ending:
    evidence = gather(trace)
    return Ending(
        manifest=trace.recording.manifest,
        evidence=evidence,
        verdicts=judge(claims, evidence),
        diagnoses=diagnose(evidence),
        deposits=ledgers(evidence.accesses),
        problems=list(trace.recording.problems),
        lost=trace.recording.lost,
        events=trace.events,
        occupancy=trace.occupancy.sorted(),
    )

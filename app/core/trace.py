"""A recording with its folds, fed together: what live views, claims and the summary read."""

from pathlib import Path

import numpy as np

from app.core.errors import RecordingError
from app.core.folds.accesses import AccessFold
from app.core.folds.actors import ActorFold
from app.core.folds.cpu import CpuFold
from app.core.folds.flows import FlowFold
from app.core.folds.heartbeats import HeartbeatFold
from app.core.folds.holds import HoldFold
from app.core.folds.neglected import NeglectFold
from app.core.folds.occupancy import OccupancyFold
from app.core.folds.output import OutputFold
from app.core.folds.spans import SpanFold
from app.core.folds.touches import TouchFold
from app.core.progress import Progress
from app.core.recording import Recording

_PIECE = 20_000  # events that are read between two reports: a few ms
_ASIDE_NS = 50_000_000  # samples and what came through the pipes aren't looked for in every frame


class Trace:
    """Reads a run's directory step by step, live or from disk."""

    def __init__(self, directory: Path, *, salvage: bool = False) -> None:
        """Open a run's directory; RecordingError where it is none. `salvage`: even without its manifest."""
        self.recording = Recording(directory, salvage=salvage)
        self.actors = ActorFold(self.recording)
        self.spans = SpanFold(self.recording)
        self.flows = FlowFold(self.recording)
        self.accesses = AccessFold(self.recording)
        self.holds = HoldFold(self.recording)
        self.neglected = NeglectFold(self.recording)
        self.output = OutputFold(self.recording)
        self.occupancy = OccupancyFold()
        self.cpu = CpuFold(self.recording)
        self.touches = TouchFold(self.recording)
        self.heartbeats = HeartbeatFold()
        self._aside_ns = 0  # when samples and pipes are looked at again
        self.events = 0
        self.program_ns = 0  # when the first interpreter had started and the program's own lines began
        self.end_ns = 0  # the latest time that has been heard of
        self._folds = (
            self.actors,
            self.spans,
            self.flows,
            self.accesses,
            self.holds,
            self.neglected,
            self.output,
            self.occupancy,
            self.cpu,
            self.touches,
            self.heartbeats,
        )

    @classmethod
    def load(cls, directory: Path, progress: Progress | None = None, *, salvage: bool = False) -> "Trace":
        """Read a recording from disk to its end; RecordingError where it is none, or can't be read.

        `progress` hears of the share of its bytes that is read. Lets through what it raises.
        """
        trace = cls(directory, salvage=salvage)
        try:
            if progress is None:
                trace.finish()
            else:
                trace.finish_watched(progress)
        except OSError as error:
            trace.close()
            raise RecordingError(
                f"The recording in {directory} can't be read any more: {error.strerror}."
            ) from error
        except BaseException:
            trace.close()
            raise
        return trace

    def poll(self, now_ns: int, most: int = 100_000) -> int:
        """Take in about `most` new events; `now_ns` since the spawn. 0: there is nothing more by now."""
        count = self._step(most, final=False)
        if now_ns < self._aside_ns:
            return count
        self.cpu.read()
        if count < most:  # else what came through the pipes may be told of by events that haven't been read
            piped = self.output.read_pipes(now_ns)
            if not piped:
                self._aside_ns = now_ns + _ASIDE_NS
            count += piped
        return count

    def drain(self, most: int = 1_000_000) -> int:
        """Take in what is left when nobody writes any more, about `most` events; 0: that was all."""
        return self._step(most, final=True) or self.output.read_pipes(None)

    def settle(self) -> None:
        """Say how everything ended, when all has been read."""
        self.recording.refresh_manifest()
        self.output.settle()
        if self.recording.manifest.wall_ns is not None:
            self.end_ns = max(self.end_ns, self.recording.manifest.wall_ns)
        self.actors.settle()
        while self.cpu.read():
            pass
        self._estimate()
        self.flows.settle()

    def _estimate(self) -> None:
        """Say how long those were on a processor that couldn't tell it themselves."""
        for actor in self.actors.actors.values():
            if actor.cpu_ns is None:
                actor.cpu_ns = self.cpu.cpu_ns(actor)
                actor.cpu_estimated = actor.cpu_ns is not None

    def finish(self) -> None:
        """Read what is left and settle: the whole of a recording at once."""
        self.recording.refresh_manifest()
        while self.drain():
            pass
        self.settle()

    def finish_watched(self, progress: Progress) -> None:
        """The same in small pieces, between which `progress` hears how far it is, and may end it."""
        self.recording.refresh_manifest()
        progress(0.0)
        total = 0
        while self.drain(_PIECE):
            passed = self.recording.passed
            total = total or passed + self.recording.unread
            progress(passed / max(total, 1))
        self.settle()

    def _step(self, most: int, final: bool) -> int:
        events = self.recording.poll(most, final)
        if len(events):
            kinds = np.flatnonzero(np.bincount(events["kind"]))
            for fold in self._folds:
                if fold.READS.take(
                    kinds
                ).any():  # to look for what isn't there costs as much as to take it in
                    fold.feed(events)
            if not self.events:
                self.program_ns = int(events["t"][0])
            self.events += len(events)
            self.end_ns = max(self.end_ns, int(events["t"].max()))
        return len(events)

    def close(self) -> None:
        """Let go of the files."""
        self.recording.close()

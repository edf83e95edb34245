"""What processors and memory did during a run, from the file of samples: estimated, not told by lanes."""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from app.core import samples
from app.core.events import Kind, among, one_by_one
from app.core.model import Actor
from app.core.recording import Events, Recording
from app.core.rows import picked

_RECORD = np.dtype(
    [
        ("t", "<i8"),
        ("kind", "<u2"),
        ("core", "<u2"),
        ("pid", "<u4"),
        ("tid", "<i8"),
        ("a", "<i8"),
        ("b", "<i8"),
    ]
)
_MOST_RECORDS = 200_000  # read at one time
_LONGEST_NS = 10 * 24 * 3600 * 1_000_000_000

Series = npt.NDArray[np.int64]


@dataclass(slots=True)
class Track:
    """Values of one thread, process or core over time."""

    _parts: list[npt.NDArray[np.int64]] = field(default_factory=list)  # rows (t, a, b)
    _all: npt.NDArray[np.int64] | None = None

    def append(self, t: Series, a: Series, b: Series) -> None:
        """Add samples, each shape (n,)."""
        self._parts.append(np.stack([t, a, b]))
        self._all = None

    def rows(self) -> npt.NDArray[np.int64]:
        """All samples, shape (3, n): t in ns since the spawn, a, b as `app.core.samples` says."""
        if self._all is None:
            self._all = np.concatenate(self._parts, axis=1) if self._parts else np.empty((3, 0), np.int64)
            self._parts = [self._all]
        return self._all


class CpuFold:
    """Samples by thread, process and core.

    `cores` is how many cores the machine has, 0 where nothing was sampled.
    """

    READS = among([Kind.THREAD_BEGIN, Kind.THREAD_ID])

    def __init__(self, recording: Recording) -> None:
        self.cores = 0
        self.core_loads: defaultdict[int, Track] = defaultdict(Track)
        self._processes: defaultdict[int, Track] = defaultdict(Track)  # by pid
        self._threads: defaultdict[tuple[int, int], Track] = defaultdict(Track)  # by (pid, tid)
        self._numbers: dict[int, list[tuple[int, int, int]]] = {}  # actor -> (pid, tid, since when)
        self._begun: defaultdict[tuple[int, int], list[int]] = defaultdict(list)  # (pid, tid) -> since when
        self._recording = recording
        self._path: Path = recording.directory / samples.FILE_NAME
        self._next = 0
        self._foreign = False

    # reading ----------------------------------------------------------------------------------------------
    def feed(self, events: Events) -> None:
        """Learn from the events which thread of the system is which lane."""
        for row in one_by_one(picked(events, self.READS.take(events["kind"]))):
            actor, t, tid = row.actor, row.t, row.a
            if tid > 0 and actor >= 0:
                pid = self._recording.logs[row.process].pid
                self._numbers.setdefault(actor, []).append((pid, tid, t))
                self._begun[pid, tid].append(t)

    def read(self) -> int:
        """Take in what was sampled meanwhile; returns how many samples, 0 when that was all."""
        if self._foreign:
            return 0
        try:
            with self._path.open("rb") as file:
                file.seek(self._next * _RECORD.itemsize)
                data = file.read(_MOST_RECORDS * _RECORD.itemsize)
        except OSError:
            return 0
        records = np.frombuffer(data[: len(data) // _RECORD.itemsize * _RECORD.itemsize], _RECORD)
        if not len(records):  # as in nearly every frame
            return 0
        if not self._next and not self._take_header(records[0]):
            self._foreign = True
            return 0
        self._next += len(records)
        self._sort_in(records[(records["t"] >= 0) & (records["t"] < _LONGEST_NS)])
        return len(records)

    def _take_header(self, record: np.void) -> bool:
        kind, magic, version = int(record["kind"]), int(record["tid"]), int(record["a"])
        self.cores = min(max(int(record["b"]), 0), 1 << 16)
        return (kind, magic, version) == (samples.HEADER, samples.MAGIC, samples.VERSION)

    def _sort_in(self, records: npt.NDArray[np.void]) -> None:
        good = records[(records["a"] >= 0) & (records["b"] >= -1)]
        for kind in (samples.THREAD, samples.PROCESS, samples.CORE):
            chosen = good[good["kind"] == kind]
            keys = np.stack([chosen["core"], chosen["pid"], chosen["tid"]], axis=1).astype(np.int64)
            unique, which = np.unique(keys, axis=0, return_inverse=True)
            for number, (core, pid, tid) in enumerate(unique):
                part = chosen[which.reshape(-1) == number]
                track = self._track(kind, int(core), int(pid), int(tid))
                track.append(*(part[name].astype(np.int64) for name in ("t", "a", "b")))

    def _track(self, kind: int, core: int, pid: int, tid: int) -> Track:
        if kind == samples.THREAD:
            return self._threads[pid, tid]
        return self._processes[pid] if kind == samples.PROCESS else self.core_loads[core]

    # asking -----------------------------------------------------------------------------------------------
    def thread(self, actor: Actor) -> npt.NDArray[np.int64]:
        """A lane's samples, shape (3, n): t, ns on a processor so far, ns waiting for one (-1 unknown).

        For a process these are its main thread's. Empty where nothing is known.
        """
        found = [self._of_number(*number) for number in self._numbers.get(actor.id, ())]
        return np.concatenate(found, axis=1) if found else np.empty((3, 0), np.int64)

    def _of_number(self, pid: int, tid: int, since_ns: int) -> npt.NDArray[np.int64]:
        rows = self._threads[pid, tid].rows()
        # The system uses the numbers of threads that have ended again.
        later = [t for t in self._begun[pid, tid] if t > since_ns]
        until_ns = min(later) if later else _LONGEST_NS
        first = min(self._begun[pid, tid]) == since_ns
        return rows[:, ((rows[0] >= since_ns) | first) & (rows[0] < until_ns)]

    def process(self, actor: Actor) -> npt.NDArray[np.int64]:
        """A process' samples, shape (3, n): t, ns of CPU time so far, bytes of memory; empty if unknown."""
        track = self._processes.get(actor.pid)
        return np.empty((3, 0), np.int64) if track is None else track.rows()

    def cpu_ns(self, actor: Actor) -> int | None:
        """How long an actor was on a processor as far as was seen; None where nothing was."""
        if actor.kind in ("task", "generator"):
            return None
        rows = self.thread(actor) if actor.kind == "thread" else self.process(actor)
        # A clock that hasn't ticked yet measures nothing: the system counts in steps of up to 10 ms.
        return (int(rows[1].max()) or None) if rows.shape[1] else None

    def on_cpu(self, actor: Actor, edges_ns: Series) -> npt.NDArray[np.float64]:
        """The share of each interval between `edges_ns`, shape (n,), that a thread was on a processor.

        Shape (n - 1,), 0 to 1; NaN outside the time in which it was looked at.
        """
        rows = self.thread(actor)
        if rows.shape[1] < 2:
            return np.full(max(len(edges_ns) - 1, 0), np.nan)
        so_far = np.interp(edges_ns, rows[0], rows[1], left=np.nan, right=np.nan)
        with np.errstate(divide="ignore", invalid="ignore"):
            shares: npt.NDArray[np.float64] = np.clip(np.diff(so_far) / np.diff(edges_ns), 0, 1)
        return shares

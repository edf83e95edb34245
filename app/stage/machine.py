"""Looks at the whole machine and at the processes of what runs, cheaply enough to do so ten times a second."""

import os
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from app.core.machine_look import MachineLook, ProcessRow
from app.stage.sampling import core_loads, core_times, members

MEMBERS_EVERY_S = 0.4  # who belongs to a run costs more to find out than what they do

#: A process' CPU time comes in steps of 10 ms on most systems: over so many looks that is little.
_LOOKS = 6

_STATES = {
    "R": psutil.STATUS_RUNNING,
    "S": psutil.STATUS_SLEEPING,
    "D": psutil.STATUS_DISK_SLEEP,
    "T": psutil.STATUS_STOPPED,
    "t": psutil.STATUS_TRACING_STOP,
    "Z": psutil.STATUS_ZOMBIE,
    "I": psutil.STATUS_IDLE,
}


@dataclass(frozen=True, slots=True)
class RunRoot:
    """A run: its first process, and the directory that its processes write to."""

    pid: int
    directory: Path


@dataclass(frozen=True, slots=True)
class _Use:
    """What a process has used since it began."""

    parent: int
    state: str
    threads: int | None
    cpu_s: float
    memory_bytes: int | None


class MachineLooker:
    """Looks again and again, and remembers what it needs to tell what changed in between."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._cores = core_times()
        self._switches = _switches()
        self._last_s = clock()
        self._members_s = float("-inf")
        self._roots: tuple[RunRoot, ...] = ()
        self._pids: list[int] = []
        self._known: dict[int, tuple[float, str]] = {}  # pid -> created, name
        self._used: dict[int, deque[tuple[float, float]]] = {}  # pid -> (time, CPU seconds) at the last looks

    def look(self, roots: Sequence[RunRoot]) -> MachineLook:
        """The machine now, with the processes of these runs."""
        now_s = self._clock()
        passed_s = max(now_s - self._last_s, 1e-6)
        cores, switches = core_times(), _switches()
        loads = tuple(load / 1000 for load in core_loads(self._cores, cores))
        rate = None if switches is None or self._switches is None else (switches - self._switches) / passed_s
        rows = self._rows(self._members(tuple(roots), now_s), now_s)
        self._cores, self._switches, self._last_s = cores, switches, now_s
        return MachineLook(now_s, loads, rate, rows)

    def _members(self, roots: tuple[RunRoot, ...], now_s: float) -> list[int]:
        if roots != self._roots or now_s - self._members_s >= MEMBERS_EVERY_S:
            found = dict.fromkeys(pid for root in roots for pid in members(root.pid, root.directory))
            self._pids = list(found)
            self._roots, self._members_s = roots, now_s
        return self._pids

    def _rows(self, pids: Sequence[int], now_s: float) -> tuple[ProcessRow, ...]:
        rows = []
        used: dict[int, deque[tuple[float, float]]] = {}
        for pid in dict.fromkeys((os.getpid(), *pids)):
            use = _use(pid)
            who = self._who(pid) if use is not None else None
            if use is None or who is None:
                continue
            used[pid] = looks = self._used.get(pid) or deque(maxlen=_LOOKS)
            looks.append((now_s, use.cpu_s))
            then_s, then_cpu_s = looks[0]
            cpu = max(use.cpu_s - then_cpu_s, 0.0) / (now_s - then_s) if now_s > then_s else None
            mine = pid == os.getpid()
            rows.append(
                ProcessRow(
                    pid, who[0], who[1], use.parent, use.state, use.threads, cpu, use.memory_bytes, mine
                )
            )
        self._used = used
        self._known = {pid: who for pid, who in self._known.items() if pid in used}
        return _families(rows)

    def _who(self, pid: int) -> tuple[float, str] | None:
        """Creation time and name, asked for once: they don't change, and asking is dear."""
        known = self._known.get(pid)
        if known is None:
            try:
                process = psutil.Process(pid)
                known = process.create_time(), process.name()
            except (psutil.Error, OSError):
                return None
            self._known[pid] = known
        return known


def _families(rows: Sequence[ProcessRow]) -> tuple[ProcessRow, ...]:
    """The lab's own first, then every child below its parent, in the order of their birth."""
    here = {row.pid for row in rows}
    children: dict[int, list[ProcessRow]] = {}
    for row in sorted(rows, key=lambda row: (row.created, row.pid)):
        heads = row.mine or row.parent not in here
        children.setdefault(0 if heads else row.parent, []).append(row)
    ordered: list[ProcessRow] = []
    waiting = sorted(children.get(0, ()), key=lambda row: not row.mine)
    while waiting:
        row = waiting.pop(0)
        ordered.append(row)
        below = children.pop(row.pid, [])
        # The lab's children are the runs: they stand beside it, not below.
        waiting = [*waiting, *below] if row.mine else [*below, *waiting]
    return tuple(ordered)


def _switches() -> int | None:
    try:
        return int(psutil.cpu_stats().ctx_switches)
    except (psutil.Error, OSError, NotImplementedError):
        return None


def _use(pid: int) -> _Use | None:
    """None where the process is gone or may not be seen."""
    if sys.platform == "linux":
        try:
            with open(f"/proc/{pid}/stat", "rb", buffering=0) as file:
                return _parse_stat(file.read())
        except OSError:
            return None
    try:
        process = psutil.Process(pid)
        with process.oneshot():
            times = process.cpu_times()
            return _Use(
                process.ppid(),
                str(process.status()),
                process.num_threads(),
                times.user + times.system,
                int(process.memory_info().rss),
            )
    except (psutil.Error, OSError):
        return None


def _parse_stat(data: bytes) -> _Use | None:
    # The second field is the name in brackets, which may itself hold brackets and blanks.
    words = data[data.rfind(b")") + 2 :].split()
    if len(words) < 22:
        return None
    ticks = int(words[11]) + int(words[12])
    return _Use(
        parent=int(words[1]),
        state=_STATES.get(words[0].decode("ascii", "replace"), "?"),
        threads=int(words[17]),
        cpu_s=ticks / os.sysconf("SC_CLK_TCK"),
        memory_bytes=int(words[21]) * os.sysconf("SC_PAGE_SIZE"),
    )


def end_process(pid: int, created: float, hard: bool) -> str | None:
    """End one process, `hard`: without asking it. Returns why not in a sentence, or None when it was told.

    Nothing happens to a process that has the pid by now but isn't the one that was created then.
    """
    try:
        process = psutil.Process(pid)
        if abs(process.create_time() - created) > 1.0 or process.status() == psutil.STATUS_ZOMBIE:
            return f"Process {pid} has ended already."
        if hard:
            process.kill()
        else:
            process.terminate()
    except psutil.NoSuchProcess:
        return f"Process {pid} has ended already."
    except (psutil.Error, OSError):
        return f"Process {pid} may not be ended by this user."
    return None

"""Looks at a run's processes from outside: time on processors, memory, load per core. No Qt, no asyncio.

The cost is bounded: after a look that took long the next one comes later, so that looking takes less than 1 %
of one core.
"""

import contextlib
import os
import sys
import threading
import time
from collections.abc import Container, Iterable
from pathlib import Path

import psutil

from app.core import samples

EVERY_S = 0.05
SLOW_EVERY_S = 0.25  # processes, cores, and who belongs to the run
MOST_SHARE = 0.008  # of one core
_MOST_FILES = 256  # of threads, kept open: reading an open one is three times as cheap

Times = tuple[int, int]  # (ns on a processor, ns waiting for one or -1)


# Pure functions: what the system says now ------------------------------------------------------------------


def thread_times(pid: int) -> dict[int, Times]:
    """The threads of a process by the system's numbers; none where it is gone or may not be seen."""
    if sys.platform == "linux":
        return {tid: times for tid in _thread_ids(pid) if (times := _schedstat(pid, tid)) is not None}
    try:
        threads = psutil.Process(pid).threads()
    except (psutil.Error, OSError):
        return {}
    return {thread.id: (int((thread.user_time + thread.system_time) * 1e9), -1) for thread in threads}


def process_use(pid: int) -> tuple[int, int] | None:
    """(ns of CPU time, bytes resident) of a process; None where it is gone or may not be seen."""
    try:
        process = psutil.Process(pid)
        with process.oneshot():
            if process.status() == psutil.STATUS_ZOMBIE:
                return None
            times, memory = process.cpu_times(), process.memory_info()
    except (psutil.Error, OSError):
        return None
    return int((times.user + times.system) * 1e9), int(memory.rss)


def core_loads(before: list[Times], now: list[Times]) -> list[int]:
    """How busy each core was between two looks, in 1/1000; `Times` here are (busy ns, ns in all)."""
    loads = []
    for (busy_0, all_0), (busy_1, all_1) in zip(before, now, strict=False):
        length = all_1 - all_0
        loads.append(min(max(1000 * (busy_1 - busy_0) // length, 0), 1000) if length > 0 else 0)
    return loads


def core_times() -> list[Times]:
    """(busy ns, ns in all) of each core since the system's start."""
    cores = []
    for times in psutil.cpu_times(percpu=True):
        idle = times.idle + getattr(times, "iowait", 0.0)
        # What guests used is counted under user and nice too.
        total = sum(times) - getattr(times, "guest", 0.0) - getattr(times, "guest_nice", 0.0)
        cores.append((int((total - idle) * 1e9), int(total * 1e9)))
    return cores


def members(first: int, directory: Path, gone: Container[int] = ()) -> list[int]:
    """The processes of a run that live now: descendants of the first, and those that write events.

    Those that are `gone` wrote events too; now their number may be another process'.
    """
    found = {first}
    waiting = [first]
    with contextlib.suppress(OSError):
        for name in os.listdir(directory):
            head, _, rest = name.partition(".")
            if rest == "0.events" and head.isdigit() and int(head) not in found and int(head) not in gone:
                found.add(int(head))
                waiting.append(int(head))
    while waiting:
        for child in _children(waiting.pop()):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return sorted(pid for pid in found if psutil.pid_exists(pid))


def _children(pid: int) -> Iterable[int]:
    if sys.platform == "linux":
        found: list[int] = []
        for tid in _thread_ids(pid):
            with contextlib.suppress(OSError), open(f"/proc/{pid}/task/{tid}/children", "rb") as file:
                found += map(int, file.read().split())
        return found
    try:
        return [child.pid for child in psutil.Process(pid).children()]
    except (psutil.Error, OSError):
        return []


def _thread_ids(pid: int) -> list[int]:
    try:
        return [int(name) for name in os.listdir(f"/proc/{pid}/task")]
    except OSError:
        return []


def _schedstat(pid: int, tid: int) -> Times | None:
    try:
        with open(f"/proc/{pid}/task/{tid}/schedstat", "rb", buffering=0) as file:
            return _parse_schedstat(file.read())
    except OSError:
        return None


def _parse_schedstat(data: bytes | None) -> Times | None:
    words = (data or b"").split()
    return (int(words[0]), int(words[1])) if len(words) >= 2 else None


# The sampler ---------------------------------------------------------------------------------------------


class Sampler:
    """Writes the samples of one run, in a thread of its own between `start` and `stop`."""

    def __init__(self, directory: Path, pid: int, spawn_ns: int) -> None:
        self._directory = directory
        self._pid = pid
        self._spawn_ns = spawn_ns
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._look_on, name="lab-sampler", daemon=True)

    def start(self) -> None:
        """Begin; a directory that can't be written gives no samples."""
        self._thread.start()

    def stop(self) -> None:
        """End, within the time of one look. Harmless when it wasn't started."""
        self._stopped.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _look_on(self) -> None:
        # A recording without samples is better than a run that ends for them.
        with contextlib.suppress(OSError), Look(self._directory, self._pid, self._spawn_ns) as look:
            pause_s = 0.0
            while not self._stopped.wait(pause_s) and look.written < samples.MOST_BYTES:
                begun = time.thread_time()
                look.look()
                pause_s = max(EVERY_S, (time.thread_time() - begun) / MOST_SHARE)
            look.look(last=True)


class Look:
    """The open file of samples, and what was seen last."""

    def __init__(self, directory: Path, pid: int, spawn_ns: int) -> None:
        self._directory = directory
        self._first = pid
        self._spawn_ns = spawn_ns
        self._pids = [pid]
        self._gone: set[int] = set()
        self._seen: dict[tuple[int, int], Times] = {}
        self._still: set[tuple[int, int]] = set()  # threads whose last value wasn't written
        self._processes: dict[int, tuple[int, int]] = {}
        self._cores = core_times()
        self._last_ns = self._slow_ns = 0
        self._stats = _OpenStats()
        self._rows: list[bytes] = []
        self.written = 0
        self._file = open(directory / samples.FILE_NAME, "wb", buffering=0)  # noqa: SIM115  closed by __exit__
        self._row(0, samples.HEADER, tid=samples.MAGIC, a=samples.VERSION, b=len(self._cores))

    def __enter__(self) -> "Look":
        return self

    def __exit__(self, *exc: object) -> None:
        self._stats.close()
        self._file.close()

    def look(self, last: bool = False) -> None:
        """Look once at everything that is due, and write it. Raises OSError where that can't be written."""
        t = time.perf_counter_ns() - self._spawn_ns
        if last or t - self._slow_ns >= SLOW_EVERY_S * 1e9 or not self._slow_ns:
            self._pids = members(self._first, self._directory, self._gone)
            self._look_at_processes(t)
            self._look_at_cores(t)
            self._slow_ns = t
        self._look_at_threads(t)
        self._last_ns = t
        data = b"".join(self._rows)
        self._rows.clear()
        self._file.write(data)
        self.written += len(data)

    def _look_at_threads(self, t: int) -> None:
        now = {
            (pid, tid): times for pid in self._pids for tid, times in self._stats.thread_times(pid).items()
        }
        for key, times in now.items():
            before = self._seen.get(key)
            if times == before:
                self._still.add(key)
                continue
            if before is not None and key in self._still:
                self._thread_row(self._last_ns, key, before)
            self._still.discard(key)
            self._thread_row(t, key, times)
        for key in self._seen.keys() - now.keys():
            self._still.discard(key)
            self._stats.forget(key)
            self._row(t, samples.END, *key)
        self._seen = now

    def _thread_row(self, t: int, key: tuple[int, int], times: Times) -> None:
        self._row(t, samples.THREAD, *key, a=times[0], b=times[1])

    def _look_at_processes(self, t: int) -> None:
        now = {pid: use for pid in self._pids if (use := process_use(pid)) is not None}
        for pid, (cpu_ns, resident) in now.items():
            self._row(t, samples.PROCESS, pid, a=cpu_ns, b=resident)
        for pid in self._processes.keys() - now.keys():
            self._gone.add(pid)
            self._row(t, samples.END, pid)
        self._processes = now

    def _look_at_cores(self, t: int) -> None:
        now = core_times()
        if self._slow_ns:
            for core, load in enumerate(core_loads(self._cores, now)):
                self._row(t, samples.CORE, core=core, a=load, b=t - self._slow_ns)
        self._cores = now

    def _row(
        self, t: int, kind: int, pid: int = 0, tid: int = 0, *, core: int = 0, a: int = 0, b: int = 0
    ) -> None:
        self._rows.append(samples.RECORD.pack(t, kind, core, pid, tid, a, b))


class _OpenStats:
    """Keeps the files of threads open (Linux): opening one costs more than reading it."""

    def __init__(self) -> None:
        self._files: dict[tuple[int, int], int] = {}

    def thread_times(self, pid: int) -> dict[int, Times]:
        """As the function of that name."""
        if sys.platform != "linux":
            return thread_times(pid)
        found = {}
        for tid in _thread_ids(pid):
            times = self._read(pid, tid)
            if times is not None:
                found[tid] = times
        return found

    def _read(self, pid: int, tid: int) -> Times | None:
        key = pid, tid
        fd = self._files.get(key, -1)
        if fd < 0:
            if len(self._files) >= _MOST_FILES:
                return _schedstat(pid, tid)
            try:
                fd = self._files[key] = os.open(f"/proc/{pid}/task/{tid}/schedstat", os.O_RDONLY)
            except OSError:
                return None
        try:
            return _parse_schedstat(os.pread(fd, 128, 0))
        except OSError:
            self.forget(key)
            return None

    def forget(self, key: tuple[int, int]) -> None:
        """A thread is gone."""
        fd = self._files.pop(key, -1)
        if fd >= 0:
            os.close(fd)

    def close(self) -> None:
        """Close all files."""
        for key in list(self._files):
            self.forget(key)

"""The processes of one run, found by three traces, and their end: nothing of a run is left."""

import contextlib
import os
import re
import struct
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import psutil

from app.core.manifest import ProcessId
from app.stage.command import RUN
from app.tracer import layout

GRACE_S = 1.0
LIMIT_S = 5.0
POLL_S = 0.02

#: Creation times are computed from a boot time that a clock being set may move by up to this.
CLOCK_SLACK_S = 1.5

#: Files are named by pid, with a suffix where a pid was used twice in one run.
_PID = re.compile(r"\d{1,18}")
_FIRST_TIME = struct.Struct("<Q")
_ENDED = frozenset({psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD})


@dataclass(frozen=True, slots=True)
class RunTraces:
    """What the processes of a run are found by.

    `token` is in the environment of each (unless one was started with an environment of its own), `directory`
    has the events files of the traced ones, `child` is the ancestor of most. `since` is the time (s since the
    epoch) before which none of them was created.
    """

    token: str
    directory: Path
    child: ProcessId | None
    since: float


def process_id(pid: int) -> ProcessId | None:
    """The living process with this pid, or None."""
    try:
        return ProcessId(pid, psutil.Process(pid).create_time())
    except psutil.Error:
        return None


def lives(process: ProcessId) -> bool:
    """Whether this very process still lives (a later one with its pid doesn't count)."""
    now = process_id(process.pid)
    return now is not None and abs(now.created - process.created) < CLOCK_SLACK_S


class Tree:
    """The living processes of a run; remembers those it has seen, which lose their parents as they end."""

    def __init__(self, traces: RunTraces) -> None:
        self._traces = traces
        self._seen: dict[tuple[int, float], psutil.Process] = {}

    def members(self) -> list[psutil.Process]:
        """Who lives now. Takes a look at every process of the machine: some 20 ms."""
        everyone = _everyone(self._traces.since)
        beginnings = _beginnings(self._traces.directory)
        ours = {pid for pid, process in everyone.items() if self._is_traced(process, beginnings)}
        for process in self._seen.values():
            if process.pid in everyone and process.is_running():
                ours.add(process.pid)
        _add_descendants(ours, everyone)
        members = [everyone[pid] for pid in ours - _lab_and_its_parents() if _alive(everyone[pid])]
        # Parents first: when they are ended one by one, none shall see its child end and go on.
        members.sort(key=lambda process: (process.create_time(), process.pid))
        self._seen.update({(process.pid, process.create_time()): process for process in members})
        return members

    def _is_traced(self, process: psutil.Process, beginnings: dict[int, float]) -> bool:
        created = process.create_time()
        child = self._traces.child
        if child is not None and child.pid == process.pid:
            return abs(created - child.created) < CLOCK_SLACK_S
        # A later process with the pid of one that wrote events was created after the first of them.
        begun = beginnings.get(process.pid)
        return self._has_token(process) or (begun is not None and created <= begun + CLOCK_SLACK_S)

    def _has_token(self, process: psutil.Process) -> bool:
        try:
            return process.environ().get(RUN) == self._traces.token
        except (psutil.Error, OSError):
            return False  # of another user, or gone


def _everyone(since: float) -> dict[int, psutil.Process]:
    everyone = {}
    for pid in psutil.pids():
        with contextlib.suppress(psutil.Error):
            process = psutil.Process(pid)
            if process.create_time() >= since - CLOCK_SLACK_S:
                everyone[pid] = process
    return everyone


def _add_descendants(ours: set[int], everyone: dict[int, psutil.Process]) -> None:
    children: dict[int, list[int]] = {}
    for pid, process in everyone.items():
        with contextlib.suppress(psutil.Error):
            children.setdefault(process.ppid(), []).append(pid)
    waiting = list(ours)
    while waiting:
        for pid in children.get(waiting.pop(), ()):
            if pid not in ours:
                ours.add(pid)
                waiting.append(pid)


def _lab_and_its_parents() -> set[int]:
    protected = {0, 1, os.getpid()}
    with contextlib.suppress(psutil.Error):
        protected.update(process.pid for process in psutil.Process().parents())
    return protected


def _alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() not in _ENDED
    except psutil.Error:
        return False


def _beginnings(directory: Path) -> dict[int, float]:
    """For each pid that wrote events, the time (s since the epoch) of the latest beginning of a recording."""
    beginnings: dict[int, float] = {}
    for path in directory.glob("*.0.events"):
        pid = _PID.match(path.name)
        begun = _first_event(path)
        if pid and begun is not None:
            number = int(pid[0])
            beginnings[number] = max(begun, beginnings.get(number, begun))
    return beginnings


def _first_event(path: Path) -> float | None:
    """The time (s since the epoch) of the first event in a segment, or None."""
    try:
        with open(path, "rb") as file:
            file.seek(layout.HEADER_SIZE)
            slot = file.read(_FIRST_TIME.size)
    except OSError:
        return None
    if len(slot) < _FIRST_TIME.size:
        return None
    (ts,) = _FIRST_TIME.unpack(slot)
    return time.time() - (time.perf_counter_ns() - int(ts)) / 1e9 if ts else None


# The end -------------------------------------------------------------------------------------------------


def wait_until_gone(tree: Tree, seconds: float, hurry: Callable[[], bool] = lambda: False) -> bool:
    """Wait until no process of the tree is left; False when time is up or `hurry()` says so."""
    deadline = time.monotonic() + seconds
    members = tree.members()
    while members:
        if time.monotonic() >= deadline or hurry():
            return False
        time.sleep(POLL_S)
        members = [process for process in members if _alive(process)] or tree.members()
    return True


def end_tree(tree: Tree, grace_s: float = GRACE_S, limit_s: float = LIMIT_S) -> int:
    """End every process of the tree: ask, wait for `grace_s`, then kill; at most `limit_s` in all.

    Returns how many processes had to be told. Blocks: call it in a thread of its own.
    """
    deadline = time.monotonic() + limit_s
    told: set[tuple[int, float]] = set()
    _ask(tree, min(time.monotonic() + grace_s, deadline), told)
    empty = 0
    # A process that forks and exits between two looks can hide once: a second look finds its child.
    while empty < 2 and time.monotonic() < deadline:
        members = _frozen(tree, deadline)
        empty = 0 if members else empty + 1
        _tell(members, psutil.Process.kill, told)
        _wait(members, deadline)
    return len(told)


def _ask(tree: Tree, deadline: float, told: set[tuple[int, float]]) -> None:
    while members := tree.members():
        new = [process for process in members if _key(process) not in told]
        _tell(new, psutil.Process.terminate, told)
        if sys.platform != "win32":
            _tell(new, psutil.Process.resume, told)  # a stopped process sees the signal when it goes on
        _wait(members, min(deadline, time.monotonic() + 5 * POLL_S))
        if time.monotonic() >= deadline:
            return


def _frozen(tree: Tree, deadline: float) -> list[psutil.Process]:
    """All members, stopped first, so that one that forks without end can't outrun the killing."""
    frozen: dict[tuple[int, float], psutil.Process] = {}
    while time.monotonic() < deadline:
        new = {_key(process): process for process in tree.members()}
        new = {key: process for key, process in new.items() if key not in frozen}
        if not new:
            break
        _tell(new.values(), psutil.Process.suspend, set())
        frozen.update(new)
    return list(frozen.values())


def _tell(
    members: Iterable[psutil.Process], signal: Callable[[psutil.Process], None], told: set[tuple[int, float]]
) -> None:
    for process in members:
        with contextlib.suppress(psutil.Error, OSError):
            signal(process)
            told.add(_key(process))


def _wait(members: list[psutil.Process], deadline: float) -> None:
    while members and time.monotonic() < deadline:
        members = [process for process in members if _alive(process)]
        if members:
            time.sleep(POLL_S)


def _key(process: psutil.Process) -> tuple[int, float]:
    return process.pid, process.create_time()

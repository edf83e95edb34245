"""Processes as lanes: how they come, how they end, who waits for them."""

from __future__ import annotations

import atexit
import os
import sys
import time
from _thread import get_native_id
from time import perf_counter_ns as now

from . import lanes, layout, places, stand_in, waits, writer
from .lanes import here
from .writer import emit, emit_at, name

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any

_status = layout.NO_STATUS
_stock_waitid: Any = getattr(os, "waitid", None)
_serves = False  # the fork server forks for others: those who asked tell that they started a process


def begin(script: str) -> None:
    """Tell that this process has begun; `script` is the file that it runs, or empty."""
    global _serves
    how, flags = layout.PROGRAM, 0
    arguments = " ".join(sys.orig_argv)
    if "--multiprocessing-fork" in sys.orig_argv:
        how = layout.SPAWN
    elif "multiprocessing.forkserver" in arguments:
        how, flags = layout.FORKSERVER, layout.PROCESS_HIDDEN
        _serves = True
    lanes.become_main()
    emit(lanes.MAIN, layout.PROCESS_BEGIN, how | flags, 0, 0, os.getppid(), name(os.path.basename(script)))
    emit(lanes.MAIN, layout.THREAD_ID, 0, 0, 0, get_native_id())
    atexit.register(_ended)


def is_library_process() -> bool:
    """Whether this interpreter serves the library alone and isn't worth a lane (the resource tracker)."""
    return "multiprocessing.resource_tracker" in " ".join(sys.orig_argv)


def _ended() -> None:
    emit(lanes.MAIN, layout.PROCESS_END, 0, 0, 0, _status, time.process_time_ns())


def note_status(status: int) -> None:
    """Remember with which exit code this process will end."""
    global _status
    _status = status


def _begin_after_fork() -> None:
    global _serves
    _serves = False
    note_status(layout.NO_STATUS)
    try:
        writer.restart()
    except OSError:
        writer.give_up()
    lanes.become_main()
    emit(lanes.MAIN, layout.PROCESS_BEGIN, layout.FORK, 0, 0, os.getppid())
    emit(lanes.MAIN, layout.THREAD_ID, 0, 0, 0, get_native_id())


def patch_os() -> None:
    """See forks, exits that skip clean-up, and waits for child processes."""
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=_begin_after_fork)
        _patch_fork()
    stock_exit = os._exit

    def _exit(*args: Any, **kwargs: Any) -> Any:
        status = args[0] if args else kwargs.get("status")
        if len(args) + len(kwargs) == 1 and isinstance(status, int) and abs(status) < 1 << 31:
            lane = here.lane or lanes.adopt()
            emit(lane, layout.PROCESS_END, 0, 0, 0, status & 0xFF, time.process_time_ns())
        stock_exit(*args, **kwargs)

    stand_in.replace(os, "_exit", _exit)
    for waiter in ("waitpid", "wait", "wait3", "wait4"):
        if hasattr(os, waiter) and hasattr(os, "WNOHANG"):
            _patch_wait(waiter)
    if _stock_waitid is not None:
        _patch_waitid()


def _patch_fork() -> None:
    stock = os.fork

    def fork(*wrong: Any, **also_wrong: Any) -> int:
        if wrong or also_wrong:
            return int(stock(*wrong, **also_wrong))
        begun = now()
        pid: int = stand_in.call_at(sys._getframe(1), stock)  # it may warn that there are threads
        if pid and not here.depth and not _serves:
            lane = here.lane or lanes.adopt()
            emit_at(begun, lane, layout.CHILD_START, layout.FORK, 0, places.place(2), pid)
        return pid

    stand_in.replace(os, "fork", fork)


def _patch_wait(waiter: str) -> None:
    stock = getattr(os, waiter)
    options_at = {"waitpid": 1, "wait4": 1, "wait3": 0}.get(waiter, -1)

    def wait(*args: Any, **kwargs: Any) -> Any:
        options = kwargs.get("options", args[options_at] if 0 <= options_at < len(args) else 0)
        pid = kwargs.get("pid", args[0] if args and waiter in ("waitpid", "wait4") else 0)
        told = not here.depth and isinstance(options, int) and not options & os.WNOHANG
        lane = here.lane or lanes.adopt()
        if told:
            emit(lane, layout.WAIT_BEGIN, layout.PROCESS, 0, places.place(2), _small(pid), -1)
        outcome = layout.OUTCOME_RAISED
        try:
            result = stock(*args, **kwargs)
            outcome = 0
        finally:
            if told:
                emit(lane, layout.WAIT_END, layout.PROCESS | outcome)
        if result[0] and (os.WIFEXITED(result[1]) or os.WIFSIGNALED(result[1])):
            emit(lane, layout.CHILD_END, 0, 0, 0, result[0], os.waitstatus_to_exitcode(result[1]))
        return result

    stand_in.replace(os, waiter, wait)


def _patch_waitid() -> None:
    def waitid(*args: Any, **kwargs: Any) -> Any:
        told = (
            not here.depth and not kwargs and len(args) == 3 and all(isinstance(each, int) for each in args)
        )
        if not told or args[2] & os.WNOHANG:
            found = _stock_waitid(*args, **kwargs)
        else:
            child = _small(args[1]) if args[0] == os.P_PID else 0
            found = waits.tell(layout.PROCESS, lambda: _stock_waitid(*args), holder=child)
        if found is not None and found.si_code in (os.CLD_EXITED, os.CLD_KILLED, os.CLD_DUMPED):
            status = found.si_status if found.si_code == os.CLD_EXITED else -found.si_status
            emit(lanes.current(), layout.CHILD_END, 0, 0, 0, found.si_pid, status)
        return found

    stand_in.replace(os, "waitid", waitid)


def _small(pid: object) -> int:
    return pid if isinstance(pid, int) and 0 < pid < 1 << 62 else 0


def patch_multiprocessing_process(module: Any) -> None:
    """See `Process.start`, `Process.join`, and in the child its name and exit code."""
    process_class = module.BaseProcess
    _patch_start(process_class)
    _patch_join(process_class)
    stock_bootstrap = process_class._bootstrap

    def _bootstrap(self: Any, *args: Any, **kwargs: Any) -> int:
        emit(lanes.current(), layout.PROCESS_NAME, 0, 0, 0, 0, name(_title(self)))
        status: int = stock_bootstrap(self, *args, **kwargs)
        note_status(status)
        return status

    stand_in.replace(process_class, "_bootstrap", _bootstrap)


def _title(process: Any) -> str:
    """The name of a Process, without running code of the program: its class may compute one."""
    fixed = getattr(type(process), "name", None)
    return fixed if isinstance(fixed, str) else str(process._name)


def _has_ended(popen: Any) -> bool:
    """Whether a child has ended; it isn't reaped, so that whoever waits for it finds it as ever."""
    if popen.returncode is not None or _stock_waitid is None:
        return popen.returncode is not None
    try:
        return _stock_waitid(os.P_PID, popen.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
    except (OSError, OverflowError, TypeError):  # a child of the fork server, not of this process
        return False


_METHODS = {
    "fork": layout.FORK,
    "spawn": layout.SPAWN,
    "forkserver": layout.FORKSERVER,
}


def _patch_start(process_class: Any) -> None:
    stock = process_class.start

    def start(self: Any) -> None:
        begun = now()
        here.depth += 1
        try:
            stock(self)
        finally:
            here.depth -= 1
        method = getattr(getattr(self, "_popen", None), "method", "")
        how = _METHODS.get(method, layout.SPAWN)
        lane = here.lane or lanes.adopt()
        emit_at(
            begun, lane, layout.CHILD_START, how, 0, places.place(2), _small(self.pid), name(_title(self))
        )

    stand_in.replace(process_class, "start", start)


def _patch_join(process_class: Any) -> None:
    stock = process_class.join

    def join(self: Any, timeout: float | None = None) -> None:
        popen = getattr(self, "_popen", None)
        if here.depth or popen is None or _has_ended(popen):
            stock(self, timeout)
            _told_end(self.pid, popen)
            return
        waits.tell(
            layout.PROCESS,
            lambda: stock(self, timeout),
            holder=_small(self.pid),
            limit=waits.nanoseconds(timeout),
            timed_out=lambda _: popen.returncode is None,
        )
        _told_end(self.pid, popen)

    stand_in.replace(process_class, "join", join)


def _told_end(pid: int | None, popen: Any) -> None:
    if popen is not None and popen.returncode is not None and not popen.__dict__.get("_concurrency_lab_told"):
        popen._concurrency_lab_told = True
        emit(lanes.current(), layout.CHILD_END, 0, 0, 0, _small(pid), popen.returncode)


def patch_subprocess(module: Any) -> None:
    """See `Popen` and its `wait`: of other programs nothing else can be seen."""
    popen_class = module.Popen
    waits.add_time_out(module.TimeoutExpired)
    stock_init, stock_wait = popen_class.__init__, popen_class.wait

    def __init__(self: Any, args: Any, *rest: Any, **kwargs: Any) -> None:
        begun = now()
        stock_init(self, args, *rest, **kwargs)
        title = _program_of(args, *rest, **kwargs)
        lane = here.lane or lanes.adopt()
        where = places.place(2)
        emit_at(begun, lane, layout.CHILD_START, layout.SUBPROCESS, 0, where, _small(self.pid), name(title))

    def wait(self: Any, timeout: float | None = None) -> Any:
        if here.depth or _has_ended(self):
            return stock_wait(self, timeout)
        limit = waits.nanoseconds(timeout)
        status = waits.tell(layout.PROCESS, lambda: stock_wait(self, timeout), holder=self.pid, limit=limit)
        if os.name == "nt":  # elsewhere os.waitpid told it
            emit(lanes.current(), layout.CHILD_END, 0, 0, 0, self.pid, status)
        return status

    stand_in.replace(popen_class, "__init__", __init__)
    stand_in.replace(popen_class, "wait", wait)


def _program_of(args: Any, *rest: Any, **kwargs: Any) -> str:
    """The base name of the program that `Popen` with these arguments has started."""
    shell = rest[_SHELL_AT] if len(rest) > _SHELL_AT else kwargs.get("shell")
    executable = rest[1] if len(rest) > 1 else kwargs.get("executable")
    if shell:
        first: Any = executable or ("cmd.exe" if os.name == "nt" else "sh")
    elif isinstance(args, (list, tuple)) and args:
        first = args[0]
    else:
        first = args
    try:
        return os.path.basename(os.fsdecode(first))
    except TypeError:  # an iterable that has been used up by now
        return os.path.basename(os.fsdecode(executable)) if executable else "subprocess"


_SHELL_AT = 7  # of Popen's arguments after the first

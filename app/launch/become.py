"""What a spawned `multiprocessing` process does to become the traced interpreter itself (POSIX).

It gives up everything of `multiprocessing` and executes the program's interpreter in its own place, so that
the program finds itself a main process: its name, no parent process, its own stdin, exit handlers, signals.
The spawned process imports this module, so it imports little, and no Qt.
"""

import contextlib
import fcntl
import os
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, NoReturn

#: Exit code of a process that couldn't become the interpreter, as shells have it.
NOT_EXECUTED = 127

#: What every Python ignores from its start on; `subprocess` gives these back to its children in the same way.
IGNORED_BY_PYTHON = ("SIGPIPE", "SIGXFZ", "SIGXFSZ")

Pipe = Connection  # only its descriptor is used: a connection can be sent to a spawned process


@dataclass(frozen=True, slots=True)
class Becoming:
    """What to become; `niceness` is the lowest that the process should have, or None."""

    argv: tuple[str, ...]
    environment: Mapping[str, str]
    cwd: str | None
    niceness: int | None


def become(plan: Becoming, stdin: Pipe, stdout: Pipe, stderr: Pipe, status: Pipe) -> NoReturn:
    """Replace this process by the interpreter, with the three pipes as its standard streams.

    Tells over `status`: "exec <perf_counter_ns>" just before, "failed <why>" if it came to nothing. The end
    of `status` without the latter means that the program runs.
    """
    told = fcntl.fcntl(status.fileno(), fcntl.F_DUPFD_CLOEXEC, 3)
    try:
        _take_streams(stdin, stdout, stderr)
        _close_others(told)
        _restore_signals()
        if plan.cwd is not None:
            os.chdir(plan.cwd)
        if plan.niceness is not None:
            _be_nice(plan.niceness)
        os.write(told, b"exec %d\n" % time.perf_counter_ns())
        os.execve(plan.argv[0], plan.argv, dict(plan.environment))
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        os.write(told, f"failed {why}\n".encode())
    finally:
        os._exit(NOT_EXECUTED)  # never back into multiprocessing, whose descriptors are gone


def _take_streams(*pipes: Pipe) -> None:
    # First out of the way: a pipe may have the number of a stream that another one is to get.
    moved = [fcntl.fcntl(pipe.fileno(), fcntl.F_DUPFD_CLOEXEC, 3) for pipe in pipes]
    for stream, descriptor in enumerate(moved):
        os.dup2(descriptor, stream)


def _close_others(kept: int) -> None:
    """The program is to inherit its streams and nothing else."""
    try:
        descriptors = [int(name) for name in os.listdir("/dev/fd")]
    except OSError:
        descriptors = list(range(1024))
    for descriptor in descriptors:
        if descriptor > 2 and descriptor != kept:
            with contextlib.suppress(OSError):  # the listing's own descriptor is closed already
                os.close(descriptor)


def _restore_signals() -> None:
    for name in IGNORED_BY_PYTHON:
        number: Any = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


def _be_nice(niceness: int) -> None:
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, max(niceness, os.getpriority(os.PRIO_PROCESS, 0)))

"""Starts the interpreter of a run and speaks with it: pipes, exit status. The default way of starting one."""

import asyncio
import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Protocol, cast

import psutil

from app.core.errors import RequestError
from app.core.manifest import Stream
from app.core.typing import override
from app.stage.command import Command
from app.stage.windows_job import Job

#: Enough that eight spinning children leave a painting window smooth.
NICENESS = 10

#: Input that a program doesn't read is kept up to here; more is dropped.
MAX_UNREAD_INPUT = 1 << 20

STREAM_OF_FD: dict[int, Stream] = {1: "stdout", 2: "stderr"}
FD_OF_STREAM: dict[Stream, int] = {"stdout": 1, "stderr": 2}


class ChildListener(Protocol):
    """What a child tells, always from the event loop."""

    def started(self, child: "Child") -> None:
        """The child runs: told first, before anything else of it."""

    def received(self, stream: Stream, chunk: bytes) -> None:
        """Bytes came over a pipe."""

    def pipe_closed(self, stream: Stream) -> None:
        """Nothing will come over this pipe any more."""

    def exited(self, returncode: int) -> None:
        """The first process was reaped; negative: the signal that ended it."""


class Child(Protocol):
    """A started first process."""

    pid: int
    spawn_ns: int  # perf_counter_ns just before the program's interpreter was started

    def pause(self, stream: Stream) -> None:
        """Stop reading a pipe."""

    def resume(self, stream: Stream) -> None:
        """Go on reading it."""

    def close_stream(self, stream: Stream) -> None:
        """Close our end: the program's next write fails with EPIPE."""

    def write(self, data: bytes) -> None:
        """Hand bytes to standard input; dropped when nobody reads any more."""

    def close_input(self) -> None:
        """End of input."""

    def release(self) -> None:
        """Close what is still open."""


#: A way of starting a child; raises RequestError with a sentence when it can't.
Spawn = Callable[[Command, ChildListener], Awaitable[Child]]


async def spawn_interpreter(command: Command, listener: ChildListener) -> Child:
    """Start the interpreter as a subprocess of the lab, through the running asyncio loop."""
    loop = asyncio.get_running_loop()
    child = InterpreterChild(command, listener)
    try:
        await loop.subprocess_exec(
            lambda: child,
            *command.argv,
            stdin=subprocess.PIPE if command.stdin == "pipe" else None,
            stdout=None if "stdout" in command.inherit_output else subprocess.PIPE,
            stderr=None if "stderr" in command.inherit_output else subprocess.PIPE,
            env=command.environment,
            cwd=command.cwd,
        )
    except (OSError, ValueError) as error:
        raise RequestError(why_not_started(command, error)) from error
    return child


def why_not_started(command: Command, error: Exception) -> str:
    """The sentence for an operating system that refuses to start the command."""
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return f"{command.argv[0]} can't be started: {reason}."


def be_nice(pid: int) -> None:
    """Lower the priority of a process that has just started; harmless when it can't be done."""
    with contextlib.suppress(psutil.Error, OSError):
        process = psutil.Process(pid)
        if sys.platform == "win32":
            process.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        else:
            process.nice(max(NICENESS, process.nice()))


class InterpreterChild(asyncio.SubprocessProtocol):
    """A `Child` on an asyncio subprocess."""

    pid: int
    _transport: asyncio.SubprocessTransport

    def __init__(self, command: Command, listener: ChildListener) -> None:
        self.spawn_ns = time.perf_counter_ns()
        self._niced = command.niced
        self._listener = listener
        self._job = Job()

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.SubprocessTransport, transport)
        self.pid = self._transport.get_pid()
        self._job.take(self.pid)
        if self._niced:
            be_nice(self.pid)
        self._listener.started(self)

    @override
    def pipe_data_received(self, fd: int, data: bytes) -> None:
        self._listener.received(STREAM_OF_FD[fd], data)

    @override
    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        if fd in STREAM_OF_FD:
            self._listener.pipe_closed(STREAM_OF_FD[fd])

    @override
    def process_exited(self) -> None:
        self._listener.exited(self._transport.get_returncode() or 0)

    def pause(self, stream: Stream) -> None:
        set_reading(self._pipe(stream), False)

    def resume(self, stream: Stream) -> None:
        set_reading(self._pipe(stream), True)

    def close_stream(self, stream: Stream) -> None:
        if (pipe := self._pipe(stream)) is not None:
            pipe.close()

    def write(self, data: bytes) -> None:
        write_unless_full(self._transport.get_pipe_transport(0), data)

    def close_input(self) -> None:
        if (pipe := self._transport.get_pipe_transport(0)) is not None:
            pipe.close()

    def release(self) -> None:
        self._transport.close()
        self._job.close()

    def _pipe(self, stream: Stream) -> asyncio.BaseTransport | None:
        return self._transport.get_pipe_transport(FD_OF_STREAM[stream])


def set_reading(pipe: asyncio.BaseTransport | None, reading: bool) -> None:
    """Read from a pipe transport or don't, if it is still open."""
    if isinstance(pipe, asyncio.ReadTransport) and not pipe.is_closing():
        if reading:
            pipe.resume_reading()
        else:
            pipe.pause_reading()


def write_unless_full(pipe: asyncio.BaseTransport | None, data: bytes) -> None:
    """Write to a pipe transport unless it is closed or its reader has long stopped reading."""
    if not isinstance(pipe, asyncio.WriteTransport) or pipe.is_closing():
        return
    if pipe.get_write_buffer_size() + len(data) <= MAX_UNREAD_INPUT:
        pipe.write(data)


def input_bytes(text: str) -> bytes:
    """Text as the program's `input()` will decode it."""
    if os.name == "nt":
        return text.encode("mbcs", "replace")  # the encoding of a pipe there, without UTF-8 mode
    return text.encode("utf-8", "surrogateescape")

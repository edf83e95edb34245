"""Starts the child of a run as a `multiprocessing` process that becomes the traced interpreter (POSIX)."""

import asyncio
import contextlib
import multiprocessing
import os
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import cast

from app.core.errors import RequestError
from app.core.manifest import Stream
from app.core.typing import override
from app.launch.become import Becoming, become
from app.stage.background import in_thread
from app.stage.child import NICENESS, Child, ChildListener, set_reading, write_unless_full
from app.stage.command import Command

#: A spawned Python that hasn't become the interpreter by then never will.
BECOME_S = 30.0

STREAM_NUMBER: dict[Stream, int] = {"stdout": 1, "stderr": 2}


async def spawn_and_become(command: Command, listener: ChildListener) -> Child:
    """A way of starting a child (`app.stage.child.Spawn`) through multiprocessing's spawn method."""
    child = SpawnedChild(listener)
    try:
        await child.start(command)
    except BaseException:
        await child.give_up()
        raise
    return child


class SpawnedChild:
    """A `Child` that is a multiprocessing process.

    Pipes are ours, since multiprocessing makes none; the process is reaped by a thread that waits for it.
    """

    pid: int
    spawn_ns: int

    def __init__(self, listener: ChildListener) -> None:
        self._listener = listener
        self._process: SpawnProcess | None = None
        self._ends: list[Connection] = []  # of the child, until it has them
        self._ours: dict[Stream, int] = {}  # descriptors, until a transport owns them
        self._reading: dict[Stream, asyncio.ReadTransport] = {}
        self._input: asyncio.WriteTransport | None = None
        self._reaping: asyncio.Task[None] | None = None

    async def start(self, command: Command) -> None:
        """Start the process and wait until it runs the program; RequestError if it can't."""
        try:
            told = await self._start_process(command)
            verdict = await asyncio.wait_for(told, BECOME_S)
        except OSError as error:
            raise RequestError(f"{command.argv[0]} can't be started: {error.strerror}.") from error
        except TimeoutError:
            raise RequestError(f"{command.argv[0]} can't be started: it took too long.") from None
        self.spawn_ns = _spawn_time(verdict, command)
        self._listener.started(self)
        loop = asyncio.get_running_loop()
        for stream, descriptor in tuple(self._ours.items()):
            del self._ours[stream]
            pipe = os.fdopen(descriptor, "rb", buffering=0)
            reader = partial(_PipeReader, stream, self._listener)
            self._reading[stream], _ = await loop.connect_read_pipe(reader, pipe)
        self._reaping = asyncio.ensure_future(self._reap())

    async def give_up(self) -> None:
        """End what was started of it."""
        if self._process is not None:
            self._process.kill()
            await self._joined()
        for descriptor in self._ours.values():
            os.close(descriptor)
        self.release()

    def pause(self, stream: Stream) -> None:
        set_reading(self._reading.get(stream), False)

    def resume(self, stream: Stream) -> None:
        set_reading(self._reading.get(stream), True)

    def close_stream(self, stream: Stream) -> None:
        self._reading[stream].close()

    def write(self, data: bytes) -> None:
        write_unless_full(self._input, data)

    def close_input(self) -> None:
        if self._input is not None:
            self._input.close()

    def release(self) -> None:
        for end in self._ends:
            end.close()
        for transport in self._reading.values():
            transport.close()
        self.close_input()

    async def _start_process(self, command: Command) -> "asyncio.Future[bytes]":
        """Start the process; the future has what it says of itself until it has become the interpreter."""
        loop = asyncio.get_running_loop()
        stdin = await self._make_input(command)
        stdout, stderr = (self._make_output(command, stream) for stream in STREAM_NUMBER)
        heard, tell = os.pipe()
        self._ends.append(Connection(tell, readable=False))
        status = _Status(loop.create_future())
        await loop.connect_read_pipe(lambda: status, os.fdopen(heard, "rb", buffering=0))
        plan = Becoming(
            argv=command.argv,
            environment=command.environment,
            # A spawned process starts where multiprocessing was first imported.
            cwd=command.cwd or _working_folder(),
            niceness=NICENESS if command.niced else None,
        )
        # A daemon only while it is a process of multiprocessing: should the lab end without ending the run,
        # it doesn't wait for the program. The program itself is none, and may have children.
        process = multiprocessing.get_context("spawn").Process(
            target=become, args=(plan, stdin, stdout, stderr, self._ends[-1]), daemon=True
        )
        process.start()
        self._process = process
        self.pid = cast(int, process.pid)
        for end in self._ends:
            end.close()
        self._ends.clear()
        return status.told

    async def _make_input(self, command: Command) -> Connection:
        if command.stdin == "inherit":
            return self._inherited(0, os.O_RDONLY)
        theirs, ours = os.pipe()
        self._ends.append(Connection(theirs, writable=False))
        loop = asyncio.get_running_loop()
        pipe = os.fdopen(ours, "wb", buffering=0)
        self._input, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, pipe)
        return self._ends[-1]

    def _make_output(self, command: Command, stream: Stream) -> Connection:
        if stream in command.inherit_output:
            return self._inherited(STREAM_NUMBER[stream], os.O_WRONLY)
        self._ours[stream], theirs = os.pipe()
        self._ends.append(Connection(theirs, readable=False))
        return self._ends[-1]

    def _inherited(self, number: int, mode: int) -> Connection:
        try:
            descriptor = os.dup(number)
        except OSError:
            descriptor = os.open(os.devnull, mode)  # the lab has none
        self._ends.append(Connection(descriptor))
        return self._ends[-1]

    async def _reap(self) -> None:
        self._listener.exited(await self._joined())

    async def _joined(self) -> int:
        """The exit code of the process, once it is reaped."""
        process = cast(SpawnProcess, self._process)
        await in_thread(process.join, "lab-wait-for-child", daemon=True)
        while process.exitcode is None:  # another thread is just reaping it
            await asyncio.sleep(0)
        code = process.exitcode
        process.close()
        return code


class _PipeReader(asyncio.Protocol):
    """Hands what comes over one pipe to the listener."""

    def __init__(self, stream: Stream, listener: ChildListener) -> None:
        self._stream: Stream = stream
        self._listener = listener

    @override
    def data_received(self, data: bytes) -> None:
        self._listener.received(self._stream, data)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._listener.pipe_closed(self._stream)


class _Status(asyncio.Protocol):
    """Collects what the process says of itself until its end of the pipe is closed."""

    def __init__(self, told: "asyncio.Future[bytes]") -> None:
        self.told = told
        self._heard = b""

    @override
    def data_received(self, data: bytes) -> None:
        self._heard += data

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        if not self.told.done():
            self.told.set_result(self._heard)


def _spawn_time(verdict: bytes, command: Command) -> int:
    """The time at which the interpreter was executed; RequestError if it wasn't."""
    lines = verdict.decode("utf-8", "replace").splitlines()
    for line in lines:
        if line.startswith("failed "):
            raise RequestError(f"{command.argv[0]} can't be started: {line[len('failed ') :]}.")
    for line in lines:
        if line.startswith("exec "):
            return int(line[len("exec ") :])
    raise RequestError(f"{command.argv[0]} can't be started: the process that was to run it ended before.")


def _working_folder() -> str | None:
    with contextlib.suppress(FileNotFoundError):
        return os.getcwd()
    return None

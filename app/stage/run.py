"""One run of one program from its start to the end of its last process: asyncio, no Qt."""

import asyncio
import contextlib
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from app.core.manifest import LauncherName, Manifest, Reason, RunState, Stream
from app.stage.background import in_thread
from app.stage.backpath import PathBack
from app.stage.capture import Capture
from app.stage.channel import Channel, OutputCallback
from app.stage.child import Child, Spawn, input_bytes, spawn_interpreter
from app.stage.command import Command, build_command, check_program, find_interpreter, new_token, place_copy
from app.stage.outcome import Outcome
from app.stage.record import Record, StateCallback
from app.stage.request import RunRequest
from app.stage.rundir import claim_directory, give_back
from app.stage.sampling import Sampler
from app.stage.tree import RunTraces, Tree, end_tree, process_id, wait_until_gone

#: What the first process left behind may finish by itself for so long.
SURVIVORS_S = 1.0
#: A program that Ctrl-C has reached has so long to end by itself.
INTERRUPT_S = 2.0
#: A pipe that stays open and silent for so long when nothing of the run lives is given up.
SILENCE_S = 1.0
REAP_S = 1.0
STREAMS: tuple[Stream, ...] = ("stdout", "stderr")


class Run:
    """Runs a request once. Everything but the `_threadsafe` methods is called in the loop that runs it.

    `on_state` hears starting, running, stopping, ended; `on_output` the bytes of each stream as `Channel`
    says, at most `bytes_per_s` of each (None: as fast as they come). `spawn` is the way in which the child is
    started.
    """

    def __init__(
        self,
        request: RunRequest,
        *,
        launcher: LauncherName = "task",
        spawn: Spawn = spawn_interpreter,
        on_state: StateCallback | None = None,
        on_output: OutputCallback | None = None,
        bytes_per_s: int | None = None,
    ) -> None:
        self.request = request
        self._spawn = spawn
        self._on_output = on_output
        self._bytes_per_s = bytes_per_s
        self._token = new_token()
        self._record = Record(request, self._token, launcher, on_state)
        self._channels: dict[Stream, Channel] = {}
        self._child: Child | None = None
        self._sampler: Sampler | None = None
        self._reason: Reason | None = None  # the first that happens counts
        self._status: int | None = None
        self._wall_ns = 0
        self._outcome: Outcome | None = None
        self._end_wanted = asyncio.Event()  # by us: stop, time-out
        self._exited = asyncio.Event()  # by itself, or after us
        self._hurry = threading.Event()
        self._timers: list[asyncio.TimerHandle] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._door = threading.Lock()
        self._early: list[Callable[[], None]] = []  # asked for by other threads before there was a loop

    @property
    def state(self) -> RunState:
        """starting, running, stopping or ended."""
        return self._record.manifest.state

    @property
    def outcome(self) -> Outcome | None:
        """How it ended; None until it has."""
        return self._outcome

    @property
    def manifest(self) -> Manifest:
        """What is written into the run directory, as it stands now."""
        return self._record.manifest

    async def run(self) -> Outcome:
        """Run the program and wait until nothing of it is left; RequestError if it can't be started.

        Cancelling ends the tree first.
        """
        with self._door:
            if self._loop is not None:
                raise RuntimeError("A Run runs once.")
            self._loop = asyncio.get_running_loop()
        for action in self._early:
            action()
        whole = asyncio.ensure_future(self._whole())
        try:
            return await asyncio.shield(whole)
        except asyncio.CancelledError:
            self.stop()
            while not whole.done():
                with contextlib.suppress(asyncio.CancelledError):
                    await asyncio.wait({whole})
            if not whole.cancelled():
                whole.exception()  # looked at, so that nobody complains that it wasn't
            raise

    # What others may ask for ------------------------------------------------------------------------------

    def stop(self) -> None:
        """End the whole tree; the outcome is `stopped`. Returns at once; harmless when ended."""
        self._end("stopped")

    def interrupt(self) -> None:
        """Ctrl-C in the terminal has reached the program too: give it 2 s to finish, then stop."""
        if self._reason is not None or self._loop is None:
            self.stop()
            return
        self._reason = "stopped"
        self._record.enter("stopping")
        self._timers.append(self._loop.call_later(INTERRUPT_S, self.stop))

    def write_input(self, text: str) -> None:
        """Hand text to the program's standard input (request.stdin "pipe"); dropped when nobody reads."""
        if self._child is not None:
            self._child.write(input_bytes(text))

    def close_input(self) -> None:
        """End of input (Ctrl-D)."""
        if self._child is not None:
            self._child.close_input()

    def stop_threadsafe(self) -> None:
        """`stop` from any thread."""
        self._post(self.stop)

    def write_input_threadsafe(self, text: str) -> None:
        """`write_input` from any thread."""
        self._post(lambda: self.write_input(text))

    def close_input_threadsafe(self) -> None:
        """`close_input` from any thread."""
        self._post(self.close_input)

    def _post(self, action: Callable[[], None]) -> None:
        with self._door:
            if self._loop is None:
                self._early.append(action)
                return
        # A closed loop has nothing left to stop.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(action)

    # What the child tells ---------------------------------------------------------------------------------

    def started(self, child: Child) -> None:
        """The child runs: told first, before anything else of it."""
        self._child = child
        for channel in self._channels.values():
            channel.attach(child)
        self._record.child_started(child.pid, child.spawn_ns)
        if self.request.sampled:
            self._sampler = Sampler(self.request.directory.absolute(), child.pid, child.spawn_ns)
            self._sampler.start()
        if self.request.timeout_s is not None and self._loop is not None:
            spent = (time.perf_counter_ns() - child.spawn_ns) / 1e9
            self._timers.append(self._loop.call_later(self.request.timeout_s - spent, self._end, "timeout"))
        if self._reason is None:
            self._record.enter("running")

    def received(self, stream: Stream, chunk: bytes) -> None:
        """Bytes came over a pipe."""
        self._channels[stream].received(chunk)

    def pipe_closed(self, stream: Stream) -> None:
        """Nothing will come over this pipe any more."""
        self._channels[stream].closed()

    def exited(self, returncode: int) -> None:
        """The first process was reaped; negative: the signal that ended it."""
        if self._child is not None:
            self._wall_ns = time.perf_counter_ns() - self._child.spawn_ns
        if self._reason is None:
            self._reason = "exited" if returncode >= 0 else "signalled"
            self._status = abs(returncode)
        self._exited.set()

    # From start to end ------------------------------------------------------------------------------------

    async def _whole(self) -> Outcome:
        self._record.enter("starting")
        try:
            started = await self._start()
        except BaseException:
            self._record.enter("ended")
            self._release()
            raise
        left_behind = 0
        if started:
            left_behind = await self._supervise()
            await self._drain()
        self._release()
        await asyncio.sleep(0)  # closed transports need a turn of the loop to let go of their pipes
        outcome = Outcome(self._reason or "stopped", self._status, self._wall_ns, left_behind)
        omitted = {stream: channel.capture.omitted for stream, channel in self._channels.items()}
        self._outcome = outcome
        self._record.ended(outcome, omitted)
        return outcome

    async def _start(self) -> bool:
        """Start the child; False if the run was stopped before there was one."""
        check_program(self.request)
        interpreter = await find_interpreter(self.request.python)
        made = claim_directory(self.request.directory)
        try:
            with self._record.refusing_directory():
                copy = None if self.request.source is None else place_copy(self.request, self.request.source)
                self._open_channels(copy)
                command = build_command(self.request, interpreter, copy, self._token)
                self._record.begin(interpreter, command, copy)
            return await self._spawn_unless_stopped(command)
        except BaseException:
            self._release()
            self._record.withdraw()
            give_back(self.request.directory, made)
            raise

    def _open_channels(self, copy: Path | None) -> None:
        original = os.fsencode(self.request.program.absolute())
        for stream in STREAMS:
            back = None if copy is None else PathBack(os.fsencode(copy), original)
            capture = Capture(self.request.directory, stream)
            capture.open()
            channel = Channel(stream, capture, back, self._on_output, self._bytes_per_s)
            self._channels[stream] = channel
            if stream in self.request.inherit_output:
                channel.closed()

    async def _spawn_unless_stopped(self, command: Command) -> bool:
        if self._end_wanted.is_set():
            return False
        spawning = asyncio.ensure_future(self._spawn(command, self))
        ending = asyncio.ensure_future(self._end_wanted.wait())
        await asyncio.wait({spawning, ending}, return_when=asyncio.FIRST_COMPLETED)
        ending.cancel()
        if not spawning.done():
            # Usually it is there in a moment; one that hangs is given up.
            await asyncio.wait({spawning}, timeout=REAP_S)
            spawning.cancel()
            await asyncio.wait({spawning})
        if not spawning.cancelled() and (error := spawning.exception()) is not None:
            raise error
        return self._child is not None

    async def _supervise(self) -> int:
        """Wait for the end of the first process and see to the end of the others; returns how many."""
        waits = [asyncio.ensure_future(event.wait()) for event in (self._exited, self._end_wanted)]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
        self._record.enter("stopping")
        tree = self._tree()
        if self._exited.is_set():
            return await in_thread(lambda: self._outlive(tree), "lab-survivors")
        await in_thread(lambda: end_tree(tree), "lab-end-tree")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._exited.wait(), REAP_S)
        return 0

    def _outlive(self, tree: Tree) -> int:
        """In a thread: let survivors of the first process finish for a moment, then end them."""
        return 0 if wait_until_gone(tree, SURVIVORS_S, self._hurry.is_set) else end_tree(tree)

    def _tree(self) -> Tree:
        child = self._record.manifest.child
        lab = process_id(os.getpid())
        since = child.created if child else lab.created if lab else 0.0
        return Tree(RunTraces(self._token, self.request.directory.absolute(), child, since))

    async def _drain(self) -> None:
        """Take what is still in the pipes; nothing of the run holds them any more."""
        by_itself = self._reason in ("exited", "signalled")
        for channel in self._channels.values():
            while not channel.ended.is_set():
                silent = time.monotonic() - channel.last_heard >= SILENCE_S
                # A slow receiver is waited for when the program ended by itself.
                if self._hurry.is_set() or (silent and not (channel.handing and by_itself)):
                    break
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(channel.ended.wait(), SILENCE_S / 4)

    def _release(self) -> None:
        for timer in self._timers:
            timer.cancel()
        if self._sampler is not None:
            self._sampler.stop()
        for channel in self._channels.values():
            channel.abandon()
        if self._child is not None:
            self._child.release()

    def _end(self, reason: Reason) -> None:
        if self._reason in ("exited", "signalled") or self._end_wanted.is_set():
            self._hurry.set()  # only what was left behind is still waited for
            return
        self._reason = self._reason or reason
        self._end_wanted.set()

"""One output stream of a run on its way: mapped, kept, handed on, and held back when it comes too fast."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable

from app.core.manifest import Stream
from app.stage.backpath import PathBack
from app.stage.capture import Capture
from app.stage.child import Child

OutputCallback = Callable[[Stream, bytes], Awaitable[None] | None]

#: How long the beginning of a path is waited for before it is shown as it is.
HOLD_S = 0.05
#: The pace is kept per frame of a window.
FRAME_S = 1 / 60


class Channel:
    """Takes the chunks of one stream, in the event loop.

    `on_output` may raise BrokenPipeError, or return something to await that does: then our end is closed and
    the program sees the broken pipe, as it would without the lab. Nothing is read while something is awaited,
    nor when `bytes_per_s` are used up for this frame.
    """

    def __init__(
        self,
        stream: Stream,
        capture: Capture,
        back: PathBack | None,
        on_output: OutputCallback | None,
        bytes_per_s: int | None,
    ) -> None:
        self.stream: Stream = stream
        self.capture = capture
        self.ended = asyncio.Event()
        self.last_heard = time.monotonic()
        self._back = back
        self._on_output = on_output
        self._frame_bytes = math.inf if bytes_per_s is None else bytes_per_s * FRAME_S
        self._frame_end = 0.0
        self._frame_used = 0
        self._child: Child | None = None
        self._eof = False
        self._paused = False
        self._handing: set[asyncio.Future[None]] = set()
        self._flush: asyncio.TimerHandle | None = None
        self._next_frame: asyncio.TimerHandle | None = None

    def attach(self, child: Child) -> None:
        """The child whose pipe this is, before anything comes over it."""
        self._child = child

    @property
    def handing(self) -> bool:
        """True while the receiver of the output makes us wait."""
        return bool(self._handing)

    def received(self, chunk: bytes) -> None:
        """Take a chunk."""
        self.last_heard = time.monotonic()
        self._cancel_flush()
        if self._back is None:
            self._deliver(chunk)
        else:
            self._deliver(self._back.feed(chunk))
            if self._back.holding:
                self._flush = asyncio.get_running_loop().call_later(HOLD_S, self._give_up_path)
        self._count(len(chunk))
        self._pause_or_resume()

    def closed(self) -> None:
        """The pipe has ended."""
        self._cancel_flush()
        self._give_up_path()
        self._eof = True
        self._settle()

    def abandon(self) -> None:
        """Wait for nothing any more: no timer and no task is left."""
        self.closed()
        if self._next_frame is not None:
            self._next_frame.cancel()
        for future in tuple(self._handing):
            future.cancel()
        self.capture.close()
        self.ended.set()

    def _deliver(self, chunk: bytes) -> None:
        if not chunk or self._child is None:
            return
        self.capture.append(time.perf_counter_ns() - self._child.spawn_ns, chunk)
        if self._on_output is None:
            return
        try:
            waiting = self._on_output(self.stream, chunk)
        except BrokenPipeError:
            self._break()
            return
        if waiting is not None:
            future = asyncio.ensure_future(waiting)
            self._handing.add(future)
            future.add_done_callback(self._handed)

    def _handed(self, future: asyncio.Future[None]) -> None:
        self._handing.discard(future)
        if not future.cancelled() and (error := future.exception()) is not None:
            if not isinstance(error, BrokenPipeError):
                asyncio.get_running_loop().call_exception_handler(
                    {"message": "The output of a run wasn't taken", "exception": error}
                )
            self._break()
        self._pause_or_resume()
        self._settle()

    def _break(self) -> None:
        """Nobody takes the output any more: the program is to notice."""
        self._on_output = None
        if self._child is not None:
            self._child.close_stream(self.stream)

    def _settle(self) -> None:
        if self._eof and not self._handing:
            self.capture.close()
            self.ended.set()

    # Pace ------------------------------------------------------------------------------------------------

    def _count(self, size: int) -> None:
        now = time.monotonic()
        if now >= self._frame_end:
            self._frame_end = now + FRAME_S
            self._frame_used = 0
        self._frame_used += size

    def _begin_frame(self) -> None:
        self._next_frame = None
        self._frame_used = 0
        self._pause_or_resume()

    def _pause_or_resume(self) -> None:
        used_up = self._frame_used >= self._frame_bytes
        if used_up and self._next_frame is None and not self._eof:
            self._next_frame = asyncio.get_running_loop().call_later(FRAME_S, self._begin_frame)
        paused = used_up or bool(self._handing)
        if paused == self._paused or self._child is None or self._eof:
            return
        self._paused = paused
        if paused:
            self._child.pause(self.stream)
        else:
            self._child.resume(self.stream)

    def _give_up_path(self) -> None:
        self._flush = None
        if self._back is not None:
            self._deliver(self._back.flush())

    def _cancel_flush(self) -> None:
        if self._flush is not None:
            self._flush.cancel()
            self._flush = None

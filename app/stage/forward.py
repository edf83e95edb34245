"""Hands the output of a run on to the lab's own streams, however slowly somebody reads those."""

import asyncio
import contextlib
import os
import queue
import select
import threading
from collections.abc import Mapping

from app.core.manifest import Stream

LAST_WORDS_S = 0.2


class Forwarder:
    """An `on_output` for `Run`.

    Writes in a thread per stream, so that a reader who has stopped reading holds up the program, as it would
    without the lab, but not a time-out or a Ctrl-C.
    What is returned is done when the bytes are written; it raises BrokenPipeError when nobody reads any more.
    """

    def __init__(self, descriptors: Mapping[Stream, int]) -> None:
        self._writers = {stream: _Writer(descriptor) for stream, descriptor in descriptors.items()}

    def __call__(self, stream: Stream, chunk: bytes) -> asyncio.Future[None]:
        """Hand a chunk on, in the running loop."""
        return self._writers[stream].write(chunk)

    def close(self) -> None:
        """End the threads; one that is stuck in a write is left to the end of the process."""
        for writer in self._writers.values():
            writer.close()


class _Writer:
    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._waiting: queue.SimpleQueue[tuple[bytes, asyncio.Future[None]] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def write(self, chunk: bytes) -> asyncio.Future[None]:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="lab-forward", daemon=True)
            self._thread.start()
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.put((chunk, written))
        return written

    def close(self) -> None:
        if self._thread is not None:
            self._waiting.put(None)
            self._thread.join(LAST_WORDS_S)

    def _work(self) -> None:
        while (item := self._waiting.get()) is not None:
            chunk, written = item
            error: OSError | None = None
            try:
                self._write_all(chunk)
            except OSError as raised:
                # Whatever is wrong with our stream (closed, full disk): the program's next write is to fail.
                error = raised if isinstance(raised, BrokenPipeError) else BrokenPipeError(str(raised))
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits
                written.get_loop().call_soon_threadsafe(_settle, written, error)

    def _write_all(self, chunk: bytes) -> None:
        view = memoryview(chunk)
        while view:
            try:
                view = view[os.write(self._descriptor, view) :]
            except BlockingIOError:
                select.select([], [self._descriptor], [])  # somebody has made our stream non-blocking


def _settle(written: asyncio.Future[None], error: OSError | None) -> None:
    if written.done():
        return
    if error is None:
        written.set_result(None)
    else:
        written.set_exception(error)

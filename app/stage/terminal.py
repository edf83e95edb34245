"""A run in the terminal: output goes on to the lab's own streams, Ctrl-C and the shell's end reach it."""

import asyncio
import contextlib
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType

from app.stage.forward import Forwarder
from app.stage.outcome import Outcome
from app.stage.request import RunRequest
from app.stage.run import Run

STDOUT, STDERR = 1, 2


async def run_in_terminal(request: RunRequest, forward: bool = True) -> Outcome:
    """Run a request with the lab's own streams; RequestError if it can't be started.

    Without `forward` the output is only recorded.
    """
    forwarder = Forwarder({"stdout": STDOUT, "stderr": STDERR})
    run = Run(request, launcher="terminal", on_output=forwarder if forward else None)
    try:
        with _signals_for(run):
            return await run.run()
    finally:
        forwarder.close()


@contextlib.contextmanager
def _signals_for(run: Run) -> Iterator[None]:
    """Ctrl-C lets the program finish, the other polite signals end its tree."""
    handlers: dict[int, Callable[[], None]] = {signal.SIGINT: run.interrupt, signal.SIGTERM: run.stop}
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup
        handlers[signal.SIGHUP] = run.stop
    loop = asyncio.get_running_loop()

    def handle(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(handlers[number])

    before = {number: signal.signal(number, handle) for number in handlers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

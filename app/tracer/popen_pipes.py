"""Pipes to other programs: waits for what they print, and for what they read."""

from __future__ import annotations

import io

from . import lanes, layout, pipe_files, places, stand_in, waits
from .lanes import here
from .writer import emit

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any


def patch_subprocess(subprocess: Any) -> None:
    """See `Popen.communicate`, and reading from `Popen.stdout` and `stderr`."""
    popen = subprocess.Popen
    _patch_communicate(popen)
    _patch_wait(popen)
    subprocess.io = _Io()


def _patch_communicate(popen: Any) -> None:
    """First it waits for the pipes, then for the end: two waits, though one call."""
    stock = popen.communicate

    def communicate(self: Any, input: Any = None, timeout: Any = None) -> Any:
        if here.depth or [self.stdin, self.stdout, self.stderr].count(None) == 3:
            return stock(self, input, timeout)
        lane = here.lane or lanes.adopt()
        limit = waits.nanoseconds(timeout)
        emit(lane, layout.WAIT_BEGIN, layout.IO | layout.WAIT_UNSURE, 0, places.place(2), 0, limit)
        here.depth, here.communicating = 1, True
        outcome = layout.OUTCOME_RAISED
        try:
            result = stock(self, input, timeout)
            outcome = 0
            return result
        except BaseException as error:
            if waits.is_time_out(error):
                outcome = layout.OUTCOME_TIMED_OUT
            raise
        finally:
            here.depth = 0
            if here.communicating:
                here.communicating = False
                emit(lane, layout.WAIT_END, layout.IO | outcome)

    stand_in.replace(popen, "communicate", communicate)


def _patch_wait(popen: Any) -> None:
    stock = popen.wait

    def wait(self: Any, timeout: Any = None) -> Any:
        if not here.communicating:
            return stock(self, timeout)
        # The pipes are at their end: now it is the process that is waited for.
        here.communicating, here.depth = False, 0
        emit(here.lane or lanes.adopt(), layout.WAIT_END, layout.IO)
        try:
            return stock(self, timeout)
        finally:
            here.depth = 1

    stand_in.replace(popen, "wait", wait)


class _Io:
    """Stands in for the module `io` where `subprocess` opens its pipes."""

    open = staticmethod(pipe_files.open_binary)

    def __getattr__(self, name: str) -> Any:
        return getattr(io, name)

    def __repr__(self) -> str:
        return repr(io)

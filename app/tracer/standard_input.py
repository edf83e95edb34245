"""Waits of `sys.stdin`: `readline`, `for line in sys.stdin`, `read`, and the bytes behind them."""

from __future__ import annotations

import io
import os
import sys

from . import late_waits, layout, readiness
from .lanes import here

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class _Stdin(io.FileIO):
    """The descriptor below `sys.stdin`: all of its reading comes through here."""

    def __repr__(self) -> str:
        return super().__repr__().replace("<FileIO", "<_io.FileIO")

    def readinto(self, buffer: Any) -> Any:
        return _read(lambda: io.FileIO.readinto(self, buffer))

    def read(self, size: Any = -1) -> Any:
        return _read(lambda: io.FileIO.read(self, size))

    def readall(self) -> Any:
        return _read(lambda: io.FileIO.readall(self))


_Stdin.__name__ = _Stdin.__qualname__ = "FileIO"
_Stdin.__module__ = "_io"


def _read(stock: Callable[[], Any]) -> Any:
    if (here.depth and not late_waits.is_expected()) or readiness.readable(0):
        return stock()

    def block() -> Any:
        late_waits.about_to_block(layout.WAIT_UNSURE)
        return stock()

    return late_waits.call(layout.INPUT, block)


def watch_stdin() -> None:
    """Put a standard input in the place of the interpreter's that is the same but for being seen."""
    stock: Any = sys.stdin
    if type(stock) is not io.TextIOWrapper or os.name == "nt":
        return  # none, or a console, which is read in another way
    raw = getattr(stock.buffer, "raw", None)
    if type(raw) is not io.FileIO or raw.fileno() != 0 or type(stock.buffer) is not io.BufferedReader:
        return  # unbuffered, or somebody else's
    ours: Any = _Stdin(0, "rb", closefd=False)
    ours.name = raw.name
    text: Any = io.TextIOWrapper(
        io.BufferedReader(ours), stock.encoding, stock.errors, "\n", stock.line_buffering
    )
    text.mode = stock.mode
    sys.stdin = sys.__stdin__ = text  # type: ignore[misc]

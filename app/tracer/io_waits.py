"""Waits of the system's input and output: told at once where a call may wait, counted from 1 ms on."""

from __future__ import annotations

from . import late_waits, layout, readiness, stand_in
from .lanes import here
from .late_waits import about_to_block

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def may_wait(stock: Callable[[], Any], limit: int = -1, timed_out: Any = lambda result: False) -> Any:
    """Call something that may wait; it is told as `io` at once, and counts if it takes over 1 ms."""
    if here.depth and not late_waits.is_expected():
        return stock()

    def block() -> Any:
        about_to_block(layout.WAIT_UNSURE)
        return stock()

    return late_waits.call(layout.IO, block, limit=limit, timed_out=timed_out)


def patch_os(os: Any) -> None:
    """See `os.read`, `os.write` and their kin wait for a pipe, a terminal, a socket."""
    for reader in ("read", "readv"):
        if hasattr(os, reader):
            _patch_reader(os, reader)
    for writer, length in (("write", len), ("writev", _length_of_all)):
        if hasattr(os, writer):
            _patch_writer(os, writer, length)


def _patch_reader(os: Any, reader: str) -> None:
    stock_read = getattr(os, reader)

    def read(*args: Any, **kwargs: Any) -> Any:
        # Within a call that is told further out only one that wants to know is asked for.
        if here.depth and here.late is None:
            return stock_read(*args, **kwargs)
        if kwargs or len(args) != 2 or type(args[0]) is not int or readiness.readable(args[0]):
            return stock_read(*args, **kwargs)
        return may_wait(lambda: stock_read(*args))

    stand_in.replace(os, reader, read)


def _patch_writer(os: Any, writer: str, length: Callable[[Any], int]) -> None:
    stock_write = getattr(os, writer)

    def write(*args: Any, **kwargs: Any) -> Any:
        if here.depth and here.late is None:
            return stock_write(*args, **kwargs)
        if kwargs or len(args) != 2 or type(args[0]) is not int or _fits(args[0], args[1], length):
            return stock_write(*args, **kwargs)
        return may_wait(lambda: stock_write(*args))

    stand_in.replace(os, writer, write)


def _length_of_all(pieces: Any) -> int:
    return sum(map(len, pieces)) if isinstance(pieces, (list, tuple)) else 0


def _fits(fd: int, data: Any, length: Callable[[Any], int]) -> bool:
    try:
        return readiness.writable(fd, length(data))
    except TypeError:
        return True

"""File objects that read from a pipe, so that their waits are seen: reading happens in C otherwise."""

from __future__ import annotations

import io
import os
import stat
import sys

from . import io_waits, readiness, stand_in

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any


class _Pipe(io.FileIO):
    def __repr__(self) -> str:
        return super().__repr__().replace("<FileIO ", "<_io.FileIO ", 1)  # 3.13+

    def read(self, *args: Any) -> Any:
        if args and readiness.readable(self.fileno()):
            return super().read(*args)
        return io_waits.may_wait(lambda: super(_Pipe, self).read(*args))

    def readall(self) -> Any:
        return io_waits.may_wait(super().readall)

    def readinto(self, buffer: Any) -> Any:
        if readiness.readable(self.fileno()):
            return super().readinto(buffer)
        return io_waits.may_wait(lambda: super(_Pipe, self).readinto(buffer))


_Pipe.__name__ = _Pipe.__qualname__ = "FileIO"
_Pipe.__module__ = "_io"


def open_binary(file: Any, mode: Any = "r", buffering: Any = -1, *args: Any, **kwargs: Any) -> Any:
    """Do what `io.open` does; what it gives for the reading end of a pipe is seen."""
    if buffering == 1:
        return stand_in.call_at(sys._getframe(1), open, file, mode, buffering, *args, **kwargs)  # may warn
    if mode != "rb" or args or kwargs or not _is_pipe(file):
        return open(file, mode, buffering, *args, **kwargs)
    raw = _Pipe(file, mode)
    if buffering == 0:
        return raw
    if buffering < 0:
        buffering = getattr(os.fstat(file), "st_blksize", 0)
        buffering = buffering if buffering > 1 else io.DEFAULT_BUFFER_SIZE
    return io.BufferedReader(raw, buffering)


def _is_pipe(file: Any) -> bool:
    try:
        return isinstance(file, int) and stat.S_ISFIFO(os.fstat(file).st_mode)
    except (OSError, OverflowError):
        return False


def patch_os() -> None:
    """See what reads from a pipe through `os.fdopen`."""
    stock = os.fdopen

    def fdopen(fd: Any, mode: Any = "r", buffering: Any = -1, *args: Any, **kwargs: Any) -> Any:
        plain = buffering == -1 and not args and not kwargs and _is_pipe(fd)
        if plain and mode == "rb":
            return open_binary(fd, mode)
        if plain and mode in ("r", "rt"):
            text: Any = io.TextIOWrapper(open_binary(fd, "rb"), io.text_encoding(None, 3))
            text.mode = mode
            return text
        return stock(fd, mode, buffering, *args, **kwargs)

    stand_in.replace(os, "fdopen", fdopen)

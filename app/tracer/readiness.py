"""Whether a call on a descriptor would have to wait, asked of the system without waiting."""

from __future__ import annotations

import os

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any

_ATOMIC = 4096  # a pipe that can be written takes so many bytes at once

_poll: Any = None
_select: Any = None
_READ = _WRITE = 0


def _prepare() -> None:
    global _poll, _select, _READ, _WRITE
    import select  # only for programs that read or write descriptors

    _select = getattr(select.select, "_stock", select.select)
    _poll = getattr(select, "poll", None)
    _poll = getattr(_poll, "_stock", _poll)
    if _poll is not None:
        _READ, _WRITE = select.POLLIN, select.POLLOUT


def readable(fd: int) -> bool:
    """Whether reading would return at once: there is something to read, the end, or an error."""
    return _ready(fd, False)


def writable(fd: int, size: int) -> bool:
    """Whether writing `size` bytes would surely return at once."""
    return size <= _ATOMIC and _ready(fd, True)


def _ready(fd: int, writing: bool) -> bool:
    if _select is None:
        _prepare()
    try:
        if _poll is not None:
            poll = _poll()
            poll.register(fd, _WRITE if writing else _READ)
            return bool(poll.poll(0))
        if os.name == "nt":
            return True
        return any(_select([] if writing else [fd], [fd] if writing else [], [], 0))
    except (OSError, ValueError, TypeError, OverflowError):
        return True  # the call itself says best what is wrong

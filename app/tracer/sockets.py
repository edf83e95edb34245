"""Sockets: waits to connect, accept, receive and send, and an arrow from who sent bytes to who received them.

Both ends of a connection are in the run when one's own name is the other's peer. A stream has no borders
between messages: both ends count bytes, and what was sent has arrived when the receiver has counted as far.
"""

from __future__ import annotations

import os
import sys
from time import perf_counter_ns as now
from weakref import ref

from . import io_waits, lanes, layout, places, readiness, stand_in, waits
from .lanes import here
from .writer import emit_at

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_RECEIVERS = ("recv", "recv_into", "recvfrom", "recvfrom_into", "recvmsg", "recvmsg_into")
_SENDERS = ("send", "sendall", "sendto", "sendmsg")
_BY_NAME = ("recv_into", "recvfrom_into")  # the others take no arguments by name
_BIG = 1 << 15  # `sendall` of so much may wait although something fits


class _Stream:
    """Both directions of one end of a stream: keys that both ends know, and how many bytes have gone."""

    __slots__ = ("alive", "keys", "received", "sent")

    def __init__(self, alive: Any, keys: tuple[int, int] | None) -> None:
        self.alive = alive
        self.keys = keys  # (of what is sent, of what is received); None until it is connected
        self.sent = self.received = 0


_streams: dict[int, _Stream] = {}  # by the id of the socket


def patch_socket(socket: Any) -> None:
    """See the sockets of a program, whose class is `socket.socket`."""
    kind, stream = socket.socket, socket.SOCK_STREAM
    for method in _RECEIVERS:
        if hasattr(kind, method):
            _patch_receiver(kind, method)
    for method in _SENDERS:
        if hasattr(kind, method):
            _patch_sender(kind, method)
    _patch_accept(kind, stream)
    for method in ("connect", "connect_ex"):
        _patch_connect(kind, method, stream)
    if hasattr(socket, "socketpair"):
        _patch_pair(socket, stream)


def _begin(sock: Any, stream: int, keys: tuple[int, int] | None = None) -> None:
    """Count from now on what goes through a socket that has just been connected."""
    if sock.type & 0xF == stream:
        number = id(sock)
        _streams[number] = _Stream(ref(sock, lambda _: _forget(number)), keys)


def _forget(number: int) -> None:
    known = _streams.get(number)
    if known is not None and known.alive() is None:
        del _streams[number]


def _stream_of(sock: Any) -> _Stream | None:
    known = _streams.get(id(sock))
    if known is None or known.alive() is not sock:
        return None
    if known.keys is None:
        try:
            here_name, there_name = sock.getsockname(), sock.getpeername()
        except OSError:
            return None
        if not (isinstance(here_name, tuple) and isinstance(there_name, tuple)):
            del _streams[id(sock)]  # a Unix socket: its two ends have no names of their own
            return None
        known.keys = _key(here_name, there_name), _key(there_name, here_name)
    return known


def _key(begin: tuple[Any, ...], end: tuple[Any, ...]) -> int:
    from binascii import crc32

    text = f"{begin[:2]}>{end[:2]}".encode()
    return (crc32(text) << 31 ^ crc32(text[::-1])) & (1 << 63) - 1


def _blocks(sock: Any) -> bool:
    """Whether somebody wants to know that a call on this socket waits."""
    return sock.gettimeout() != 0.0 and not (here.depth and here.late is None)


def _patch_receiver(kind: Any, method: str) -> None:
    stock = getattr(kind, method)
    flags_at = 1 if method in ("recv", "recvfrom") else 2

    def receive(self: Any, *args: Any, **kwargs: Any) -> Any:
        if kwargs and method not in _BY_NAME:
            return stock.__get__(self)(*args, **kwargs)  # which is refused
        if _blocks(self) and not readiness.readable(self.fileno()):
            limit = waits.nanoseconds(self.gettimeout())
            result = io_waits.may_wait(lambda: stock(self, *args, **kwargs), limit)
        else:
            result = stock(self, *args, **kwargs)
        # What was only looked at (MSG_PEEK) will come again.
        if _streams and not kwargs and not any(args[flags_at:]):
            _count(self, now(), _size(result), received=True)
        return result

    stand_in.replace(kind, method, receive)


def _size(result: Any) -> int:
    """How many bytes a call has moved."""
    first = result[0] if isinstance(result, tuple) else result
    return first if isinstance(first, int) else len(first) if isinstance(first, bytes) else 0


def _patch_sender(kind: Any, method: str) -> None:
    stock = getattr(kind, method)

    def send(self: Any, *args: Any, **kwargs: Any) -> Any:
        if kwargs:
            return stock.__get__(self)(*args, **kwargs)  # which is refused
        began = now()
        if _blocks(self) and not _fits(self, method, args):
            limit = waits.nanoseconds(self.gettimeout())
            result = io_waits.may_wait(lambda: stock(self, *args), limit)
        else:
            result = stock(self, *args)
        if _streams:
            size = memoryview(args[0]).nbytes if method == "sendall" else _size(result)
            _count(self, began, size, received=False)
        return result

    stand_in.replace(kind, method, send)


def _fits(sock: Any, method: str, args: tuple[Any, ...]) -> bool:
    if method == "sendall" and args and isinstance(args[0], (bytes, bytearray)) and len(args[0]) > _BIG:
        return False
    return readiness.writable(sock.fileno(), 0)


def _count(sock: Any, ts: int, size: int, received: bool) -> None:
    known = _stream_of(sock) if size else None
    if known is None or known.keys is None:
        return
    if received:
        known.received += size
    else:
        known.sent += size
    if received and here.arriving:
        here.arriving, here.arrived = False, (known.keys[1], known.received)
        return
    lane, where = here.lane or lanes.adopt(), places.place(3)
    event = layout.MESSAGE_RECEIVED if received else layout.MESSAGE_SENT
    key, end = (known.keys[1], known.received) if received else (known.keys[0], known.sent)
    emit_at(ts, lane, event, layout.MESSAGE_STREAM, 0, where, key, end)


def _patch_accept(kind: Any, stream: int) -> None:
    stock = kind.accept

    def accept(self: Any) -> Any:
        if _blocks(self) and not readiness.readable(self.fileno()):
            found = io_waits.may_wait(lambda: stock(self), waits.nanoseconds(self.gettimeout()))
        else:
            found = stock(self)
        _begin(found[0], stream)
        return found

    stand_in.replace(kind, "accept", accept)


def _patch_connect(kind: Any, method: str, stream: int) -> None:
    stock = getattr(kind, method)

    def connect(self: Any, *args: Any, **kwargs: Any) -> Any:
        _begin(self, stream)  # one that doesn't block is connected later
        if not _blocks(self):
            return stock(self, *args, **kwargs)
        return io_waits.may_wait(lambda: stock(self, *args, **kwargs), waits.nanoseconds(self.gettimeout()))

    stand_in.replace(kind, method, connect)


def _patch_pair(socket: Any, stream: int) -> None:
    stock: Callable[..., Any] = socket.socketpair

    def socketpair(*args: Any, **kwargs: Any) -> Any:
        ends = stock(*args, **kwargs)
        if places.is_library(sys._getframe(1).f_code.co_filename):
            return ends  # through this a library, asyncio say, wakes itself
        numbers = [os.fstat(end.fileno()).st_ino for end in ends] if os.name != "nt" else []
        if all(numbers) and numbers:
            _begin(ends[0], stream, (numbers[0], numbers[1]))
            _begin(ends[1], stream, (numbers[1], numbers[0]))
        return ends

    stand_in.replace(socket, "socketpair", socketpair)

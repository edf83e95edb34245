"""What all messages between processes go through, and how both ends know one again: for arrows between lanes.

Through a pipe of one direction everything comes out in the order in which it went in, so both ends count, in
the table that the processes share; what is in the pipe stays as it is, so that it fills up when it always
did. Through a socket pair, a socket or a pipe of Windows, a trailer goes after the pickle: `pickle` stops at
its end, so that a peer that isn't traced understands. The trailer is never unpickled: its fixed bytes are
read and taken off.
"""

from __future__ import annotations

import os
import stat
import sys
from binascii import crc32
from struct import Struct
from time import perf_counter_ns as now

from . import lanes, late_waits, layout, places, readiness, shared_facts, stand_in
from .lanes import here
from .shared_objects import Shared
from .writer import emit

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_TRAILER = Struct("<8sQ")
_MAGIC = b"\xffCLABmsg"  # a pickle ends with a full stop
_COUNTS = sys.platform == "linux"  # where both ends of a pipe have one inode
_FEW = 8  # messages of up to a page: so many fit into every pipe
_PAGE = 4096
_CHECK = 24  # bits of a message's checksum beside its number, in case the counts have lost each other


class Channel:
    """What is known of one end of a pipe or socket."""

    __slots__ = ("flushed", "key", "pipe", "put", "queue", "size")

    def __init__(self, pipe: Shared | None) -> None:
        self.pipe = pipe  # the pipe as all processes know it, if it is one that counts
        self.key = 0 if pipe is None else pipe.key
        self.queue: Shared | None = None  # the queue that it belongs to
        self.put = self.flushed = 0  # items of the queue that this process has put, and sent by now
        self.size: Callable[[], int] = _unknown  # of the queue

    def __reduce__(self) -> Any:
        return int, ()


def _unknown() -> int:
    return -1


def channel_of(connection: Any) -> Channel:
    """What is known of a connection, looked up at its first use."""
    known: Channel | None = connection.__dict__.get("_concurrency_lab_channel")
    if not known:
        known = connection.__dict__["_concurrency_lab_channel"] = Channel(_pipe_of(connection))
    return known


def _pipe_of(connection: Any) -> Shared | None:
    if not _COUNTS:
        return None
    try:
        found = os.fstat(connection._handle)
    except (OSError, TypeError):
        return None
    if not stat.S_ISFIFO(found.st_mode):
        return None
    key = found.st_dev << 40 ^ found.st_ino
    return Shared(layout.OBJ_CONNECTION, key & (1 << 63) - 1)


def belongs(connection: Any, queue: Shared, size: Callable[[], int] = _unknown) -> Channel:
    """Let what goes through a connection be items of a queue; `size` says how many are in it, or -1."""
    channel = channel_of(connection)
    channel.queue, channel.size = queue, size
    if channel.pipe is not None:
        shared_facts.prepare(channel.pipe.key)
    return channel


def patch_dumps(pickler: Any) -> None:
    """Put the trailer behind what `send` pickles, without a copy of it.

    It is the stock code that pickles, into a buffer of ours: what fails in it shows the same traceback.
    """
    stock = pickler.dumps.__func__
    from io import BytesIO

    class Sealed(BytesIO):
        def getbuffer(self) -> Any:
            here.sealed = shared_facts.new_key()
            self.write(_TRAILER.pack(_MAGIC, here.sealed))
            return super().getbuffer()

    class OurIo:
        BytesIO = Sealed

    sealed: Any = type(stock)(stock.__code__, stock.__globals__ | {"io": OurIo}, None, stock.__defaults__)

    def dumps(cls: Any, obj: Any, protocol: Any = None) -> Any:
        if not here.sealing:
            return stock(cls, obj, protocol)
        here.sealing = False
        return sealed(cls, obj, protocol)

    pickler.dumps = classmethod(stand_in.dress(dumps, stock))


def patch_transport(kind: Any) -> None:
    """What all that a kind of connection sends and receives goes through, one message at a time."""
    stock_send, stock_receive = kind._send_bytes, kind._recv_bytes

    def _send_bytes(self: Any, buffer: Any) -> None:
        channel = channel_of(self)
        send = _send_counted if channel.key else _send_sealed
        send(self, channel, buffer, stock_send)
        channel.flushed += 1

    def _recv_bytes(self: Any, maxsize: Any = None) -> Any:
        channel = channel_of(self)
        receive = _receive_counted if channel.key else _receive_sealed
        found = receive(self, channel, maxsize, stock_receive)
        if here.late is not None:
            late_waits.message_came()
        return found

    stand_in.replace(kind, "_send_bytes", _send_bytes)
    stand_in.replace(kind, "_recv_bytes", _recv_bytes)


def _send_counted(connection: Any, channel: Channel, buffer: Any, stock: Callable[..., None]) -> None:
    key, size = channel.key, len(buffer)
    sent, received = shared_facts.counts(key)
    if here.late is not None:
        few = size <= _PAGE and 0 <= sent - received < _FEW
        if not few and not readiness.writable(connection._handle, size):
            late_waits.about_to_block(layout.WAIT_UNSURE)
    if sent >= 0:
        _tell_sent(channel, sent << _CHECK | _checksum(buffer, size))
    stock(connection, buffer)
    shared_facts.count_sent(key, sent + 1)


def _receive_counted(connection: Any, channel: Channel, maxsize: Any, stock: Callable[..., Any]) -> Any:
    if here.late is not None:
        sent, received = shared_facts.counts(channel.key)
        if sent <= received and not readiness.readable(connection._handle):
            late_waits.about_to_block()
    found = stock(connection, maxsize)
    if found is not None:
        _, received = shared_facts.counts(channel.key)
        shared_facts.count_received(channel.key, received + 1)
        if received >= 0:
            with found.getbuffer() as buffer:
                check = _checksum(buffer, len(buffer))
            _tell_received(channel, received << _CHECK | check)
    return found


def _checksum(buffer: Any, size: int) -> int:
    """Some bits that tell one message from another; of a long one its end will do."""
    return (crc32(buffer[-64:]) ^ size) & (1 << _CHECK) - 1


def _send_sealed(connection: Any, channel: Channel, buffer: Any, stock: Callable[..., None]) -> None:
    if here.late is not None and not _has_room(connection, len(buffer)):
        late_waits.about_to_block(layout.WAIT_UNSURE)
    key, here.sealed = here.sealed, 0
    if not key and channel.queue is not None:
        key = shared_facts.new_key()
        buffer = b"".join((buffer, _TRAILER.pack(_MAGIC, key)))
    if key:
        _tell_sent(channel, key)
    stock(connection, buffer)


def _receive_sealed(connection: Any, channel: Channel, maxsize: Any, stock: Callable[..., Any]) -> Any:
    if late_waits.is_expected() and not _has_message(connection):
        late_waits.about_to_block()
    found = stock(connection, None if maxsize is None else maxsize + _TRAILER.size)
    return None if found is None else _without_trailer(channel, found, maxsize)


def _without_trailer(channel: Channel, found: Any, maxsize: Any) -> Any:
    """A received message as it was sent; None where that is longer than allowed."""
    size = found.tell()
    if size >= _TRAILER.size:
        with found.getbuffer() as buffer:
            magic, key = _TRAILER.unpack_from(buffer, size - _TRAILER.size)
        if magic == _MAGIC:
            size -= _TRAILER.size
            found.truncate(size)
            found.seek(size)
            _tell_received(channel, key & (1 << 63) - 1)
    return None if maxsize is not None and size > maxsize else found


def _tell_sent(channel: Channel, key: int) -> None:
    lane, queue = here.lane or lanes.adopt(), channel.queue
    number, here.behalf = here.behalf, 0
    if queue is None:
        obj = 0 if channel.pipe is None else channel.pipe.declare()
        emit(lane, layout.MESSAGE_SENT, 0, obj, places.place(3), key)
        return
    obj = queue.declare()
    if not number:
        number = shared_facts.new_key()
        emit(lane, layout.ITEM_POSTED, 0, obj, places.place(3), number, channel.size())
    emit(lane, layout.ITEM_SENT, 0, obj, 0, number, key)


def _tell_received(channel: Channel, key: int) -> None:
    lane, where = here.lane or lanes.adopt(), places.place(3)
    if channel.queue is not None:
        told = channel.queue.declare(), where, key, channel.size()
        if here.delivers:
            here.delivered = now(), *told
        else:
            emit(lane, layout.ITEM_RECEIVED, 0, *told)
    else:
        obj = 0 if channel.pipe is None else channel.pipe.declare()
        emit(lane, layout.MESSAGE_RECEIVED, 0, obj, where, key)


def _has_message(connection: Any) -> bool:
    if sys.platform == "win32":
        import _winapi

        try:
            return bool(_winapi.PeekNamedPipe(connection._handle)[0])
        except OSError:
            return True
    return readiness.readable(connection._handle)


def _has_room(connection: Any, size: int) -> bool:
    return sys.platform == "win32" or readiness.writable(connection._handle, size)

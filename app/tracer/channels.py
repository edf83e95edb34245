"""Messages between processes: `Connection.send` and `recv`, with an arrow from the sender to the receiver.

How the two ends know that it is the same message: through a pipe of one direction everything comes out in the
order in which it went in, so both count, in the table that the processes share; what is in the pipe stays as
it is, so that it fills up when it always did. Through a socket pair, a socket or a pipe of Windows, a trailer
goes after the pickle: `pickle` stops at its end, so that a peer that isn't traced understands. The trailer is
never unpickled: its fixed bytes are read and taken off.
"""

from __future__ import annotations

import os
import stat
import sys
from struct import Struct

from . import lanes, late_waits, layout, places, readiness, shared_facts, stand_in, waits
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
_CHECK = 24  # bits of a message's checksum beside its number, in case the counts have lost each other


class Channel:
    """What is known of one end of a pipe or socket."""

    __slots__ = ("counted", "flushed", "pipe", "put", "queue", "size")

    def __init__(self, pipe: Shared | None) -> None:
        self.put = self.flushed = 0  # items of the queue that this process has put, and sent by now
        self.pipe = pipe  # the pipe as all processes know it, if it is one that counts
        self.counted = pipe is not None
        self.queue: Shared | None = None  # the queue that it belongs to
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


def patch_connection(connection: Any) -> None:
    """See the messages of `multiprocessing.connection`."""
    base = connection._ConnectionBase
    _patch_dumps(connection._ForkingPickler)
    for kind in ("Connection", "PipeConnection"):
        if hasattr(connection, kind):
            _patch_transport(getattr(connection, kind))
    _patch_send(base)
    for method in ("recv", "recv_bytes", "recv_bytes_into"):
        _patch_receive(base, method)
    _patch_poll(base)
    _patch_wait(connection)
    _patch_pipe(connection)
    _patch_client(connection)


def _patch_send(base: Any) -> None:
    stock_send, stock_bytes = base.send, base.send_bytes

    def send(self: Any, obj: Any) -> None:
        here.sealing = not channel_of(self).counted
        try:
            late_waits.call(layout.IO, lambda: stock_send(self, obj))
        finally:
            here.sealing, here.sealed = False, 0

    def send_bytes(self: Any, *args: Any, **kwargs: Any) -> None:
        late_waits.call(layout.IO, lambda: stock_bytes(self, *args, **kwargs))

    stand_in.replace(base, "send", send)
    stand_in.replace(base, "send_bytes", send_bytes)


def _patch_dumps(pickler: Any) -> None:
    """Put the trailer behind what `send` pickles, without a copy of it."""
    stock = pickler.dumps.__func__
    from io import BytesIO

    def dumps(cls: Any, obj: Any, protocol: Any = None) -> Any:
        if not here.sealing:
            return stock(cls, obj, protocol)
        here.sealing = False
        buffer = BytesIO()
        cls(buffer, protocol).dump(obj)
        here.sealed = shared_facts.new_key()
        buffer.write(_TRAILER.pack(_MAGIC, here.sealed))
        return buffer.getbuffer()

    pickler.dumps = classmethod(stand_in.dress(dumps, stock))


def _patch_transport(kind: Any) -> None:
    """What all that is sent and received goes through, one message at a time."""
    stock_send, stock_receive = kind._send_bytes, kind._recv_bytes

    def _send_bytes(self: Any, buffer: Any) -> None:
        channel = channel_of(self)
        send(self, channel, buffer)
        channel.flushed += 1

    def send(self: Any, channel: Channel, buffer: Any) -> None:
        behalf, here.behalf = here.behalf, 0
        if late_waits.is_expected() and not _has_room(self, len(buffer)):
            late_waits.about_to_block(layout.WAIT_UNSURE)
        if channel.counted:
            _send_counted(self, channel, buffer, behalf, stock_send)
            return
        key, here.sealed = here.sealed, 0
        if not key and channel.queue is not None:
            key = shared_facts.new_key()
            buffer = b"".join((buffer, _TRAILER.pack(_MAGIC, key)))
        if key:
            _tell_sent(channel, behalf, key)
        stock_send(self, buffer)

    def _recv_bytes(self: Any, maxsize: Any = None) -> Any:
        channel = channel_of(self)
        if late_waits.is_expected() and not _has_message(self):
            late_waits.about_to_block()
        if channel.counted:
            found = stock_receive(self, maxsize)
            if found is not None:
                _receive_counted(channel, found)
        else:
            found = stock_receive(self, None if maxsize is None else maxsize + _TRAILER.size)
            found = _without_trailer(channel, found, maxsize)
        late_waits.message_came()
        return found

    stand_in.replace(kind, "_send_bytes", _send_bytes)
    stand_in.replace(kind, "_recv_bytes", _recv_bytes)


def _send_counted(
    connection: Any, channel: Channel, buffer: Any, behalf: int, stock: Callable[..., None]
) -> None:
    assert channel.pipe is not None
    key = channel.pipe.key
    number = shared_facts.counted(key, received=False)
    if number >= 0:
        _tell_sent(channel, behalf, number << _CHECK | _checksum(buffer))
    stock(connection, buffer)
    if number >= 0:
        shared_facts.set_count(key, False, number + 1)


def _receive_counted(channel: Channel, found: Any) -> None:
    assert channel.pipe is not None
    key = channel.pipe.key
    number = shared_facts.counted(key, received=True)
    if number >= 0:
        shared_facts.set_count(key, True, number + 1)
        with found.getbuffer() as buffer:
            check = _checksum(buffer)
        _tell_received(channel, number << _CHECK | check)


def _checksum(buffer: Any) -> int:
    """Some bits that tell one message from another; of a long one its end will do."""
    from binascii import crc32

    return (crc32(buffer[-64:]) ^ len(buffer)) & (1 << _CHECK) - 1


def _without_trailer(channel: Channel, found: Any, maxsize: Any) -> Any:
    """A received message as it was sent; None where that is longer than allowed."""
    if found is None:
        return None
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


def _tell_sent(channel: Channel, behalf: int, key: int) -> None:
    lane, where = here.lane or lanes.adopt(), places.place(3)
    if channel.queue is None:
        obj = 0 if channel.pipe is None else channel.pipe.declare()
        emit(lane, layout.MESSAGE_SENT, 0, obj, where, key)
        return
    obj = channel.queue.declare()
    if not behalf:
        behalf = shared_facts.new_key()
        emit(lane, layout.ITEM_POSTED, 0, obj, where, behalf, channel.size())
    emit(lane, layout.ITEM_SENT, 0, obj, where, behalf, key)


def _tell_received(channel: Channel, key: int) -> None:
    lane, where = here.lane or lanes.adopt(), places.place(3)
    if channel.queue is not None:
        emit(lane, layout.ITEM_RECEIVED, 0, channel.queue.declare(), where, key, channel.size())
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


def _patch_receive(base: Any, method: str) -> None:
    stock = getattr(base, method)

    def receive(self: Any, *args: Any, **kwargs: Any) -> Any:
        if here.depth:
            return stock(self, *args, **kwargs)
        pipe = channel_of(self).pipe
        obj = 0 if pipe is None or self._handle is None else pipe.declare()
        return late_waits.call(layout.IO, lambda: stock(self, *args, **kwargs), obj=obj, until_message=True)

    stand_in.replace(base, method, receive)


def _patch_poll(base: Any) -> None:
    stock = base.poll

    def poll(self: Any, timeout: Any = 0.0) -> Any:
        if here.depth or timeout == 0:
            return stock(self, timeout)
        limit = waits.nanoseconds(timeout)
        return late_waits.call(
            layout.IO, lambda: stock(self, timeout), limit=limit, timed_out=lambda ready: not ready
        )

    stand_in.replace(base, "poll", poll)


def _patch_wait(connection: Any) -> None:
    """See `wait`, which `poll` calls too."""
    stock = connection.wait

    def wait(object_list: Any, timeout: Any = None) -> Any:
        if timeout is not None and not (isinstance(timeout, (int, float)) and timeout > 0):
            return stock(object_list, timeout)
        if here.depth and not late_waits.is_expected():
            return stock(object_list, timeout)
        things = list(object_list)
        ready = stock(things, 0)
        if ready:
            return ready

        def block() -> Any:
            late_waits.about_to_block()
            return stock(things, timeout)

        limit = waits.nanoseconds(timeout)
        return late_waits.call(layout.IO, block, limit=limit, timed_out=lambda found: not found)

    stand_in.replace(connection, "wait", wait)


def _patch_pipe(connection: Any) -> None:
    """Make room for a pipe's counts before its ends go to other processes."""
    stock = connection.Pipe

    def Pipe(duplex: Any = True) -> Any:
        ends = stock(duplex)
        channel = channel_of(ends[0])
        if channel.pipe is not None:
            channel.pipe = channel_of(ends[1]).pipe = Shared(
                layout.OBJ_CONNECTION, channel.pipe.key, (places.place(2), "")
            )
            shared_facts.prepare(channel.pipe.key)
        return ends

    stand_in.replace(connection, "Pipe", Pipe)


def _patch_client(connection: Any) -> None:
    """A connection is there when both sides have proved that they know the key: one wait."""
    stock = connection.Client

    def client(*args: Any, **kwargs: Any) -> Any:
        return late_waits.call(layout.IO, lambda: stock(*args, **kwargs))

    stand_in.replace(connection, "Client", client)
    stock_accept = connection.Listener.accept

    def accept(self: Any) -> Any:
        return late_waits.call(layout.IO, lambda: stock_accept(self))

    stand_in.replace(connection.Listener, "accept", accept)

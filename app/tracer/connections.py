"""Connections between processes: waits to receive, to send, to poll, to get through at all."""

from __future__ import annotations

import os

from . import late_waits, layout, places, shared_facts, stand_in, waits
from .channels import channel_of, patch_dumps, patch_transport
from .lanes import here
from .shared_objects import Shared

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any


def patch_connection(connection: Any) -> None:
    """See the messages of `multiprocessing.connection`."""
    base = connection._ConnectionBase
    patch_dumps(connection._ForkingPickler)
    for kind in ("Connection", "PipeConnection"):
        if hasattr(connection, kind):
            patch_transport(getattr(connection, kind))
    _patch_send(base)
    for method in ("recv", "recv_bytes", "recv_bytes_into"):
        _patch_receive(base, method)
    _patch_poll(base)
    _patch_wait(connection)
    _patch_pipe(connection)
    _patch_client(connection)
    _read_directly(connection.Connection)


def _patch_send(base: Any) -> None:
    stock_send, stock_bytes = base.send, base.send_bytes

    def send(self: Any, obj: Any) -> None:
        here.sealing = not channel_of(self).key
        try:
            late_waits.call(layout.IO, lambda: stock_send(self, obj))
        finally:
            here.sealing, here.sealed = False, 0

    def send_bytes(self: Any, *args: Any, **kwargs: Any) -> None:
        late_waits.call(layout.IO, lambda: stock_bytes(self, *args, **kwargs))

    stand_in.replace(base, "send", send)
    stand_in.replace(base, "send_bytes", send_bytes)


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


def _read_directly(connection: Any) -> None:
    """A message is told as a whole: the reads and writes that it takes needn't be looked at one by one."""
    for method, function in ((connection._recv, os.read), (connection._send, os.write)):
        stock = getattr(function, "_stock", function)
        if method.__defaults__ == (function,):
            method.__defaults__ = (stock,)

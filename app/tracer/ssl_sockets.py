"""Waits of encrypted sockets: their reading and writing goes past that of plain ones."""

from __future__ import annotations

from . import io_waits, readiness, stand_in
from .lanes import here

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def patch_ssl(ssl: Any) -> None:
    """See `SSLSocket`: the other ways to receive and send come through these."""
    _patch(ssl.SSLSocket, "read", lambda sock: bool(sock.pending()) or readiness.readable(sock.fileno()))
    _patch(ssl.SSLSocket, "send", lambda sock: readiness.writable(sock.fileno(), 1))
    _patch(ssl.SSLSocket, "do_handshake", lambda sock: False)
    _patch(ssl.SSLSocket, "unwrap", lambda sock: False)


def _patch(owner: Any, method: str, at_once: Callable[[Any], bool]) -> None:
    stock = getattr(owner, method)

    def wait(self: Any, *args: Any, **kwargs: Any) -> Any:
        if here.depth or self.fileno() < 0 or self.gettimeout() == 0 or self._sslobj is None:
            return stock(self, *args, **kwargs)
        if at_once(self):
            return stock(self, *args, **kwargs)
        return io_waits.may_wait(lambda: stock(self, *args, **kwargs))

    stand_in.replace(owner, method, wait)

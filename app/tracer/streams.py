"""Streams of asyncio: what the loop receives has arrived when a task reads it; that is where the arrow ends."""

from __future__ import annotations

from . import lanes, layout, places, stand_in
from .lanes import here
from .writer import emit

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any

_ARRIVED = "_concurrency_lab_arrived"  # of a reader: key of the stream, where what has come ends, where it was read to


def patch_selector_events(module: Any) -> None:
    """Let what a transport receives wait for who reads it, where a stream reader keeps it."""
    owner: Any = module._SelectorSocketTransport
    stock = owner._read_ready__data_received

    def _read_ready__data_received(self: Any) -> None:
        if getattr(self._protocol, "_stream_reader", None) is None:
            stock(self)
            return
        here.arriving = True
        try:
            stock(self)
        finally:
            here.arriving, here.arrived = False, None

    stand_in.replace(owner, "_read_ready__data_received", _read_ready__data_received)


def patch_streams(module: Any) -> None:
    """See a task take what its stream reader keeps."""
    owner = module.StreamReader
    stock_feed, stock_resume = owner.feed_data, owner._maybe_resume_transport

    def feed_data(self: Any, data: Any) -> None:
        arrived, here.arrived = here.arrived, None
        if arrived is not None:
            read_to = getattr(self, _ARRIVED, (0, 0, 0))[2]
            setattr(self, _ARRIVED, (*arrived, read_to))
        stock_feed(self, data)

    def _maybe_resume_transport(self: Any) -> None:  # called whenever something has been taken out
        key, end, read_to = getattr(self, _ARRIVED, (0, 0, 0))
        reached = end - len(self._buffer)
        if reached > read_to:
            setattr(self, _ARRIVED, (key, end, reached))
            lane = here.lane or lanes.adopt()
            emit(lane, layout.MESSAGE_RECEIVED, layout.MESSAGE_STREAM, 0, places.place(2), key, reached)
        stock_resume(self)

    stand_in.replace(owner, "feed_data", feed_data)
    stand_in.replace(owner, "_maybe_resume_transport", _maybe_resume_transport)

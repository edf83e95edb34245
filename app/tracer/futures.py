"""Waiting for a result of another thread or process: `Future.result` and `Future.exception`."""

from __future__ import annotations

from . import layout, stand_in, waits
from .lanes import here

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any


def patch_futures(module: Any) -> None:
    """See the waits of `concurrent.futures.Future`."""
    waits.add_time_out(module.TimeoutError)
    for method in ("result", "exception"):
        _patch(module.Future, method)


def _patch(future_class: Any, method: str) -> None:
    stock = getattr(future_class, method)

    def wait(self: Any, timeout: float | None = None) -> Any:
        if here.depth or self.done():
            return stock(self, timeout)
        limit = waits.nanoseconds(timeout)
        return waits.tell(layout.JOIN, lambda: stock(self, timeout), limit=limit)

    stand_in.replace(future_class, method, wait)

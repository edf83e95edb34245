"""Waits for any of several descriptors: `select.select`, and the classes of `selectors`."""

from __future__ import annotations

from . import late_waits, layout, stand_in, waits
from .lanes import here

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_SELECTORS = ("SelectSelector", "_PollLikeSelector", "EpollSelector", "DevpollSelector", "KqueueSelector")


def _tell(look: Callable[[], Any], block: Callable[[], Any], limit: int, empty: Callable[[Any], bool]) -> Any:
    """Look whether something is ready; if not, wait, and tell it if it takes over 1 ms."""
    found = look()
    if not empty(found):
        return found

    def wait() -> Any:
        late_waits.about_to_block(layout.WAIT_UNSURE)
        return block()

    return late_waits.call(layout.IO, wait, limit=limit, timed_out=empty)


def _at_once(timeout: Any) -> bool:
    """Whether a call with this time-out doesn't wait, or refuses it."""
    if here.depth and not late_waits.is_expected():
        return True
    return timeout is not None and not (isinstance(timeout, (int, float)) and timeout > 0)


def patch_select(select: Any) -> None:
    """See `select.select`."""
    stock = select.select

    def wait(*args: Any, **kwargs: Any) -> Any:
        timeout = args[3] if len(args) > 3 else None
        lists = all(isinstance(each, (list, tuple, set)) for each in args[:3])
        if kwargs or not 3 <= len(args) <= 4 or not lists or _at_once(timeout):
            return stock(*args, **kwargs)
        limit = waits.nanoseconds(timeout)
        return _tell(
            lambda: stock(*args[:3], 0), lambda: stock(*args), limit, lambda ready: not any(map(len, ready))
        )

    stand_in.replace(select, "select", wait)


def patch_selectors(selectors: Any) -> None:
    """See the `select` of every selector."""
    for kind in _SELECTORS:
        owner = getattr(selectors, kind, None)
        if owner is not None and "select" in vars(owner):
            _patch_selector(owner)


def _patch_selector(owner: Any) -> None:
    stock = owner.select

    def select(self: Any, timeout: Any = None) -> Any:
        if _at_once(timeout):
            return stock(self, timeout)
        limit = waits.nanoseconds(timeout)
        return _tell(lambda: stock(self, 0), lambda: stock(self, timeout), limit, lambda ready: not ready)

    stand_in.replace(owner, "select", select)

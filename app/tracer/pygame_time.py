"""Tells the sleeps of pygame: `Clock.tick`, `pygame.time.wait` and `pygame.time.delay`."""

from __future__ import annotations

from . import layout, stand_in, waits
from .lanes import here

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any


def patch_time(time: Any) -> None:
    """See the sleeps of `pygame.time`, before the package hands them on under other names."""
    for pause in ("wait", "delay"):
        _patch_pause(time, pause)
    time.Clock = _clock(time.Clock)


def _patch_pause(time: Any, function: str) -> None:
    stock = getattr(time, function)

    def pause(*args: Any, **kwargs: Any) -> Any:
        if here.depth:
            return stock(*args, **kwargs)
        return waits.tell(layout.SLEEP, lambda: stock(*args, **kwargs))

    stand_in.replace(time, function, pause)


def _clock(stock: Any) -> Any:
    """A class of clocks whose ticks are told: the one that is written in C makes none of any other kind."""

    class Clock:
        __slots__ = ("_stock",)

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            self._stock = stock(*args, **kwargs)

        def tick(self, *framerate: Any, **wrong: Any) -> Any:
            if here.depth or wrong or not framerate or not framerate[0]:
                return stock.tick(self._stock, *framerate, **wrong)
            return waits.tell(layout.SLEEP, lambda: self._stock.tick(*framerate))

        def __getattr__(self, name: str) -> Any:
            return getattr(self._stock, name)

        def __repr__(self) -> str:
            return repr(self._stock)

    Clock.__name__, Clock.__qualname__ = stock.__name__, stock.__qualname__
    Clock.__module__, Clock.__doc__ = stock.__module__, stock.__doc__
    return Clock

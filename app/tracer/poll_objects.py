"""Waits of `select.poll()` and `select.epoll()` objects, which stand in for the system's own."""

from __future__ import annotations

from . import late_waits, layout, places, stand_in, waits
from .lanes import here

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_LONGEST_S = (1 << 31) / 1000  # what is longer may be refused
_alike: Any = None  # the system's own class
_PASSED_ON = ("register", "modify", "unregister", "close", "fileno")


def patch_select(select: Any) -> None:
    """See the objects that the program makes; those of the library (selectors, subprocess) stay as they are."""
    global _alike
    if hasattr(select, "poll"):
        stock = select.poll

        def poll(*wrong: Any, **also_wrong: Any) -> Any:
            raw = stock(*wrong, **also_wrong)
            return raw if places.library_asks() else _seen(raw)

        stand_in.replace(select, "poll", poll)
        _alike = type(stock())
        stand_in.dress(vars(_Poll)["poll"], _alike.poll)
        _Poll.__doc__ = _alike.__doc__
    if hasattr(select, "epoll"):
        select.epoll = _epoll(select.epoll)


def _wait(
    raw: Any, args: tuple[Any, ...], kwargs: dict[str, Any], at_once: tuple[Any, ...], unit: float
) -> Any:
    """Poll; `at_once` are the arguments that don't wait, `unit` the seconds of the time-out's 1."""
    if here.depth and not late_waits.is_expected():
        return raw.poll(*args, **kwargs)
    timeout: Any = kwargs.get("timeout", args[0] if args else None)
    endless = timeout is None or (isinstance(timeout, (int, float)) and timeout < 0)
    if not endless and not (isinstance(timeout, (int, float)) and 0 < timeout * unit < _LONGEST_S):
        return raw.poll(*args, **kwargs)  # it doesn't wait, or refuses this
    if len(args) > len(at_once) or kwargs.keys() - {"timeout", "maxevents"}:
        return raw.poll(*args, **kwargs)
    more = dict(kwargs)
    more.pop("timeout", None)
    found = raw.poll(*at_once[:1], *args[1:], **more)
    if found:
        return found

    def block() -> Any:
        late_waits.about_to_block(layout.WAIT_UNSURE)
        return raw.poll(*args, **kwargs)

    limit = -1 if endless else waits.nanoseconds(timeout * unit)
    return late_waits.call(layout.IO, block, limit=limit, timed_out=lambda ready: not ready)


class _Poll:
    """A `select.poll` object that is seen."""

    __slots__ = ("_raw", "modify", "register", "unregister")
    _raw: Any
    modify: Any
    register: Any
    unregister: Any

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        return _alike(*args, **kwargs)  # which is refused

    def __init_subclass__(cls) -> None:
        raise TypeError("type 'select.poll' is not an acceptable base type")

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        return type(self._raw)

    def __repr__(self) -> str:
        return f"<select.poll object at {id(self):#x}>"

    def __reduce_ex__(self, protocol: Any) -> Any:
        return self._raw.__reduce_ex__(protocol)  # which is refused

    def poll(self, *args: Any, **wrong: Any) -> Any:
        if wrong or len(args) > 1:
            return self._raw.poll(*args, **wrong)
        return _wait(self._raw, args, {}, (0,), 0.001)


def _seen(raw: Any) -> _Poll:
    self = object.__new__(_Poll)
    self._raw = raw
    self.register, self.modify, self.unregister = raw.register, raw.modify, raw.unregister
    return self


_Poll.__name__ = _Poll.__qualname__ = "poll"
_Poll.__module__ = "select"


def _epoll(stock: Any) -> Any:
    """A class that makes seen `epoll` objects; it refuses subclasses, as the system's own does."""

    class Meta(type):
        def __instancecheck__(cls, instance: object) -> bool:
            return type.__instancecheck__(cls, instance) or type(instance) is stock

    class epoll(metaclass=Meta):
        __slots__ = ("_raw",)
        _raw: Any

        def __new__(cls, *args: Any, **kwargs: Any) -> Any:
            raw = stock(*args, **kwargs)
            return raw if places.library_asks() else seen(raw)

        @classmethod
        def fromfd(cls, *args: Any, **kwargs: Any) -> Any:
            raw = stock.fromfd(*args, **kwargs)
            return raw if places.library_asks() else seen(raw)

        def __init_subclass__(cls) -> None:
            raise TypeError("type 'select.epoll' is not an acceptable base type")

        @property  # type: ignore[misc]
        def __class__(self) -> Any:
            return stock

        def __repr__(self) -> str:
            return f"<select.epoll object at {id(self):#x}>"

        @property
        def closed(self) -> bool:
            return bool(self._raw.closed)

        def __enter__(self) -> Any:
            self._raw.__enter__()
            return self

        def __exit__(self, *exc: Any) -> Any:
            return self._raw.__exit__(*exc)

        def __reduce_ex__(self, protocol: Any) -> Any:
            return self._raw.__reduce_ex__(protocol)  # which is refused

        def poll(self, *args: Any, **kwargs: Any) -> Any:
            return _wait(self._raw, args, kwargs, (0, -1), 1)

    def passing_on(method: str) -> Callable[..., Any]:
        def passed_on(self: Any, *args: Any, **kwargs: Any) -> Any:
            return getattr(self._raw, method)(*args, **kwargs)

        return stand_in.dress(passed_on, getattr(stock, method))

    def seen(raw: Any) -> Any:
        self = object.__new__(epoll)
        self._raw = raw
        return self

    for method in _PASSED_ON:
        setattr(epoll, method, passing_on(method))
    stand_in.dress(vars(epoll)["poll"], stock.poll)
    vars(epoll)["fromfd"].__func__.__qualname__ = "epoll.fromfd"
    epoll.__qualname__, epoll.__module__, epoll.__doc__ = "epoll", "select", stock.__doc__
    return epoll

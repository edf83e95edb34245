"""Makes our function look like the one of the standard library that it stands in for."""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import Any

_Builtin: Any = type(len)
_Function: Any = type(lambda: None)


def dress(ours: Callable[..., Any], stock: Callable[..., Any]) -> Callable[..., Any]:
    """Give `ours` the name, module, doc and (through `__wrapped__`) the signature of `stock`."""
    for name in ("__name__", "__qualname__", "__module__", "__doc__"):
        value = getattr(stock, name, None)
        if value is not None or name == "__doc__":
            setattr(ours, name, value)
    ours.__wrapped__ = stock  # type: ignore[attr-defined]
    return ours


def replace(owner: Any, name: str, ours: Callable[..., Any]) -> None:
    """Put `ours` in the place of `owner.name`, dressed like it."""
    stock = getattr(owner, name)
    stand_in = builtin_like(ours, stock) if type(stock) is _Builtin else dress(ours, stock)
    setattr(owner, name, stand_in)
    # What `os` shows is at home in `posix`: that is where pickle looks.
    home = sys.modules.get(getattr(stock, "__module__", None) or "")
    if getattr(home, name, None) is stock:
        setattr(home, name, stand_in)


def as_importer(ours: Any) -> Any:
    """Have the import system leave the frames of `ours` out of tracebacks, as it does with its own."""
    ours.__code__ = ours.__code__.replace(co_filename="<frozen importlib._bootstrap>")
    return ours


def replace_bound(owner: Any, name: str, ours: Callable[..., Any], static: bool = False) -> Any:
    """Put `ours` in the place of a method that PySide binds; return what stands there now.

    Its doc is left alone: that is worked out when somebody asks, from a module that is complete by then. What
    is called with wrong arguments looks itself up by its name to say which are right, so it is put back then.
    """
    stock, there = getattr(owner, name), owner.__dict__[name]

    def bound(*args: Any, **kwargs: Any) -> Any:
        try:
            return ours(*args, **kwargs)
        except TypeError as error:
            if _UNSIGNED not in str(error):
                raise
        setattr(owner, name, there)
        try:
            return stock(*args, **kwargs)
        finally:
            setattr(owner, name, installed)

    bound.__name__, bound.__qualname__ = name, f"{owner.__name__}.{name}"
    bound.__module__ = owner.__module__
    bound.__wrapped__ = stock  # type: ignore[attr-defined]
    installed = staticmethod(bound) if static else bound
    setattr(owner, name, installed)
    return bound


_UNSIGNED = "(missing signature)"


class BuiltinLike:
    """What stands in for a built-in function: unlike a function, it is no method of a class that holds it."""

    __slots__ = ("__weakref__", "_stock")
    _stock: Any

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        return _Builtin

    def __repr__(self) -> str:
        return repr(self._stock)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stock, name)

    def __reduce__(self) -> str:
        return str(self._stock.__name__)


def builtin_like(ours: Callable[..., Any], stock: Any) -> Any:
    """An object that calls `ours` and is otherwise like the built-in function `stock`."""
    body = {
        "__slots__": (),
        "__call__": staticmethod(dress(ours, stock)),
        "__module__": property(lambda _: stock.__module__),
        "__doc__": stock.__doc__,
    }
    stand_in = type(_Builtin.__name__, (BuiltinLike,), body)()
    stand_in._stock = stock
    return stand_in


def call_at(frame: FrameType, stock: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Call `stock` as if the line where `frame` is had done it: that is where Python shows its warnings."""
    code = _call.__code__.replace(
        co_filename=frame.f_code.co_filename, co_firstlineno=(frame.f_lineno or 1) - 1
    )
    try:
        return _Function(code, frame.f_globals)(stock, args, kwargs)
    except Exception as error:
        raise error.with_traceback(None)  # noqa: B904  the line would show twice


def _call(stock: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    return stock(*args, **kwargs)

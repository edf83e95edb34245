"""Tells exceptions, and takes our own frames out of tracebacks so that a program's errors read as ever."""

from __future__ import annotations

import sys

from . import lanes, layout, places
from .writer import emit, name

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType
    from typing import Any


def tell(error: BaseException, uncaught: bool) -> None:
    """Write that an exception ended the running lane (or was seen in it)."""
    emit(lanes.current(), layout.EXCEPTION, int(uncaught), 0, _where(error), 0, name(_message(error)))


_PLAIN = (str, bytes, int, float, bool, type(None))


def _message(error: BaseException) -> str:
    """The last line of the exception's traceback, without running code of the program for it."""
    title = type(error).__name__
    written_in_c = type(type(error).__str__) is type(BaseException.__str__)
    if not written_in_c or not (_is_plain(_arguments(error)) or _is_plain_group(error)):
        return title
    try:
        text = str(error)
    except Exception:  # whatever an exception holds besides its arguments
        return title
    return f"{title}: {text}"[:500] if text else title


_arguments: Any = BaseException.__dict__["args"].__get__


def _is_plain(value: object) -> bool:
    return type(value) in _PLAIN or (type(value) is tuple and all(map(_is_plain, value)))


def _is_plain_group(error: BaseException) -> bool:
    """Whether this is a group of the library's own kind, which tells its message and how many are in it."""
    return type(error) in (BaseExceptionGroup, ExceptionGroup) and type(_arguments(error)[0]) is str


def _where(error: BaseException) -> int:
    """The innermost line of the program in the exception's traceback."""
    found: TracebackType | None = None
    step = error.__traceback__
    while step is not None:
        if not places.is_library(step.tb_frame.f_code.co_filename):
            found = step
        step = step.tb_next
    return places.place_of(found.tb_frame.f_code.co_filename, found.tb_lineno or 0) if found else 0


def strip(error: BaseException | None, seen: set[int] | None = None) -> None:
    """Take our frames out of the exception's traceback and out of those of its causes, in place."""
    seen = set() if seen is None else seen
    if error is None or id(error) in seen:
        return
    seen.add(id(error))
    error.__traceback__ = _without_ours(error.__traceback__)
    strip(error.__cause__, seen)
    strip(error.__context__, seen)
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            strip(inner, seen)


def _without_ours(step: TracebackType | None) -> TracebackType | None:
    while step is not None and places.is_ours(step.tb_frame.f_code):
        step = step.tb_next
    first = step
    while step is not None:
        after = step.tb_next
        while after is not None and places.is_ours(after.tb_frame.f_code):
            after = after.tb_next
        if after is not step.tb_next:
            step.tb_next = after
        step = after
    return first


def patch_sys() -> None:
    """See the exception that ends the main thread, and keep our frames out of what the interpreter prints."""
    stock = sys.excepthook

    def excepthook(*args: Any) -> None:
        if len(args) == 3 and isinstance(args[1], BaseException):
            kind, error, traceback = args
            strip(error)
            tell(error, uncaught=True)
            args = kind, error, _without_ours(traceback) if hasattr(traceback, "tb_frame") else traceback
        stock(*args)

    for attribute in ("__name__", "__qualname__", "__module__", "__doc__"):
        setattr(excepthook, attribute, getattr(stock, attribute, None))
    sys.excepthook = excepthook
    sys.__excepthook__ = excepthook  # programs compare the two to see whether theirs is in place
    stock_unraisable = sys.unraisablehook

    def unraisablehook(unraisable: Any, /) -> None:
        kind, error, traceback, message, culprit = unraisable
        strip(error)
        stock_unraisable(type(unraisable)((kind, error, _without_ours(traceback), message, culprit)))

    for attribute in ("__name__", "__qualname__", "__module__", "__doc__"):
        setattr(unraisablehook, attribute, getattr(stock_unraisable, attribute, None))
    sys.unraisablehook = sys.__unraisablehook__ = unraisablehook


def patch_traceback(traceback: Any) -> None:
    """Keep our frames out of what the `traceback` module (and so `logging`) shows."""
    for walker in ("walk_tb", "_walk_tb_with_full_positions"):
        stock = getattr(traceback, walker, None)
        if stock is not None:
            setattr(traceback, walker, _stripping(stock))
    stock_walk_stack = traceback.walk_stack

    def walk_stack(frame: Any) -> Iterator[Any]:
        # It counts the frames above it to find its caller: none may come between, so no generator here.
        return filter(lambda step: not places.is_ours(step[0].f_code), stock_walk_stack(frame))

    traceback.walk_stack = walk_stack


def _stripping(stock: Callable[[Any], Iterator[Any]]) -> Callable[[Any], Iterator[Any]]:
    def walk(step: Any) -> Iterator[Any]:
        return stock(_without_ours(step))

    walk.__name__ = stock.__name__
    walk.__doc__ = stock.__doc__
    return walk

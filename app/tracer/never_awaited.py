"""Notes coroutines that were made and let go without ever being awaited."""

from __future__ import annotations

from . import lanes, layout, places
from .lanes import here
from .writer import emit, name

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any


class _Warnings:
    """What the function below takes for the module `warnings` and its `warn`."""

    def __init__(self, warnings: Any) -> None:
        self._warnings = warnings

    def __getattr__(self, attribute: str) -> Any:
        return getattr(self._warnings, attribute)

    def warn(self, message: Any, category: Any = None, stacklevel: int = 1, source: Any = None) -> None:
        """Tell it, and warn as ever; this is one frame more than the function that calls knows of."""
        _tell(source)
        self._warnings.warn(message, category=category, stacklevel=stacklevel + 1, source=source)


def patch_warnings(warnings: Any) -> None:
    """See when the interpreter warns of such a coroutine, whether or not the warning is shown.

    It calls a function of the module `warnings` whose own call of `warn` counts frames: so none may come
    before it, and the function stays what it is but for the `warn` that it calls.
    """
    stock = warnings._warn_unawaited_coroutine
    ours = _Warnings(warnings)
    names = dict(stock.__globals__)
    names["warn"] = ours.warn
    if "_wm" in names:  # 3.14+
        names["_wm"] = ours
    warnings._warn_unawaited_coroutine = type(stock)(stock.__code__, names, stock.__name__)


def _tell(coro: Any) -> None:
    code = getattr(coro, "cr_code", None)
    if code is None:
        return
    made = places.place_of(code.co_filename, code.co_firstlineno)
    lane = here.lane or lanes.adopt()
    emit(lane, layout.NEVER_AWAITED, 0, made, places.place(3), 0, name(coro.__qualname__))

"""Event loops: that a thread whose loop has nothing to do waits, and doesn't run."""

from __future__ import annotations

from _weakref import ref

from . import lanes, layout, places, stand_in, waits
from .lanes import here
from .writer import emit, name

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any

_loops: dict[int, int] = {}  # place where a loop runs -> serial of the object that stands for it


def patch_selector_events(module: Any) -> None:
    """See what loops on Linux and macOS wait in; on Windows those that select."""
    _patch_init(module.BaseSelectorEventLoop)


def patch_proactor_events(module: Any) -> None:
    """See what loops on Windows wait in."""
    _patch_init(module.BaseProactorEventLoop)


def patch_unix_events(module: Any) -> None:
    """A loop that has been told that a child has ended fetches its status: it needn't wait for that."""
    for watcher in ("PidfdChildWatcher", "_PidfdChildWatcher"):  # 3.12+, 3.14+
        owner = getattr(module, watcher, None)
        if owner is not None:
            _silence(owner, "_do_wait")


def _silence(owner: Any, method: str) -> None:
    stock = getattr(owner, method)

    def silent(*args: Any) -> Any:
        here.depth += 1
        try:
            return stock(*args)
        finally:
            here.depth -= 1

    stand_in.replace(owner, method, silent)


def _patch_init(owner: Any) -> None:
    stock = owner.__init__

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        stock(self, *args, **kwargs)
        try:
            self._selector.select = _seen(self._selector)
        except AttributeError:
            pass  # a selector of the program's own that takes no attributes

    stand_in.replace(owner, "__init__", __init__)


def _seen(selector: Any) -> Any:
    stock = type(selector).select
    alive = ref(selector)  # it keeps this function, which shan't keep it

    def select(timeout: Any = None) -> Any:
        selector = alive()
        if timeout is not None and timeout <= 0:
            return stock(selector, timeout)  # a task is ready
        lane = here.lane or lanes.adopt()
        where = places.place(2)
        state = layout.IO | layout.WAIT_UNSURE | (layout.OUTSIDE if _watches(selector) else waits.outside)
        emit(lane, layout.WAIT_BEGIN, state, _loop(where), where, 0, waits.nanoseconds(timeout))
        here.depth += 1
        try:
            return stock(selector, timeout)
        finally:
            here.depth -= 1
            emit(lane, layout.WAIT_END, layout.IO)

    return stand_in.dress(select, stock)


def _watches(selector: Any) -> bool:
    """Whether a loop waits for more than its timers and the pipe through which its own process wakes it."""
    try:
        return len(selector.get_map()) > 1
    except (AttributeError, TypeError):  # not that kind of selector, or one of the program's own
        return True


def _loop(where: int) -> int:
    serial = _loops.get(where, 0)
    if not serial:
        serial = _loops[where] = lanes.new_object()
        lane = here.lane
        emit(lane, layout.OBJECT, layout.OBJ_LOOP, serial, where, 0, name("event loop"))
    return serial

"""Calls to a `multiprocessing` manager: each is one wait for its answer, whatever it takes to get through."""

from __future__ import annotations

from . import late_waits, layout, stand_in

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any


def patch_managers(managers: Any) -> None:
    """See the calls of proxies, and of the manager itself, to the manager's process."""
    for owner, method in (
        (managers.BaseProxy, "_callmethod"),
        (managers.BaseProxy, "_incref"),
        (managers.BaseManager, "_create"),
        (managers.BaseManager, "connect"),
    ):
        stand_in.replace(owner, method, _one_wait(getattr(owner, method)))
    for owner, method in ((managers.BaseProxy, "_decref"), (managers, "dispatch")):
        stock = getattr(owner, method)
        ours = stand_in.dress(_one_wait(stock), stock)
        setattr(owner, method, staticmethod(ours) if isinstance(owner, type) else ours)


def _one_wait(stock: Any) -> Any:
    def call(*args: Any, **kwargs: Any) -> Any:
        return late_waits.call(layout.IO, lambda: stock(*args, **kwargs))

    return call

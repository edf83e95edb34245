"""Queues of a class of the program's own: their items are told where that class itself keeps them."""

from __future__ import annotations

from . import lanes, places, stand_in
from .lanes import here
from .layout import ITEM_GET, ITEM_PUT
from .writer import emit

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_Function: Any = type(lambda: None)


def see_subclasses(owner: Any, items_of: Callable[[Any], Any], both: bool = False) -> None:
    """See the items of the classes that a program derives from the queue class `owner`.

    `items_of` gives which items are in a queue, None for one that isn't told. `both`: only where a class puts
    and gets by itself, because the library's halves know their items in another way.
    """

    def __init_subclass__(cls: type[Any], /, **kwargs: Any) -> None:
        super(owner, cls).__init_subclass__(**kwargs)
        alone = {
            method: own for method, own in vars(cls).items() if method in _SEEN and _is_alone(method, own)
        }
        if len(alone) == len(_SEEN) or not both:
            for method, own in alone.items():
                setattr(cls, method, stand_in.dress(_SEEN[method](own, items_of), own))

    owner.__init_subclass__ = classmethod(__init_subclass__)


def _is_alone(method: str, own: Any) -> bool:
    """Whether it doesn't lead to the library's method, which tells by itself."""
    return type(own) is _Function and method not in own.__code__.co_names


def _seen_put(own: Any, items_of: Callable[[Any], Any]) -> Any:
    def _put(self: Any, item: Any) -> None:
        before = _size(self)
        own(self, item)
        size = _size(self)
        items = items_of(self)
        if items is not None and size > before:  # it may have had it already
            _tell(ITEM_PUT, items.queue, items.put(item), size)

    return _put


def _seen_get(own: Any, items_of: Callable[[Any], Any]) -> Any:
    def _get(self: Any) -> Any:
        item = own(self)
        items = items_of(self)
        if items is not None:
            _tell(ITEM_GET, items.queue, items.get(item), _size(self))
        return item

    return _get


_SEEN = {"_put": _seen_put, "_get": _seen_get}


def _size(queue: Any) -> int:
    """How many items are in it; a queue of threads is asked without its mutex, which is held."""
    size: int = queue._qsize() if hasattr(queue, "_qsize") else queue.qsize()
    return size


def _tell(kind: int, queue: int, item: int, size: int) -> None:
    mine = here.__dict__
    emit(mine["lane"] or lanes.adopt(), kind, 0, queue, mine["where"] or places.place(4), item, size)

"""Queues of asyncio: which item came from whom, and how full they are."""

from __future__ import annotations

from . import lanes, layout, own_queues, queues, stand_in, synchronizers, task_objects
from .lanes import here
from .layout import ITEM_GET, ITEM_PUT
from .writer import emit

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any


def patch_queues(module: Any) -> None:
    """See the items of asyncio's queues; how a task waits at them is seen where it is suspended."""
    synchronizers.remember_origin(module.Queue)
    _patch_in_order(module.Queue)
    _patch_any_order(module.LifoQueue)
    _patch_any_order(module.PriorityQueue)
    own_queues.see_subclasses(
        module.Queue, lambda queue: queues.items_of(queue) if task_objects.is_told(queue) else None, both=True
    )


class _Counts:
    """How many items went into a queue and came out again: the n-th to come out is the n-th that went in."""

    __slots__ = ("got", "put", "serial")

    def __init__(self, queue: Any) -> None:
        told = task_objects.is_told(queue)
        self.serial = synchronizers.serial_of(queue, layout.OBJ_QUEUE) if told else 0
        self.put = self.got = 0


def _counts_of(queue: Any) -> _Counts:
    counts = queue._concurrency_lab_counts = _Counts(queue)
    return counts


def _patch_in_order(owner: Any) -> None:
    stock_put, stock_get = owner._put, owner._get

    # Written for speed: these run for each item. The lines are those of the waits.
    def _put(self: Any, item: Any) -> None:
        stock_put(self, item)
        try:
            counts = self._concurrency_lab_counts
        except AttributeError:
            counts = _counts_of(self)
        if not counts.serial:
            return
        counts.put += 1
        emit(here.lane or lanes.adopt(), ITEM_PUT, 0, counts.serial, 0, counts.put, len(self._queue))

    def _get(self: Any) -> Any:
        item = stock_get(self)
        try:
            counts = self._concurrency_lab_counts
        except AttributeError:
            counts = _counts_of(self)
        if counts.serial:
            counts.got += 1
            emit(here.lane or lanes.adopt(), ITEM_GET, 0, counts.serial, 0, counts.got, len(self._queue))
        return item

    stand_in.replace(owner, "_put", _put)
    stand_in.replace(owner, "_get", _get)


def _patch_any_order(owner: Any) -> None:
    stock_put, stock_get = owner._put, owner._get

    def _put(self: Any, item: Any) -> None:
        stock_put(self, item)
        _tell(self, ITEM_PUT, queues.items_of(self).put(item))

    def _get(self: Any) -> Any:
        item = stock_get(self)
        _tell(self, ITEM_GET, queues.items_of(self).get(item))
        return item

    stand_in.replace(owner, "_put", _put)
    stand_in.replace(owner, "_get", _get)


def _tell(queue: Any, kind: int, item: int) -> None:
    if not task_objects.is_told(queue):
        return
    serial = synchronizers.serial_of(queue, layout.OBJ_QUEUE)
    emit(here.lane or lanes.adopt(), kind, 0, serial, 0, item, len(queue._queue))

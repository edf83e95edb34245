"""Queues of threads: who waits to put or get, how full they are, and which item came from whom."""

from __future__ import annotations

import sys
from _collections import deque  # type: ignore[import-not-found]  # `collections` is slow to import
from time import perf_counter_ns as now

from . import lanes, layout, own_queues, places, stand_in, waits, writer
from .lanes import here, new_object
from .layout import ITEM_GET, ITEM_PUT
from .places import known_lines
from .synchronizers import remember_origin, serial_of
from .writer import emit, pack

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

#: Library code whose queues are told too: what a pool's idle worker waits for, and who submitted its work.
_TOLD = ("concurrent/futures/thread.py", "multiprocessing/pool.py")


def patch_queue(queue: Any) -> None:
    """See `queue.Queue` and its kin."""
    remember_origin(queue.Queue)
    for owner in (queue.Queue, queue.LifoQueue, queue.PriorityQueue):
        _patch_items(owner)
    own_queues.see_subclasses(queue.Queue, items_of)
    _patch_waits(queue.Queue, queue.Full, queue.Empty)
    _patch_join(queue.Queue)
    if queue.SimpleQueue is not getattr(queue, "_PySimpleQueue", None):
        queue.SimpleQueue = _simple_queue(queue.SimpleQueue, queue.Empty)


class _Items:
    """Which items are in a queue: their serial numbers by identity, oldest first."""

    __slots__ = ("more", "queue", "serials")

    def __init__(self, queue: int) -> None:
        self.queue = queue  # the serial number of the queue itself
        self.serials: dict[int, int] = {}
        self.more: dict[int, deque[int]] = {}  # where the same object is in the queue several times

    def put(self, item: object) -> int:
        """Give an item that is put a serial number."""
        serial = new_object()
        if self.serials.setdefault(id(item), serial) != serial:
            self.put_again(item, serial)
        return serial

    def put_again(self, item: object, serial: int) -> None:
        """Note an item that is in the queue already."""
        self.more.setdefault(id(item), deque()).append(serial)

    def get(self, item: object) -> int:
        """The serial number of an item that is got, 0 if it was put unseen."""
        serial = self.serials.pop(id(item), 0)
        if self.more and id(item) in self.more:
            more = self.more[id(item)]
            self.serials[id(item)] = more.popleft()
            if not more:
                del self.more[id(item)]
        return serial


def items_of(queue: Any) -> _Items:
    """Which items are in this queue."""
    try:
        items: _Items = queue._concurrency_lab_items
    except AttributeError:
        items = queue._concurrency_lab_items = _Items(serial_of(queue, layout.OBJ_QUEUE))
    return items


def _patch_items(owner: Any) -> None:
    """Both run under the queue's own mutex, so that their order is that of the items."""
    if "_put" not in vars(owner):
        return
    stock_put, stock_get = owner._put, owner._get

    # Written for speed, as `put` and `get` are: what `_Items` and `emit` do stands here once more.
    def _put(self: Any, item: Any) -> None:
        stock_put(self, item)
        mine = here.__dict__
        try:
            items = self._concurrency_lab_items
        except AttributeError:
            items = items_of(self)
        serial = new_object()
        if items.serials.setdefault(id(item), serial) != serial:
            items.put_again(item, serial)
        lane, where, size = mine["lane"] or lanes.adopt(), mine["where"] or places.place(3), self._qsize()
        segment, take = writer.current
        try:
            at = take()
        except StopIteration:
            emit(lane, ITEM_PUT, 0, items.queue, where, serial, size)
        else:
            pack(segment, at, now(), lane, ITEM_PUT, 0, items.queue, where, serial, size, at)

    def _get(self: Any) -> Any:
        item = stock_get(self)
        mine = here.__dict__
        try:
            items = self._concurrency_lab_items
        except AttributeError:
            items = items_of(self)
        serial = items.get(item) if items.more else items.serials.pop(id(item), 0)
        lane, where, size = mine["lane"] or lanes.adopt(), mine["where"] or places.place(3), self._qsize()
        segment, take = writer.current
        try:
            at = take()
        except StopIteration:
            emit(lane, ITEM_GET, 0, items.queue, where, serial, size)
        else:
            pack(segment, at, now(), lane, ITEM_GET, 0, items.queue, where, serial, size, at)
        return item

    stand_in.replace(owner, "_put", _put)
    stand_in.replace(owner, "_get", _get)


def _patch_waits(owner: Any, full: type[Exception], empty: type[Exception]) -> None:
    waits.add_time_out(full)
    waits.add_time_out(empty)
    stock_put, stock_get = owner.put, owner.get

    def put(self: Any, item: Any, block: Any = True, timeout: Any = None) -> Any:
        mine = here.__dict__
        if mine["depth"]:
            return stock_put(self, item, block, timeout)
        frame = sys._getframe(1)
        try:
            mine["where"] = known_lines[id(frame.f_code)][frame.f_lasti]  # type: ignore[index]
        except (KeyError, TypeError):  # it is new, or a library's
            mine["where"] = places.place(2)
        if block and 0 < self.maxsize <= self._qsize():
            return _wait(self, layout.PUT, lambda: stock_put(self, item, block, timeout), timeout)
        mine["depth"] = 1  # its mutex and conditions are its own affair
        try:
            return stock_put(self, item, block, timeout)
        finally:
            mine["depth"] = mine["where"] = 0

    def get(self: Any, block: Any = True, timeout: Any = None) -> Any:
        mine = here.__dict__
        if mine["depth"]:
            return stock_get(self, block, timeout)
        frame = sys._getframe(1)
        try:
            mine["where"] = known_lines[id(frame.f_code)][frame.f_lasti]  # type: ignore[index]
        except (KeyError, TypeError):
            mine["where"] = places.place(2)
        if block and not self._qsize():
            return _wait(self, layout.GET, lambda: stock_get(self, block, timeout), timeout)
        mine["depth"] = 1
        try:
            return stock_get(self, block, timeout)
        finally:
            mine["depth"] = mine["where"] = 0

    stand_in.replace(owner, "put", put)
    stand_in.replace(owner, "get", get)


def _wait(queue: Any, state: int, call: Callable[[], Any], timeout: Any) -> Any:
    serial = serial_of(queue, layout.OBJ_QUEUE)
    try:
        return waits.tell(state, call, obj=serial, limit=waits.nanoseconds(timeout), level=4)
    finally:
        here.where = 0


def _patch_join(owner: Any) -> None:
    stock = owner.join

    def join(self: Any) -> None:
        if here.depth or not self.unfinished_tasks:
            stock(self)
            return
        serial = serial_of(self, layout.OBJ_QUEUE)
        waits.tell(layout.JOIN, lambda: stock(self), obj=serial)

    stand_in.replace(owner, "join", join)


def _simple_queue(stock: Any, empty: type[Exception]) -> Any:
    """A `SimpleQueue` that is seen; the library's own stay as they are, but for those of thread pools."""

    stock_put, stock_get, stock_size = stock.put, stock.get, stock.qsize

    class SimpleQueue(stock):  # type: ignore[misc]
        def __new__(cls, *args: Any, **kwargs: Any) -> Any:
            file = sys._getframe(1).f_code.co_filename
            if places.is_library(file) and not file.replace("\\", "/").endswith(_TOLD):
                return stock(*args, **kwargs)
            self = super().__new__(cls, *args, **kwargs)
            self._concurrency_lab_made = places.place(2), places.assigned_name(2)
            return self

        def put(self, *args: Any, **kwargs: Any) -> None:
            if kwargs or len(args) != 1:
                stock.put(stock(), *args, **kwargs)  # one that nobody else knows refuses what is wrong
                item = args[0] if args else kwargs["item"]
            else:
                (item,) = args
            mine, items = here.__dict__, items_of(self)
            # Told before it happens: the getter may have the item before this returns.
            size, lane = stock_size(self) + 1, mine["lane"] or lanes.adopt()
            emit(lane, ITEM_PUT, 0, items.queue, places.place(2), items.put(item), size)
            stock_put(self, item)

        def get(self, *args: Any, **kwargs: Any) -> Any:
            block, timeout = _limits(stock, *args, **kwargs) if args or kwargs else (True, None)
            mine = here.__dict__
            if block and not mine["depth"] and not stock_size(self):
                item = _wait(self, layout.GET, lambda: stock_get(self, *args, **kwargs), timeout)
            else:
                item = stock_get(self, *args, **kwargs)
            items, lane = items_of(self), mine["lane"] or lanes.adopt()
            emit(lane, ITEM_GET, 0, items.queue, places.place(2), items.get(item), stock_size(self))
            return item

        def put_nowait(self, *args: Any, **kwargs: Any) -> None:
            if kwargs or len(args) != 1:
                stock.put_nowait(stock(), *args, **kwargs)
                args = args or (kwargs["item"],)
            SimpleQueue.put(self, *args)  # not one of the program's own

        def get_nowait(self, *wrong: Any, **also_wrong: Any) -> Any:
            if wrong or also_wrong:
                return stock.get_nowait(stock(), *wrong, **also_wrong)
            return SimpleQueue.get(self, False)

        def __reduce_ex__(self, protocol: Any) -> Any:
            if type(self) is SimpleQueue:
                return stock().__reduce_ex__(protocol)  # which is refused
            return super().__reduce_ex__(protocol)

    for method in ("put", "get", "put_nowait", "get_nowait"):
        stand_in.dress(vars(SimpleQueue)[method], getattr(stock, method))
    SimpleQueue.__qualname__ = "SimpleQueue"
    SimpleQueue.__module__ = stock.__module__
    SimpleQueue.__doc__ = stock.__doc__
    return SimpleQueue


def _limits(stock: Any, *args: Any, **kwargs: Any) -> tuple[Any, Any]:
    """(whether to wait, for how long) of a `get`; one that nobody else knows refuses what is wrong."""
    alone = stock()
    alone.put(None)
    stock.get(alone, *args, **kwargs)
    return _asked(*args, **kwargs)


def _asked(block: Any = True, timeout: Any = None) -> tuple[Any, Any]:
    return block, timeout

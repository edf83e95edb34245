"""Queues of processes: who waits to put or get, how full they are, and which item came from whom.

`Queue.put` leaves an item to a thread of the library, which sends it later: the item's number goes with it
through the buffer, so that the arrow begins at the lane that put it.
"""

from __future__ import annotations

from collections import deque

from . import channels, lanes, late_waits, layout, places, shared_facts, stand_in, waits
from .lanes import here
from .mp_locks import keep_quiet, seen
from .shared_objects import Shared, origin
from .writer import emit

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def patch_queues(queues: Any) -> None:
    """See `Queue`, `JoinableQueue` and `SimpleQueue` of `multiprocessing.queues`."""
    waits.add_time_out(queues.Full)
    waits.add_time_out(queues.Empty)
    _patch_making(queues.Queue)
    _patch_making(queues.SimpleQueue)
    _patch_buffer(queues.Queue, queues._sentinel)
    _patch_put(queues.Queue)
    _patch_put(queues.JoinableQueue)
    _patch_get(queues.Queue)
    _patch_join(queues.JoinableQueue)
    _patch_simple(queues.SimpleQueue)


def _patch_making(owner: Any) -> None:
    stock_init, stock_state = owner.__init__, owner.__setstate__

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        stock_init(self, *args, **kwargs)
        _adopt(self, origin(self) or (places.place(2), ""))

    def __setstate__(self: Any, state: Any) -> None:
        stock_state(self, state)
        keep_quiet(self._rlock, self._wlock, self.__dict__.get("_sem"))
        _adopt(self, (0, ""))

    stand_in.replace(owner, "__init__", __init__)
    stand_in.replace(owner, "__setstate__", __setstate__)


def _adopt(queue: Any, made: tuple[int, str]) -> None:
    """Make a queue known by the key of the lock of its readers."""
    lock = seen(queue._rlock)
    if lock is None:
        return
    shared = Shared(layout.OBJ_QUEUE, lock.shared.key, made)
    queue.__dict__["_concurrency_lab_shared"] = shared
    size = _size_of(queue.__dict__.get("_sem"), queue.__dict__.get("_maxsize", 0))
    channels.belongs(queue._reader, shared, size)
    channels.belongs(queue._writer, shared, size)
    if made[0]:
        shared.declare()


def _size_of(semaphore: Any, most: int) -> Callable[[], int]:
    """What says how many items are in a queue; made so that it doesn't keep the queue alive."""
    raw = None if semaphore is None else semaphore._semlock

    def size() -> int:
        try:
            return -1 if raw is None else most - int(raw._get_value())
        except NotImplementedError:  # macOS
            return -1

    return size


class _Buffer(deque):  # type: ignore[type-arg]
    """What waits to be sent, each item with its number."""

    def __init__(self, channel: channels.Channel, sentinel: object) -> None:
        super().__init__()
        self._channel = channel
        self._sentinel = sentinel
        self._numbers: deque[int] = deque()
        channel.put = channel.flushed = 0

    def append(self, item: Any) -> None:
        number = 0
        if item is not self._sentinel:
            number, here.behalf = here.behalf, 0
            channel = self._channel
            channel.put += 1
            if not number and channel.queue is not None:
                number = shared_facts.new_key()
                lane = here.lane or lanes.adopt()
                obj, where = channel.queue.declare(), places.place(2)
                emit(lane, layout.ITEM_POSTED, 0, obj, where, number, channel.size())
        self._numbers.append(number)
        super().append(item)

    def popleft(self) -> Any:
        item = super().popleft()
        here.behalf = self._numbers.popleft()
        return item

    def clear(self) -> None:
        super().clear()
        self._numbers.clear()


def _patch_buffer(owner: Any, sentinel: object) -> None:
    stock_start, stock_join = owner._start_thread, owner._finalize_join

    def _start_thread(self: Any) -> None:
        channel = channels.channel_of(self._writer)
        if not isinstance(self._buffer, _Buffer):
            self._buffer = _Buffer(channel, sentinel)
        stock_start(self)
        self._thread._concurrency_lab_channel = channel

    def _finalize_join(thread_reference: Any) -> None:
        """A process that ends waits until what it put has gone into the pipe."""
        channel = getattr(thread_reference(), "__dict__", {}).get("_concurrency_lab_channel")
        if channel is None or channel.put <= channel.flushed or channel.queue is None:
            late_waits.silently(lambda: stock_join(thread_reference))
            return

        def join() -> None:
            late_waits.about_to_block(layout.WAIT_UNSURE)
            stock_join(thread_reference)

        late_waits.call(layout.PUT, join, obj=channel.queue.declare())

    stand_in.replace(owner, "_start_thread", _start_thread)
    owner._finalize_join = staticmethod(stand_in.dress(_finalize_join, stock_join))


def _patch_put(owner: Any) -> None:
    stock = owner.put

    def put(self: Any, obj: Any, block: Any = True, timeout: Any = None) -> None:
        _call(self, layout.PUT, lambda: stock(self, obj, block, timeout), timeout)

    stand_in.replace(owner, "put", put)


def _patch_get(owner: Any) -> None:
    stock = owner.get

    def get(self: Any, block: Any = True, timeout: Any = None) -> Any:
        return _call(self, layout.GET, lambda: stock(self, block, timeout), timeout)

    stand_in.replace(owner, "get", get)


def _call(queue: Any, state: int, stock: Callable[[], Any], timeout: Any = None) -> Any:
    shared: Shared | None = queue.__dict__.get("_concurrency_lab_shared")
    if here.depth or not shared:
        return stock()
    limit = -1 if timeout is None else waits.nanoseconds(timeout)
    waits_for_message = state == layout.GET
    return late_waits.call(state, stock, obj=shared.declare(), limit=limit, until_message=waits_for_message)


def _patch_join(owner: Any) -> None:
    stock_state, stock_join, stock_done = owner.__setstate__, owner.join, owner.task_done

    def __setstate__(self: Any, state: Any) -> None:
        stock_state(self, state)
        keep_quiet(self._cond._lock, self._unfinished_tasks)

    def join(self: Any) -> None:
        _call(self, layout.JOIN, lambda: stock_join(self))

    def task_done(self: Any) -> None:
        late_waits.silently(lambda: stock_done(self))

    stand_in.replace(owner, "__setstate__", __setstate__)
    stand_in.replace(owner, "join", join)
    stand_in.replace(owner, "task_done", task_done)


def _patch_simple(owner: Any) -> None:
    stock_put, stock_get = owner.put, owner.get

    def put(self: Any, obj: Any) -> None:
        _call(self, layout.PUT, lambda: stock_put(self, obj))

    def get(self: Any) -> Any:
        return _call(self, layout.GET, lambda: stock_get(self))

    stand_in.replace(owner, "put", put)
    stand_in.replace(owner, "get", get)

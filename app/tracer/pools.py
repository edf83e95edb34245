"""Pools of processes: arrows from whoever submitted work to the worker that does it, and waits for results.

Threads of the library carry the work from the one to the other: an item gets its number where it is
submitted, and keeps it on the way.
"""

from __future__ import annotations

from . import lanes, layout, places, pool_results, shared_facts, stand_in, waits
from .lanes import here
from .writer import emit

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any


def _post() -> int:
    """Tell that the running lane submits an item, and return the item's number."""
    number = shared_facts.new_key()
    emit(here.lane or lanes.adopt(), layout.ITEM_POSTED, 0, 0, places.place(3), number, -1)
    return number


def _number_of(work: Any) -> int:
    number: int = getattr(work, "__dict__", {}).get("_concurrency_lab_item", 0)
    return number


def patch_pool(pool: Any) -> None:
    """See `multiprocessing.Pool`: submissions, waits for results, `join`."""
    for result in (pool.ApplyResult, pool.IMapIterator):
        _patch_submission(result, pool.ThreadPool)
    _patch_handing_on(pool.Pool)
    pool_results.patch_pool(pool)
    _patch_result(pool.ApplyResult)
    _patch_iterator(pool.IMapIterator)
    _patch_join(pool)


def _patch_submission(result: Any, thread_pool: Any) -> None:
    stock = result.__init__

    def __init__(self: Any, pool: Any, *args: Any, **kwargs: Any) -> None:
        if isinstance(pool, thread_pool):
            self._concurrency_lab_lane = lanes.current()
        else:
            self._concurrency_lab_item = _post()
        stock(self, pool, *args, **kwargs)

    stand_in.replace(result, "__init__", __init__)


def _patch_handing_on(pool_class: Any) -> None:
    """The thread that hands tasks on to the workers does so for those who submitted them."""
    stock = pool_class._handle_tasks

    def _handle_tasks(taskqueue: Any, put: Any, outqueue: Any, pool: Any, cache: Any) -> None:
        mine = lanes.current()

        def put_for_another(task: Any) -> None:
            work = cache.get(task[0]) if isinstance(task, tuple) else None
            here.behalf = _number_of(work)
            here.lane = getattr(work, "__dict__", {}).get("_concurrency_lab_lane", mine)
            try:
                put(task)
            finally:
                here.behalf, here.lane = 0, mine

        stock(taskqueue, put_for_another, outqueue, pool, cache)

    pool_class._handle_tasks = staticmethod(stand_in.dress(_handle_tasks, stock))


def _patch_result(result: Any) -> None:
    stock = result.wait

    def wait(self: Any, timeout: Any = None) -> None:
        if here.depth or self.ready():
            stock(self, timeout)
            return
        limit = waits.nanoseconds(timeout)
        pool_results.wait(
            self,
            lambda: waits.tell(
                layout.JOIN,
                lambda: stock(self, timeout),
                limit=limit,
                level=5,
                timed_out=lambda _: not self.ready(),
            ),
        )

    stand_in.replace(result, "wait", wait)


def _patch_iterator(iterator: Any) -> None:
    stock = iterator.next

    def next(self: Any, timeout: Any = None) -> Any:
        if here.depth or self._items or self._index == self._length:
            return stock(self, timeout)
        limit = waits.nanoseconds(timeout)
        return pool_results.wait(
            self, lambda: waits.tell(layout.JOIN, lambda: stock(self, timeout), limit=limit, level=5)
        )

    stand_in.replace(iterator, "next", next)
    iterator.__next__ = iterator.next


def _patch_join(pool: Any) -> None:
    stock = pool.Pool.join

    def join(self: Any) -> None:
        if here.depth or self._state not in (pool.CLOSE, pool.TERMINATE):
            stock(self)
            return
        state = layout.JOIN if isinstance(self, pool.ThreadPool) else layout.PROCESS
        waits.tell(state, lambda: stock(self))

    stand_in.replace(pool.Pool, "join", join)


def patch_executor(process: Any) -> None:
    """See the submissions of `concurrent.futures.ProcessPoolExecutor`, and who has worked out a result."""
    pool_results.patch_executor(process)
    stock_init, stock_put = process._WorkItem.__init__, process._SafeQueue.put

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        stock_init(self, *args, **kwargs)
        self._concurrency_lab_item = _post()

    def put(self: Any, obj: Any, *args: Any, **kwargs: Any) -> None:
        here.behalf = _number_of(self.pending_work_items.get(getattr(obj, "work_id", None)))
        try:
            stock_put(self, obj, *args, **kwargs)
        finally:
            here.behalf = 0

    stand_in.replace(process._WorkItem, "__init__", __init__)
    stand_in.replace(process._SafeQueue, "put", put)

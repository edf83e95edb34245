"""Results of pools: whoever waits for one is woken by the worker that has worked it out.

A thread of the library receives them and hands them on.
"""

from __future__ import annotations

import os
from time import perf_counter_ns as now

from . import lanes, layout, stand_in
from .lanes import here
from .writer import emit, emit_at

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_WAITING = "_concurrency_lab_waiting"  # of a result: how many threads wait for it
_MESSAGE = "_concurrency_lab_message"  # and what has come for them, told by the one that it wakes
_WORKER = "_concurrency_lab_worker"  # which thread has worked it out, and when


def patch_executor(process: Any) -> None:
    """A result of `concurrent.futures.ProcessPoolExecutor` says who has worked it out."""
    stock_init = process._ResultItem.__init__
    stock_process = process._ExecutorManagerThread.process_result_item

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        stock_init(self, *args, **kwargs)
        self._concurrency_lab_worker = os.getpid() << layout.PID_SHIFT | lanes.current(), now()

    def process_result_item(self: Any, result_item: Any) -> None:
        here.worker = getattr(result_item, "_concurrency_lab_worker", (0, 0))
        try:
            stock_process(self, result_item)
        finally:
            here.worker = 0, 0

    stand_in.replace(process._ResultItem, "__init__", __init__)
    stand_in.replace(process._ExecutorManagerThread, "process_result_item", process_result_item)


def patch_pool(pool: Any) -> None:
    """A result of `multiprocessing.Pool` comes as an item of a queue: what wakes somebody is told by that lane."""
    _patch_threads(pool.ThreadPool)
    stock = pool.Pool._handle_results

    def _handle_results(outqueue: Any, get: Any, cache: Any) -> None:
        workers: dict[int, Any] | None = getattr(outqueue, _WORKER, None)

        def get_for_another() -> Any:
            here.delivers = True
            try:
                task = get()
            finally:
                here.delivers = False
                message, here.delivered = here.delivered, None
            if workers and isinstance(task, tuple):
                _note_worker(pool, cache.get(task[0]), task[1], workers.pop(id(task), None))
            if message is not None and isinstance(task, tuple):
                message = _hand_on(pool, cache.get(task[0]), task[1], message)
            if message is not None:
                at, *told = message
                emit_at(at, here.lane or lanes.adopt(), layout.ITEM_RECEIVED, 0, *told)
            return task

        stock(outqueue, get_for_another, cache)

    pool.Pool._handle_results = staticmethod(stand_in.dress(_handle_results, stock))


def _patch_threads(thread_pool: Any) -> None:
    """A thread of a `ThreadPool` notes what it has worked out: the result itself passes through the queue."""
    stock = thread_pool._setup_queues

    def _setup_queues(self: Any) -> None:
        stock(self)
        results = self._outqueue
        if not hasattr(results, "__dict__"):
            return
        put, workers = results.put, results.__dict__.setdefault(_WORKER, {})

        def put_noted(task: Any) -> None:
            workers[id(task)] = os.getpid() << layout.PID_SHIFT | lanes.current(), now()
            put(task)

        results.put = put_noted

    stand_in.replace(thread_pool, "_setup_queues", _setup_queues)


def _note_worker(pool: Any, result: Any, index: int, worker: Any) -> None:
    """Leave who has worked out a result, or the last part of one, to those who wait for it."""
    about = getattr(result, "__dict__", {})
    if about.get(_WAITING) and (not isinstance(result, pool.IMapIterator) or _in_turn(pool, result, index)):
        about[_WORKER] = worker


def _in_turn(pool: Any, result: Any, index: int) -> bool:
    """Whether this part of a result wakes who asks for the next one."""
    return isinstance(result, pool.IMapUnorderedIterator) or bool(index == result._index)


def _hand_on(pool: Any, result: Any, index: int, message: Any) -> Any:
    """Leave what has come to who waits for the result; return what nobody is woken by, None where there is none."""
    about = getattr(result, "__dict__", {})
    if not about.get(_WAITING):
        return message
    before = about.get(_MESSAGE)
    # The first part of an iteration wakes who asks for the next one.
    if isinstance(result, pool.IMapIterator) and (before is not None or not _in_turn(pool, result, index)):
        return message
    about[_MESSAGE] = message
    return before  # of all parts of a result the last one wakes


def wait(result: Any, call: Callable[[], Any]) -> Any:
    """Call `call`, which waits for a result of a pool, and tell who has ended that."""
    about = result.__dict__
    about[_WAITING] = about.get(_WAITING, 0) + 1
    try:
        return call()
    finally:
        about[_WAITING] -= 1
        worker = about.pop(_WORKER, None)
        if worker is not None:
            emit(here.lane, layout.PASSED_ON, layout.PASSED_WAKE, 0, 0, *worker)
        message = about.pop(_MESSAGE, None)
        if message is not None:
            _, *told = message
            emit(here.lane, layout.ITEM_RECEIVED, layout.ITEM_WAKES, *told)

"""Tasks of asyncio as lanes: who created them, when a step of theirs runs, how they end.

The event loop runs each step of a task as a `Handle`, and each handle knows its task: so nothing of a task
or of its coroutine is wrapped, and both stay the ones of the standard library.
"""

from __future__ import annotations

import atexit
import os
import sys
from _weakref import ref

from . import failures, futures, lanes, layout, places, stand_in, task_objects, task_waits
from .lanes import here
from .layout import AWAIT, LOCK, WAIT_END
from .writer import emit, name

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

#: What the standard library's own names for a task's step are; the C wrapper for a plain step has none.
_STEPS = ("task_wakeup", "__step", "__wakeup")
_WRAPPER = "TaskStepMethWrapper"

#: Modules of asyncio that make tasks of what others hand them: whoever calls them makes the task.
_MAKERS = tuple(f"{os.sep}asyncio{os.sep}{module}.py" for module in ("tasks", "base_events", "runners"))
_MAKERS += (f"{os.sep}asyncio{os.sep}taskgroups.py", f"{os.sep}asyncio{os.sep}timeouts.py")
#: The library's own housekeeping at the end of `asyncio.run`.
_HOUSEKEEPING = ("BaseEventLoop.shutdown_asyncgens", "BaseEventLoop.shutdown_default_executor")

_kinds: tuple[type[Any], ...] = ()
_wrapper: Any = None  # the type of a handle's callback that runs a plain step
_ended_at_once: tuple[Any, int] | None = None  # the last task that ended in its eager step, and its lane
_over = False
_forks = 0  # how often this process has become another one
_eager_code: Any = None  # of the functions that `create_eager_task_factory` makes
_lanes: dict[int, Lane] = {}  # id of a task that hasn't ended -> its lane


class Lane:
    """What is known of a task that hasn't ended; nothing here keeps the task alive."""

    __slots__ = ("begun", "cut_off", "head", "lane", "leaf", "origin", "state", "task", "title", "waits_for")

    def __init__(self, task: Any, lane: int, origin: int, title: str) -> None:
        self.lane = lane
        self.origin = origin  # the place where it was created
        self.title = title
        self.head: Any = None  # what is known of the code of its coroutine (see task_waits)
        self.leaf = task_waits.NOTHING  # and of the code that was looked at last
        self.begun = False
        self.cut_off = layout.OUTCOME_RAISED  # how a wait of it that is cancelled ends
        self.state = 0  # of the wait that it is in
        self.waits_for = 0  # the serial number of the object
        key = id(task)
        self.task = ref(task, lambda _: _dropped(key))


def lane_of(task: object) -> int:
    """The lane of a task that hasn't ended; 0 for anything else."""
    found = _lanes.get(id(task))
    return found.lane if found is not None else 0


def patch_tasks(module: Any) -> None:
    """Learn what a task is."""
    global _kinds, _eager_code
    _kinds = (module.Task, module._PyTask) if module.Task is not module._PyTask else (module.Task,)
    eager = getattr(module, "eager_task_factory", None)  # 3.12+
    _eager_code = getattr(eager, "__code__", None)
    if hasattr(module, "_set_task_name"):  # until 3.12: a name comes after the task, and after an eager step
        _patch_name(module)
    atexit.register(_stop)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=_forget)


def _stop() -> None:
    """The interpreter is about to end: tasks that go from now on wait to the end."""
    global _over
    _over = True


def _forget() -> None:
    """The tasks stay behind in the parent, whose lanes they are."""
    global _forks
    _forks += 1
    _lanes.clear()


def _patch_name(module: Any) -> None:
    stock = module._set_task_name

    def _set_task_name(task: Any, title: Any) -> None:
        stock(task, title)
        if title is None:
            return
        found = _lanes.get(id(task))
        if found is not None:
            _rename(found, task)
        elif _ended_at_once is not None and _ended_at_once[0]() is task:
            _name(_ended_at_once[1], task)

    stand_in.replace(module, "_set_task_name", _set_task_name)


def patch_timeouts(module: Any) -> None:
    """See that a time-out ends a wait, where otherwise one would see that the task was cancelled."""
    stock = module.Timeout._on_timeout

    def _on_timeout(self: Any) -> None:
        found = _lanes.get(id(self._task))
        if found is not None:
            found.cut_off = layout.OUTCOME_TIMED_OUT
        stock(self)

    stand_in.replace(module.Timeout, "_on_timeout", _on_timeout)


# Their creation ------------------------------------------------------------------------------------------
def patch_base_events(module: Any) -> None:
    """See tasks being created."""
    stock = module.BaseEventLoop.create_task

    def create_task(self: Any, *args: Any, **kwargs: Any) -> Any:
        if _eager_code is not None and _starts_eagerly(self, kwargs):
            return _start_eagerly(stock, self, args, kwargs)
        task = stock(self, *args, **kwargs)
        if isinstance(task, _kinds):
            found = _announce(task, sys._getframe(1))
            if task.done() or task._fut_waiter is not None:  # a factory of the program's own has let it begin
                _begin(found)
                _after_eager_step(found, task)
        try:
            return task
        finally:
            del task  # as below

    stand_in.replace(module.BaseEventLoop, "create_task", create_task)


def _announce(task: Any, creator: FrameType | None) -> Lane:
    """Tell that the running lane has created a task."""
    lane = lanes.new_lane()
    origin = places.place(2)
    title = task.get_name()
    found = Lane(task, lane, origin, title)
    coro = None if task.done() else task.get_coro()  # of one that has ended in an eager step, 3.12 crashes
    flags = layout.TASK_LIBRARY if _is_library(coro, creator) else 0
    emit(here.lane or lanes.adopt(), layout.TASK_START, flags, lane, origin, 0, name(title))
    _lanes[id(task)] = found
    return found


def _is_library(coro: Any, creator: FrameType | None) -> bool:
    """Whether library frames alone made this task, to run code of the library."""
    code = getattr(coro, "cr_code", None)
    if code is None or not places.is_library(code.co_filename):
        return False
    if code.co_qualname in _HOUSEKEEPING:
        return True
    while creator is not None and (
        creator.f_code.co_filename.endswith(_MAKERS) or places.is_ours(creator.f_code)
    ):
        creator = creator.f_back
    return creator is not None and places.is_library(creator.f_code.co_filename)


def _starts_eagerly(loop: Any, kwargs: dict[str, Any]) -> bool:
    """Whether the task's first step will run before `create_task` returns."""
    eager = kwargs.get("eager_start")
    factory = loop._task_factory
    if eager is None:
        eager = factory is not None and getattr(factory, "__code__", None) is _eager_code
    return bool(eager) and bool(loop.is_running())


def _start_eagerly(stock: Any, loop: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    host = here.lane or lanes.adopt()
    lane = lanes.new_lane()
    origin = places.place(3)
    title = kwargs.get("name")
    coro = args[0] if args else kwargs.get("coro")
    flags = layout.TASK_LIBRARY if _is_library(coro, sys._getframe(2)) else 0
    emit(host, layout.TASK_START, flags, lane, origin, 0, name(title if type(title) is str else ""))
    emit(lane, layout.TASK_BEGIN, 0, 0, 0, host)
    here.lane = lane
    try:
        task = stock(loop, *args, **kwargs)
    except BaseException:
        emit(lane, layout.TASK_END, layout.TASK_DROPPED)
        raise
    finally:
        if here.lane == lane:  # it isn't in the child of a fork
            here.lane = host
    if isinstance(task, _kinds):
        found = _lanes[id(task)] = Lane(task, lane, origin, "")
        found.begun = True
        _rename(found, task)
        _after_eager_step(found, task)
    try:
        return task
    finally:
        del task, args, kwargs  # the traceback of an exception may keep this frame: it shan't keep the task


def _after_eager_step(found: Lane, task: Any) -> None:
    global _ended_at_once
    if task.done():
        _ended_at_once = found.task, found.lane
        host, here.lane = here.lane, found.lane
        _ended(found, task)
        here.lane = host
    else:
        task_waits.tell(found, task)


# Their steps ---------------------------------------------------------------------------------------------
def patch_events(module: Any) -> None:
    """See each step of each task: what happens in it belongs to the task's lane."""
    stock = module.Handle._run
    lanes_of_tasks = _lanes
    suspended = task_waits.tell

    def _run(self: Any) -> None:
        # Written for speed: this runs for each step of each task.
        callback = self._callback
        task: Any = getattr(callback, "__self__", None)
        found = lanes_of_tasks.get(id(task))
        if found is None:
            found = _adopt(task)
        args = None
        if found is None or (type(callback) is not _wrapper and not _is_step(callback)):
            stock(self)
            self = callback = task = None
            return
        forks = _forks
        lane = found.lane
        host = here.lane or lanes.adopt()
        if found.state:
            args = self._args
            if task._must_cancel or (args and _failed(args[0])):
                outcome = found.state | found.cut_off
                found.cut_off = layout.OUTCOME_RAISED
            else:
                outcome = found.state
                if outcome == LOCK:
                    task_objects.granted[lane] = found.waits_for
                elif outcome == AWAIT and found.waits_for and args:
                    futures.tell_wake(lane, args[0])
            emit(lane, WAIT_END, outcome, found.waits_for)
            found.state = 0
        elif not found.begun:
            _begin(found)
        here.lane = lane
        try:
            stock(self)
        finally:
            if forks == _forks:
                try:
                    if task.get_name() is not found.title:
                        _rename(found, task)
                    if task.done():
                        _ended(found, task)
                    else:
                        suspended(found, task)
                except Exception as error:
                    _give_up(error)
                here.lane = host
            # The traceback of an exception may keep this frame: it shan't keep the task.
            self = callback = task = args = None

    stand_in.replace(module.Handle, "_run", _run)


def _give_up(error: Exception) -> None:
    """Say that a task couldn't be looked into: its loop goes on without us."""
    emit(here.lane, layout.EXCEPTION, 2, b=name(f"asyncio: {error!r}"))


def _is_step(callback: Any) -> bool:
    """Whether this bound method of a task runs a step of it: `cancel` doesn't, say."""
    global _wrapper
    if type(callback).__name__ == _WRAPPER:
        _wrapper = type(callback)
        return True
    return callback.__name__ in _STEPS


def _adopt(task: Any) -> Lane | None:
    """Give a task a lane whose creation wasn't seen; None for anything else."""
    if not isinstance(task, _kinds) or task.done():
        return None
    return _announce(task, None)


def _failed(future: Any) -> bool:
    """Whether what was waited for gives no result; in place of a future there may be the exception itself."""
    return isinstance(future, BaseException) or future.cancelled() or future._exception is not None


def _begin(found: Lane) -> None:
    found.begun = True
    emit(found.lane, layout.TASK_BEGIN, 0, 0, 0, here.lane)


def _rename(found: Lane, task: Any) -> None:
    found.title = task.get_name()
    _name(found.lane, task)


def _name(lane: int, task: Any) -> None:
    emit(here.lane or lanes.adopt(), layout.LANE_NAME, 0, lane, 0, 0, name(task.get_name()))


# Their ends ----------------------------------------------------------------------------------------------
def _ended(found: Lane, task: Any) -> None:
    _lanes.pop(id(task), None)
    flags = 0
    if task.cancelled():
        flags = layout.TASK_CANCELLED
    elif task._exception is not None:
        flags = layout.TASK_RAISED
        if not isinstance(task._exception, SystemExit | KeyboardInterrupt):
            failures.tell(task._exception, uncaught=True)
    emit(found.lane, layout.TASK_END, flags)


def _dropped(key: int) -> None:
    """Tell that a task has gone that had not ended: nobody kept it."""
    found = _lanes.pop(key, None)
    if found is not None and not _over:
        if found.state:
            emit(found.lane, WAIT_END, found.state | layout.OUTCOME_RAISED, found.waits_for)
        emit(found.lane, layout.TASK_END, layout.TASK_DROPPED)

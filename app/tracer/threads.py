"""Threads as lanes: their start, their end, and who waits for them."""

from __future__ import annotations

import _thread
import sys
import time

from . import failures, lanes, layout, locks, places, rlocks, stand_in, synchronizers, waits
from .lanes import here
from .writer import emit, name

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_Function: Any = type(lambda: None)
_Builtin: Any = type(len)
_Method: Any = type((lambda self: None).__get__(0))
_thread_class: Any = ()  # `threading.Thread` once there is one

#: Library code whose threads do the program's work: they are shown although the library starts them.
_SHOWN = ("concurrent/futures/thread.py", "multiprocessing/dummy/__init__.py", "socketserver.py")


def _flags(caller: Any, daemon: bool) -> int:
    """Flags of the thread that code in the frame `caller` starts."""
    while caller is not None and (
        caller.f_globals.get("__name__") == "threading" or places.is_ours(caller.f_code)
    ):
        caller = caller.f_back
    flags = layout.THREAD_DAEMON if daemon else 0
    if caller is not None and places.is_library(caller.f_code.co_filename):
        file = caller.f_code.co_filename.replace("\\", "/")
        if not any(shown in file for shown in _SHOWN):
            flags |= layout.THREAD_LIBRARY
    return flags


def _announce(function: Callable[..., object], daemon: bool) -> Started:
    """Tell that the running lane starts another, and return what that one shall run."""
    lane = lanes.new_lane()
    thread: Any = getattr(function, "__self__", None) if type(function) is _Method else None
    if thread is not None and isinstance(thread, _thread_class):
        title, daemon = _title(thread), thread._daemonic
        thread._concurrency_lab_lane = lane
    else:
        # Asking an object of the program's own for its name would run code of the program.
        named = isinstance(function, (_Function, _Builtin, _Method, type))
        title = function.__name__ if named else type(function).__name__
    flags = _flags(sys._getframe(2), daemon)
    where = places.place(3)
    emit(here.lane or lanes.adopt(), layout.THREAD_START, flags, lane, where, 0, name(title))
    return Started(lane, function, where)


def _title(thread: Any) -> str:
    """The name of a thread, without running code of the program: its class may compute one."""
    fixed = getattr(type(thread), "name", None)
    return fixed if isinstance(fixed, str) else thread._name


class Started:
    """What a new thread runs: the program's function, between the begin and the end of its lane.

    It reads as that function where the interpreter reports an exception that nobody caught.
    """

    __slots__ = ("_begun", "_function", "_lane", "_origin")

    def __init__(self, lane: int, function: Callable[..., object], origin: int) -> None:
        self._lane = lane
        self._function = function
        self._origin = origin
        self._begun = False

    def __repr__(self) -> str:
        return repr(self._function)

    def failed(self) -> None:
        """The system has no room for another thread: there is no such lane after all."""
        emit(self._lane, layout.THREAD_END, layout.THREAD_FAILED)

    def begin(self) -> None:
        """The running thread is this one; told once."""
        lanes.become(self._lane)
        here.origin = self._origin
        if self._begun:
            return
        self._begun = True
        emit(self._lane, layout.THREAD_BEGIN, 0, 0, 0, _thread.get_native_id())
        for prepare in on_new_thread:
            prepare()

    def __call__(self, *args: Any, **kwargs: Any) -> None:
        self.begin()
        try:
            self._function(*args, **kwargs)
        except SystemExit:
            raise
        except BaseException as error:
            here.raised = 1
            failures.tell(error, uncaught=True)
            raise
        finally:
            emit(self._lane, layout.THREAD_END, here.raised, 0, 0, 0, time.thread_time_ns())


#: Called at the beginning of each thread that the tracer sees start.
on_new_thread: list[Callable[[], None]] = []


def patch_thread_module() -> None:
    """See the threads that `_thread` starts: `threading` starts its own through it too."""
    stock = _thread.start_new_thread

    def start_new_thread(*args: Any, **wrong: Any) -> int:
        if wrong or _refused(args):
            return stock(*args, **wrong)
        function, arguments, *rest = args
        started = _announce(function, True)
        try:
            return stock(started, arguments, *rest)
        except BaseException:
            started.failed()
            raise

    for alias in ("start_new_thread", "start_new"):
        stand_in.replace(_thread, alias, start_new_thread)
    stock_joinable = getattr(_thread, "start_joinable_thread", None)  # 3.13+
    if stock_joinable is None:
        return

    def start_joinable_thread(function: Any, handle: Any = None, daemon: bool = True) -> Any:
        if not callable(function):
            return stock_joinable(function, handle, daemon)
        started = _announce(function, daemon)
        try:
            return stock_joinable(started, handle=handle, daemon=daemon)
        except BaseException:
            started.failed()
            raise

    stand_in.replace(_thread, "start_joinable_thread", start_joinable_thread)


def _refused(args: tuple[Any, ...]) -> bool:
    """Whether `start_new_thread` will refuse these arguments, which it does best in its own words."""
    if not 2 <= len(args) <= 3 or not callable(args[0]) or not isinstance(args[1], tuple):
        return True
    return len(args) == 3 and not isinstance(args[2], dict)


def patch_threading(threading: Any) -> None:
    """See joins, names that change, and exceptions that end a thread."""
    global _thread_class
    _thread_class = threading.Thread
    locks.patch_threading(threading)
    rlocks.patch_threading(threading)
    synchronizers.patch_threading(threading)
    _patch_start(threading.Thread)
    _patch_join(threading.Thread)
    _patch_name(threading.Thread)
    _patch_failures(threading)
    _patch_shutdown(threading)


def _lane_of(thread: Any) -> int:
    """The lane of a thread that was seen starting, 0 of any other object."""
    lane: int = getattr(thread, "__dict__", {}).get("_concurrency_lab_lane", 0)
    return lane


def _patch_start(thread_class: Any) -> None:
    """A thread that starts another waits a moment until that one has begun: that isn't told."""
    stock = thread_class.start

    def start(self: Any) -> None:
        here.depth += 1
        try:
            stock(self)
        finally:
            here.depth -= 1

    stand_in.replace(thread_class, "start", start)


def _patch_join(thread_class: Any) -> None:
    stock = thread_class.join

    def join(self: Any, timeout: float | None = None) -> None:
        lane = _lane_of(self)
        if here.depth or not lane or lane == here.lane or not self.is_alive():
            stock(self, timeout)
            return
        waits.tell(
            layout.JOIN,
            lambda: stock(self, timeout),
            holder=lane,
            limit=waits.nanoseconds(timeout),
            timed_out=lambda _: timeout is not None and self.is_alive(),
        )

    stand_in.replace(thread_class, "join", join)


def _patch_name(thread_class: Any) -> None:
    stock = thread_class.name

    def set_name(self: Any, value: object) -> None:
        stock.fset(self, value)
        lane = _lane_of(self)
        if lane:
            emit(here.lane or lanes.adopt(), layout.LANE_NAME, 0, lane, 0, 0, name(_title(self)))

    thread_class.name = property(stock.fget, set_name, stock.fdel, stock.__doc__)


def _patch_failures(threading: Any) -> None:
    stock = threading._make_invoke_excepthook

    def make_invoke_excepthook() -> Callable[[Any], None]:
        invoke: Callable[[Any], None] = stock()

        def invoke_excepthook(thread: Any) -> None:
            error = sys.exc_info()[1]
            if error is not None:
                failures.strip(error)
                if not isinstance(error, SystemExit):
                    here.raised = 1
                    failures.tell(error, uncaught=True)
            invoke(thread)

        return invoke_excepthook

    threading._make_invoke_excepthook = make_invoke_excepthook


def _patch_shutdown(threading: Any) -> None:
    """At its end the interpreter waits for the threads that aren't daemons: a join that no line asks for."""
    stock = threading._shutdown

    def _shutdown() -> None:
        me = threading.current_thread()
        waited = [t for t in threading.enumerate() if not t._daemonic and t is not me and t.is_alive()]
        lane = _lane_of(waited[0]) if waited else 0
        if not lane:
            stock()
            return
        waits.tell(layout.JOIN, stock, holder=lane)

    stand_in.replace(threading, "_shutdown", _shutdown)


def patch_time() -> None:
    """See `time.sleep`."""
    stock = time.sleep

    def sleep(*seconds: Any, **wrong: Any) -> None:
        if here.depth or wrong or len(seconds) != 1:
            stock(*seconds, **wrong)
            return
        lane = here.lane or lanes.adopt()
        emit(lane, layout.WAIT_BEGIN, layout.SLEEP, 0, places.place(2), 0, -1)
        outcome = layout.OUTCOME_RAISED
        try:
            stock(seconds[0])
            outcome = 0
        finally:
            emit(lane, layout.WAIT_END, layout.SLEEP | outcome)

    stand_in.replace(time, "sleep", sleep)

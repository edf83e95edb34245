"""Threads that Qt starts as lanes: QThread and QRunnable, their sleeps, who waits for them.

Works on the module objects that the program imported; what runs in such a thread is called by C++, which
looks for a `run` on the object first. So that is where ours stands, from the start to the begin.
"""

from __future__ import annotations

from collections import deque
from weakref import ref

from . import lanes, layout, places, qt_signals, stand_in, threads, waits
from .lanes import here
from .writer import emit, name

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any

_LANE = "_concurrency_lab_lane"
_STARTS = "_concurrency_lab_starts"
_FOREVER_MS = (-1, 0xFFFFFFFF)


def patch_core(core: Any) -> None:
    """See the threads of `PySide6.QtCore`, once the program has imported it."""
    qt_signals.patch_core(core)
    _patch_start(core)
    _patch_wait(core)
    for sleep in ("sleep", "msleep", "usleep"):
        _patch_sleep(core.QThread, sleep)
    for start in ("start", "tryStart"):
        _patch_pool(core, start)
    _patch_wait_for_done(core.QThreadPool)


# QThread ----------------------------------------------------------------------------------------------------


def _patch_start(core: Any) -> None:
    stock = core.QThread.start

    def start(self: Any, *args: Any, **kwargs: Any) -> Any:
        if isinstance(self, core.QThread) and not self.isRunning():
            lane, where = lanes.new_lane(), places.place(2)
            self.__dict__[_LANE] = lane
            emit(here.lane or lanes.adopt(), layout.THREAD_START, 0, lane, where, 0, name(_title(self)))
            _arm(self, Run(self, lane, where))
        return stock(self, *args, **kwargs)

    installed = stand_in.replace_bound(core.QThread, "start", start)
    qt_signals.on_connect(installed, lambda thread: _arm(thread, Run(thread)))

    def claim() -> int:
        """The lane of a QThread in which something is called before `run`: what `started` is connected to."""
        thread = core.QThread.currentThread()
        known = getattr(thread, "__dict__", {})
        run = known.get("run")
        if isinstance(run, Run):
            run.begin(thread)
        return known.get(_LANE, 0)  # type: ignore[no-any-return]

    lanes.claims.append(claim)


def _title(thread: Any) -> str:
    """The name that the program gave, or the one of the class."""
    return thread.objectName() or type(thread).__name__


def _arm(thread: Any, run: Run) -> None:
    """Let C++ find our `run` on this thread, once."""
    before = thread.__dict__.get("run")
    run.before = before.before if isinstance(before, Run) else before
    thread.__dict__["run"] = run


class Run:
    """What a QThread runs: what it would have run, between the begin and the end of its lane.

    It holds the thread weakly, so that one that nobody keeps goes when it always went. Without a lane nobody
    saw who started it, a signal that is connected to its `start` perhaps.
    """

    def __init__(self, thread: Any, lane: int = 0, origin: int = 0) -> None:
        self.before: Any = None  # a `run` that the program had put on the thread itself
        self._thread = ref(thread)
        self._seen = bool(lane)
        self._lane = lane
        self._origin = origin
        self._started: threads.Started | None = None

    def begin(self, thread: Any) -> threads.Started:
        """The running thread is this one."""
        if self._started is None:
            if not self._lane:
                self._lane = lanes.new_lane()
                thread.__dict__[_LANE] = self._lane
                emit(lanes.MAIN, layout.THREAD_START, 0, self._lane, 0, 0, name(_title(thread)))
            self._started = threads.Started(self._lane, self._run, self._origin)
        self._started.begin()
        return self._started

    def __call__(self) -> None:
        thread = self._thread()
        if thread is None:
            return
        started = self.begin(thread)
        if thread.__dict__.get("run") is self:
            del thread.__dict__["run"]
            if self.before is not None:
                thread.__dict__["run"] = self.before
            if not self._seen:
                _arm(thread, Run(thread))
        started()

    def _run(self) -> None:
        thread: Any = self._thread()
        try:
            if self.before is not None:
                self.before()
            else:
                type(thread).run(thread)
        finally:
            qt_signals.tell_emitted(getattr(thread, "__dict__", {}).get("finished"))


def _patch_wait(core: Any) -> None:
    stock = core.QThread.wait

    def wait(self: Any, *args: Any, **kwargs: Any) -> Any:
        lane = _lane_of(self)
        if here.depth or not lane or lane == here.lane or not self.isRunning():
            return stock(self, *args, **kwargs)
        given = args[0] if args else next(iter(kwargs.values()), None)
        return waits.tell(
            layout.JOIN,
            lambda: stock(self, *args, **kwargs),
            holder=lane,
            limit=_limit(given, core),
            timed_out=lambda ended: not ended,
        )

    stand_in.replace_bound(core.QThread, "wait", wait)


def _limit(given: Any, core: Any) -> int:
    """A time-out as Qt takes it, milliseconds or a deadline, in ns; -1 for none."""
    if isinstance(given, core.QDeadlineTimer):
        return -1 if given.isForever() else int(given.remainingTimeNSecs())
    return -1 if not isinstance(given, int) or given in _FOREVER_MS else given * 1_000_000


def _lane_of(thread: Any) -> int:
    lane: int = getattr(thread, "__dict__", {}).get(_LANE, 0)
    return lane


def _patch_sleep(thread_class: Any, method: str) -> None:
    stock = getattr(thread_class, method)

    def sleep(*args: Any, **kwargs: Any) -> None:
        if here.depth:
            stock(*args, **kwargs)
            return
        waits.tell(layout.SLEEP, lambda: stock(*args, **kwargs))

    stand_in.replace_bound(thread_class, method, sleep, static=True)


# QThreadPool ------------------------------------------------------------------------------------------------


def _patch_pool(core: Any, method: str) -> None:
    """See what is given to a pool: a lane each, for a pool's own threads come and go as it likes.

    What `QRunnable.create` makes is C++ alone, which never asks for a `run` of ours.
    """
    stock = getattr(core.QThreadPool, method)

    def start(self: Any, *args: Any, **kwargs: Any) -> Any:
        work: Any = args[0] if args else None
        runnable = isinstance(work, core.QRunnable)
        if here.depth or type(work) is core.QRunnable or not (runnable or callable(work)):
            return stock(self, *args, **kwargs)
        lane, where = lanes.new_lane(), places.place(2)
        title = type(work).__name__ if runnable else getattr(work, "__name__", type(work).__name__)
        emit(here.lane or lanes.adopt(), layout.THREAD_START, 0, lane, where, 0, name(title))
        if runnable:
            _give(work, lane, where)
        else:
            work = threads.Started(lane, work, where)
        taken = False
        try:
            taken = stock(self, work, *args[1:], **kwargs)
        finally:
            if taken is False:  # `tryStart` found no room, or the arguments were wrong
                emit(lane, layout.THREAD_END, layout.THREAD_FAILED)
                _take_back(args[0])
        return taken

    stand_in.replace_bound(core.QThreadPool, method, start)


def _give(work: Any, lane: int, where: int) -> None:
    """Let C++ find our `run` on this runnable, for as many starts as there are."""
    starts = work.__dict__.setdefault(_STARTS, deque())
    starts.append((lane, where))
    runnable = ref(work)
    before = work.__dict__.get("run")
    if getattr(before, "__module__", None) == __name__:
        return

    def run() -> None:
        found = runnable()
        if found is None:
            return
        own = (lambda: type(found).run(found)) if before is None else before
        mine, origin = starts.popleft() if starts else (0, 0)
        if not starts:
            found.__dict__.pop(_STARTS, None)
            found.__dict__.pop("run", None)
            if before is not None:
                found.__dict__["run"] = before
        if mine:
            threads.Started(mine, own, origin)()
        else:
            own()

    work.__dict__["run"] = run


def _take_back(work: Any) -> None:
    starts = getattr(work, "__dict__", {}).get(_STARTS)
    if starts:
        starts.pop()


def _patch_wait_for_done(pool_class: Any) -> None:
    stock = pool_class.waitForDone

    def wait_for_done(self: Any, *args: Any, **kwargs: Any) -> Any:
        if here.depth or not self.activeThreadCount():
            return stock(self, *args, **kwargs)
        return waits.tell(
            layout.JOIN, lambda: stock(self, *args, **kwargs), timed_out=lambda ended: not ended
        )

    stand_in.replace_bound(pool_class, "waitForDone", wait_for_done)

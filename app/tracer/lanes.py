"""Knows which lane the running thread is, and keeps the library's own nested waits from being told twice."""

from _thread import _local, get_ident, get_native_id
from itertools import count

from . import layout, writer

MAIN = 1

_serials = count(MAIN + 1).__next__
new_object = count(1).__next__  # the serial number of a lock or the like, an item of a queue


class _Here(_local):
    """What belongs to the running thread."""

    # These three are in the `__dict__` of each thread, which is where those read them who need several.
    lane: int  # its serial number, 0 until it is known
    depth: int  # > 0 while one of our wrappers is at work further out: inner waits aren't told
    where: int  # the place of the call that is being told, where it is known already
    raised = 0  # 1 when an exception ended it
    origin = 0  # the place where the thread was started
    late: "object | None" = None  # the wait that is told if something within it blocks (see late_waits)
    sealing = False  # a message that is being pickled gets a trailer
    sealed = 0  # the key in that trailer
    communicating = False  # `Popen.communicate` waits for the pipes, not yet for the end
    arriving = False  # what is received now waits for a task that reads it (see streams),
    arrived: "tuple[int, int] | None" = None  # and has come: key of the stream, where it ends
    # Of another process (lane | pid << 32), and when it had worked out the result that is handed on here.
    worker = 0, 0
    delivers = False  # the next item that is received is a result of a pool (see pool_results),
    delivered: "tuple[int, ...] | None" = None  # and here it is: when, object, where, key, items in the queue
    behalf = 0  # the number of the item that a library's thread is sending for somebody else

    def __init__(self) -> None:
        self.lane = self.depth = self.where = 0


here = _Here()
_threads: dict[int, dict[str, int]] = {}  # ident -> what belongs to the thread that has, or had, this ident


def new_lane() -> int:
    """The serial number of a lane that is about to start."""
    return _serials()


def become(lane: int) -> None:
    """Call the running thread by this lane."""
    here.lane = lane
    _threads[get_ident()] = here.__dict__


def lane_of(ident: int) -> int:
    """The lane on which the thread with this ident is now, or was at its end; 0 if none is known."""
    return _threads[ident].get("lane", 0) if ident in _threads else 0


#: Asked for the lane of a running thread that has none here: C code may know threads of its own. 0: not ours.
claims: "list[object]" = []


def adopt() -> int:
    """Give the running thread, whose start nobody saw (C code started it), a lane."""
    for claim in claims:
        lane: int = claim()  # type: ignore[operator]
        if lane:
            become(lane)
            return lane
    lane = new_lane()
    become(lane)
    writer.emit(lane, layout.THREAD_BEGIN, layout.THREAD_FOREIGN, 1, 0, get_native_id())
    return lane


def current() -> int:
    """The lane of the running thread."""
    return here.lane or adopt()


def become_main() -> None:
    """Call the running thread the process' main lane: at the start, and in the child after a fork."""
    _threads.clear()
    become(MAIN)
    here.depth = 0
    here.raised = 0
    here.late = None
    here.communicating = False
    here.behalf = 0

"""Names what a suspended task waits for, from the chain of coroutines down to the future that it awaits."""

from __future__ import annotations

import os
from gc import get_referents
from types import AsyncGeneratorType, CoroutineType, GeneratorType

from . import futures, layout, places, synchronizers, task_objects, tasks
from .layout import SLEEP, SUSPENDS, WAIT_BEGIN
from .writer import emit

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import CodeType
    from typing import Any

_ASYNCIO = f"{os.sep}asyncio{os.sep}"
_MOST_CODES = 20_000  # as in places
_BEFORE_GENERATOR = ("async_generator_", "anext_awaitable")

#: How a coroutine of the library that has a name here stands to those further out and further in.
_FIRST = 0  # counts unless one further out has a name too
_LEAF = 1  # as _FIRST, and what it awaits itself needs no look
_DEEP = 2  # counts whatever is further out, and needs no look at what it awaits

#: By module and qualified name: the state, the kind of the object, and one of these. Modules alone stand for
#: all that they hold.
_NAMES: dict[str, tuple[int, int, int]] = {
    "tasks.sleep": (layout.SLEEP, 0, _LEAF),
    "locks.Lock.acquire": (layout.LOCK, layout.OBJ_LOCK, _DEEP),
    "locks.Event.wait": (layout.EVENT, layout.OBJ_EVENT, _LEAF),
    "locks.Condition.wait": (layout.CONDITION, layout.OBJ_CONDITION, _FIRST),
    "locks.Semaphore.acquire": (layout.SEMAPHORE, layout.OBJ_SEMAPHORE, _LEAF),
    "locks.Barrier.wait": (layout.BARRIER, layout.OBJ_BARRIER, _FIRST),
    "queues.Queue.get": (layout.GET, layout.OBJ_QUEUE, _LEAF),
    "queues.Queue.put": (layout.PUT, layout.OBJ_QUEUE, _LEAF),
    "queues.Queue.join": (layout.JOIN, layout.OBJ_QUEUE, _FIRST),
    "subprocess.Process.wait": (layout.PROCESS, 0, _DEEP),
    "base_subprocess.BaseSubprocessTransport._wait": (layout.PROCESS, 0, _DEEP),
    "base_events.Server.serve_forever": (layout.IO, 0, _FIRST),
    "base_events.Server.wait_closed": (layout.IO, 0, _FIRST),
    "base_events.BaseEventLoop.create_connection": (layout.IO, 0, _FIRST),
    "base_events.BaseEventLoop.create_datagram_endpoint": (layout.IO, 0, _FIRST),
    "base_events.BaseEventLoop.create_server": (layout.IO, 0, _FIRST),
    "base_events.BaseEventLoop.connect_accepted_socket": (layout.IO, 0, _FIRST),
    "base_events.BaseEventLoop.connect_read_pipe": (layout.IO, 0, _FIRST),
    "base_events.BaseEventLoop.connect_write_pipe": (layout.IO, 0, _FIRST),
    "base_events.BaseEventLoop.getaddrinfo": (layout.IO, 0, _FIRST),
    "base_events.BaseEventLoop.getnameinfo": (layout.IO, 0, _FIRST),
    "base_events.BaseEventLoop.sendfile": (layout.IO, 0, _FIRST),
    "base_events.BaseEventLoop.start_tls": (layout.IO, 0, _FIRST),
} | dict.fromkeys(
    ("streams", "subprocess", "base_subprocess", "selector_events", "proactor_events", "unix_events"),
    (layout.IO, 0, _FIRST),
)
_UNNAMED = 0, 0, _FIRST


#: Coroutines that wait for tasks which they hold in their own names: of these, the ones that all must end.
_GROUPS: dict[str, Callable[[dict[str, Any]], Iterable[Any]]] = {
    "tasks.wait_for": lambda names: [names.get("fut")],
    "tasks._wait": lambda names: names["fs"] if names.get("return_when") == "ALL_COMPLETED" else (),
    "taskgroups.TaskGroup.__aexit__": lambda names: names["self"]._tasks,
    "taskgroups.TaskGroup._aexit": lambda names: names["self"]._tasks,
}


class _Code:
    """What is known of the code of a coroutine."""

    __slots__ = ("code", "depth", "group", "kind", "lines", "state")

    def __init__(self, code: CodeType) -> None:
        self.code = code  # keeps its id from being used again
        self.lines: dict[int, int] | None = None  # the program's: instruction -> place
        self.state = self.kind = 0
        self.depth = _FIRST
        self.group: Callable[[dict[str, Any]], Iterable[Any]] | None = None
        path = code.co_filename
        if not places.is_library(path):
            self.lines = {}
        elif _ASYNCIO in path:
            module = os.path.basename(path).removesuffix(".py")
            named = _NAMES.get(f"{module}.{code.co_qualname}") or _NAMES.get(module, _UNNAMED)
            self.state, self.kind, self.depth = named
            self.group = _GROUPS.get(f"{module}.{code.co_qualname}")


_codes: dict[int, _Code] = {}


def _look_at(code: CodeType) -> _Code:
    if len(_codes) > _MOST_CODES:
        _codes.clear()
    found = _codes[id(code)] = _Code(code)
    return found


def tell(lane: tasks.Lane, task: Any) -> None:
    """Tell what a task waits for that has just been suspended."""
    # Written for speed: this runs for each suspension of each task.
    line_of = step = task._coro  # the innermost coroutine of the program
    found = lane.head
    if found is None:
        found = lane.head = _known(step)[0]
    lines = found.lines
    named: _Code | None = None
    named_in: Any = None
    group_in: Any = None
    if lines is None:
        if found.state:
            named, named_in = found, step
        elif found.group:
            group_in = step
    step = step.cr_await if type(step) is CoroutineType else _known(step)[1]
    while step is not None:
        kind = type(step)
        if kind is CoroutineType:
            code = step.cr_code
            found = lane.leaf
            if code is not found.code:
                found = lane.leaf = _codes.get(id(code)) or _look_at(code)
            if found.lines is not None:
                line_of, lines, named, group_in = step, found.lines, None, None
            elif found.state:
                if named is None or found.depth == _DEEP:
                    named, named_in = found, step
                    if found.depth:
                        break
            elif found.group:
                group_in = step
            step = step.cr_await
        elif kind in _ends:
            break
        else:
            found, after = _known(step)
            if found.lines is not None:
                line_of, lines, named, group_in = step, found.lines, None, None
            step = after
    if lines is None:
        where = lane.origin
    else:
        frame: Any = line_of.cr_frame if type(line_of) is CoroutineType else _frame(line_of)
        where = lines.get(frame.f_lasti, 0) or _place(frame, lines)
    if named is None:
        awaited = task._fut_waiter
        group = _group(group_in)
        holder = _awaited(awaited, group)
        if group and not holder:
            futures.stand_for(awaited, group)
        state, obj = layout.AWAIT, 0 if holder else futures.serial_if_passed_on(awaited)
    else:
        state, obj, holder = named.state, 0, 0
        if state != SLEEP:
            state, obj, holder = _details(named, _frame(named_in).f_locals.get("self"))
    lane.state, lane.waits_for = state, obj
    emit(lane.lane, WAIT_BEGIN, state | SUSPENDS, obj, where, holder, -1)


def _details(named: _Code, thing: Any) -> tuple[int, int, int]:
    """State, serial of the object waited for, and its holder: a lane, or the process that is waited for."""
    if named.kind:
        if not task_objects.is_told(thing):  # the library's own, `as_completed` has a queue
            return layout.AWAIT, 0, 0
        holder = getattr(thing, "_concurrency_lab_holder", 0) if named.state == layout.LOCK else 0
        return named.state, synchronizers.serial_of(thing, named.kind), holder
    if named.state == layout.PROCESS:
        pid = getattr(thing, "pid", None) or getattr(thing, "_pid", None)
        return layout.PROCESS, 0, pid if isinstance(pid, int) else 0
    return named.state, 0, 0


#: Types of what can stand at the end of the chain: futures and whatever else has nothing behind it.
_ends: set[type] = set()
NOTHING = _Code((lambda: None).__code__)
NOTHING.lines = None


def _known(step: Any) -> tuple[_Code, Any]:
    """What is known of something in the chain, and what it awaits."""
    kind = type(step)
    if kind is CoroutineType:
        return _codes.get(id(step.cr_code)) or _look_at(step.cr_code), step.cr_await
    if kind is GeneratorType:
        return _codes.get(id(step.gi_code)) or _look_at(step.gi_code), step.gi_yieldfrom
    if kind is AsyncGeneratorType:
        return _codes.get(id(step.ag_code)) or _look_at(step.ag_code), step.ag_await
    if kind.__name__.startswith(_BEFORE_GENERATOR):  # `__anext__` and the like of an asynchronous generator
        for inner in get_referents(step):
            if type(inner) is AsyncGeneratorType or type(inner).__name__.startswith(_BEFORE_GENERATOR):
                return NOTHING, inner
        return NOTHING, None
    _ends.add(kind)
    return NOTHING, None


def _frame(step: Any) -> Any:
    if type(step) is CoroutineType:
        return step.cr_frame
    return step.gi_frame if type(step) is GeneratorType else step.ag_frame


def _place(frame: Any, lines: dict[int, int]) -> int:
    place = lines[frame.f_lasti] = places.place_of(frame.f_code.co_filename, frame.f_lineno or 0)
    return place


def _group(step: Any) -> Iterable[Any]:
    """What a coroutine of the library that waits for all of several holds in its own names."""
    group = None if step is None else _known(step)[0].group
    return group(_frame(step).f_locals) if group else ()


def _awaited(future: Any, group: Iterable[Any]) -> int:
    """The lane of the task that is awaited, alone or as the first of several; 0 for any other future."""
    lane = tasks.lane_of(future)
    if lane:
        return lane
    gathered = group or getattr(future, "_children", ())  # what gather gathers
    return min((tasks.lane_of(each) for each in gathered if tasks.lane_of(each)), default=0)

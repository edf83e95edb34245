"""Sees generators through `sys.monitoring` (3.12+): local events on the functions of the program alone.

The interpreter tells when a generator begins, yields, goes on and returns, but not when it is made: that is
seen at the call of its function, and which one it was at the next event of that thread.
"""

from __future__ import annotations

import atexit
import os
import sys
from _thread import _local
from gc import get_objects
from time import perf_counter_ns as now
from types import CoroutineType

from . import generator_lanes, lanes, places
from .generator_lanes import Function
from .generators import COROUTINE, is_by_hand, makes, within
from .lanes import here
from .stand_in import as_importer, replace

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType, FrameType
    from typing import Any

_TOOL = 3  # not one of those that the documentation sets aside, nor the one of the watched globals
_YOUNG = 0, 1  # generations of the garbage collector in which a new object is
_CALLS = 64  # of other things at one place, before the interpreter needn't tell of its calls any more
_STRANGERS = 200  # coroutines of one function that others drive, before it isn't looked at any more
_MAIN = "__main__", "__mp_main__"
_LOADERS = (
    ("_frozen_importlib_external", "SourceLoader"),
    ("_frozen_importlib_external", "SourcelessFileLoader"),
    ("zipimport", "zipimporter"),
)
_MAKERS = {"exec", "eval", "run_path", "run_module", "FunctionType"}  # of code that no import brings

_functions: dict[int, Function] = {}  # id of code -> what is known of it
_seen: dict[int, CodeType] = {}  # code that has been looked at; keeps the ids from being used again
_others: dict[tuple[int, int], int] = {}  # (id of code, instruction) -> calls there of other things
_strangers: dict[int, int] = {}
_makes_code = False  # whether the program may come by code that isn't imported
_made: dict[int, tuple[int, int, int]] = {}  # id of a coroutine's frame -> when it was made, by whom, where

_Generator: Any = type(_ for _ in ())
_Coroutine: Any = CoroutineType


class _Pending(_local):
    """What this thread has called last: the function, when, by which lane, where."""

    call: tuple[Function, int, int, int] | None = None


_pending = _Pending()
_m: Any = getattr(sys, "monitoring", None)


def start() -> None:
    """Begin to look at functions as they are first called."""
    if _m.get_tool(_TOOL) is not None:
        return
    events = _m.events
    _m.use_tool_id(_TOOL, "concurrency-lab generators")
    for event, callback in _callbacks().items():
        _m.register_callback(_TOOL, event, callback)
    _m.set_events(_TOOL, events.PY_START)
    atexit.register(_stop)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=_forget)


def _callbacks() -> dict[int, Callable[..., Any]]:
    events = _m.events
    return {
        events.PY_START: _started,
        events.PY_RESUME: _resumed,
        events.PY_YIELD: _yielded,
        events.PY_RETURN: _returned,
        events.PY_THROW: _thrown,
        events.PY_UNWIND: _unwound,
        events.CALL: _calls,
    }


def _stop() -> None:
    generator_lanes.stop()
    for event in _callbacks():
        _m.register_callback(_TOOL, event, None)


def _forget() -> None:
    generator_lanes.forget()
    _made.clear()
    _pending.call = None


def _hush(function: Function) -> None:
    _m.set_local_events(_TOOL, function.code, 0)


def _look_at(code: CodeType) -> None:
    """Have the interpreter tell of the functions within this code of the program."""
    global _makes_code
    events = _m.events
    fresh = [each for each in within(code) if id(each) not in _seen]
    for each in fresh:
        _seen[id(each)] = each
    if not _functions:
        if not any(map(makes, fresh)):
            if not all(_MAKERS.isdisjoint(each.co_names) for each in fresh):
                _makes_code = True
                _m.set_events(_TOOL, events.PY_START)
            return  # a program without any generators goes without what slows down its calls
        # These can't be had for some functions alone.
        _m.set_events(_TOOL, events.PY_START | events.PY_THROW | events.PY_UNWIND)
        fresh = list(_seen.values())
    for each in fresh:
        wanted = events.CALL
        kind = makes(each)
        if kind:
            _functions[id(each)] = Function(each, _hush)
            wanted |= events.PY_START
            if kind != COROUTINE:
                wanted |= _steps()
        _m.set_local_events(_TOOL, each, wanted)


def _is_main(code: CodeType) -> bool:
    """Whether it is the program itself that begins, with which all but its imports is known."""
    return code.co_name == "<module>" and sys._getframe(2).f_globals.get("__name__") in _MAIN


def _look_at_imports_alone() -> None:
    """Leave what runs alone: on 3.12 a function that was looked at once stays slower by some percent for good."""
    _m.set_events(_TOOL, 0)
    for module, loader in _LOADERS:
        if module in sys.modules:
            _look_at_what_it_loads(getattr(sys.modules[module], loader))


def _look_at_what_it_loads(loader: Any) -> None:
    stock = loader.get_code

    def get_code(self: Any, fullname: str) -> CodeType | None:
        code: CodeType | None = stock(self, fullname)
        if code is not None and not places.is_library(code.co_filename):
            _look_at(code)
        return code

    replace(loader, "get_code", as_importer(get_code))


def _steps() -> int:
    events = _m.events
    steps: int = events.PY_RESUME | events.PY_YIELD | events.PY_RETURN
    return steps


# Calls of the functions ----------------------------------------------------------------------------------
def _calls(code: CodeType, offset: int, called: Any, first: Any) -> Any:
    if _pending.call is not None:
        _resolve(first)
    inner = getattr(called, "__func__", called)
    made = getattr(inner, "__code__", None)
    function = _functions.get(id(made)) if made is not None else None
    if function is not None:
        if function.quiet:
            return _m.DISABLE
        _pending.call = function, now(), here.lane or lanes.adopt(), places.place(2)
        return None
    generator_lanes.look_at_closed()
    if getattr(called, "__name__", "") in ("send", "close"):
        generator_lanes.before(called.__name__, getattr(called, "__self__", None) or first)
        return None
    key = id(code), offset
    count = _others[key] = _others.get(key, 0) + 1
    return _m.DISABLE if count > _CALLS else None


def _resolve(first: Any) -> None:
    """Find which generator came of the call before this one; `first` is the first argument of this one."""
    call = _pending.call
    _pending.call = None
    if call is None:
        return
    code = call[0].code
    frame = _unbegun(first, code)
    if frame is None:
        frame = _youngest_unbegun(code)
    if frame is not None:
        _note(call, frame)


def _youngest_unbegun(code: CodeType) -> FrameType | None:
    for generation in _YOUNG:
        for thing in get_objects(generation):  # in no other list: that would be in there itself, for ever
            frame = _unbegun(thing, code)
            if frame is not None:
                return frame
    return None


def _unbegun(thing: Any, code: CodeType) -> FrameType | None:
    """The frame of a generator or coroutine of this code that hasn't begun and isn't known yet."""
    kind = type(thing)
    if kind is _Generator and thing.gi_code is code:
        frame, begun = thing.gi_frame, thing.gi_suspended or thing.gi_running
    elif kind is _Coroutine and thing.cr_code is code:
        frame, begun = thing.cr_frame, thing.cr_suspended or thing.cr_running
    else:
        return None
    if frame is None or begun or generator_lanes.of(frame) or id(frame) in _made:
        return None
    return frame  # type: ignore[no-any-return]


def _note(call: tuple[Function, int, int, int], frame: FrameType) -> None:
    function, ts, creator, where = call
    if function.code.co_flags & COROUTINE:
        _made[id(frame)] = ts, creator, where  # told when the program drives it by hand, if it ever does
    else:
        generator_lanes.created(function, frame, ts, creator, where)


# Steps ---------------------------------------------------------------------------------------------------
def _started(code: CodeType, offset: int) -> Any:
    function = _functions.get(id(code))
    if function is None:
        if id(code) not in _seen and not places.is_library(code.co_filename):
            _look_at(code)
            function = _functions.get(id(code))
            if not _functions and not _makes_code and _is_main(code):
                _look_at_imports_alone()
        if function is None:
            return _m.DISABLE
    if function.quiet:
        return _m.DISABLE
    frame = sys._getframe(1)
    call = _pending.call
    if call is not None:
        if call[0] is function and generator_lanes.of(frame) is None and id(frame) not in _made:
            _pending.call = None
            _made[id(frame)] = call[1:]
        else:
            _resolve(None)
    when, creator, where = _made.pop(id(frame), (now(), here.lane or lanes.adopt(), 0))
    if not is_by_hand(frame):
        return _a_stranger(function, frame)
    generator = generator_lanes.of(frame)
    if generator is None:
        generator = generator_lanes.created(function, frame, when, creator, where or places.place(3))
        if generator is not None and code.co_flags & COROUTINE:
            _m.set_local_events(_TOOL, code, _m.events.CALL | _m.events.PY_START | _steps())
    if generator is not None:
        generator_lanes.resumed(generator)
    return None


def _a_stranger(function: Function, frame: FrameType) -> Any:
    """Somebody else drives this one: a task, a context manager."""
    generator = generator_lanes.of(frame)
    if generator is not None:
        generator.end()
    count = _strangers[id(function.code)] = _strangers.get(id(function.code), 0) + 1
    if count > _STRANGERS:
        function.quiet = True
        _hush(function)
    return None


def _resumed(code: CodeType, offset: int) -> Any:
    generator = generator_lanes.of(sys._getframe(1))
    if generator is not None:
        generator_lanes.resumed(generator)


def _thrown(code: CodeType, offset: int, error: BaseException) -> Any:
    if id(code) in _functions:
        generator = generator_lanes.of(sys._getframe(1))
        if generator is not None:
            generator_lanes.resumed(generator)


def _yielded(code: CodeType, offset: int, value: Any) -> Any:
    frame = sys._getframe(1)
    generator = generator_lanes.of(frame)
    if generator is not None:
        generator_lanes.yielded(generator, frame, value)


def _returned(code: CodeType, offset: int, value: Any) -> Any:
    generator = generator_lanes.of(sys._getframe(1))
    if generator is not None:
        generator_lanes.returned(generator)


def _unwound(code: CodeType, offset: int, error: BaseException) -> Any:
    if id(code) in _functions:
        generator = generator_lanes.of(sys._getframe(1))
        if generator is not None:
            generator_lanes.returned(generator, error)

"""Sees generators through a profile function (3.11): it hears of every call, so everything becomes slower.

It hears when a generator begins, yields, goes on and ends, but not when it is made: new ones are looked for
at the next event of a function that names one of the program's generator functions.
"""

from __future__ import annotations

import atexit
import dis
import os
import sys
from gc import get_count, get_objects
from opcode import opmap
from time import perf_counter_ns as now
from types import CoroutineType

from . import generator_lanes, lanes, places, threads
from .generator_lanes import Function
from .generators import COROUTINE, is_by_hand, makes, within
from .lanes import here

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from types import CodeType, FrameType
    from typing import Any

_YIELD, _RETURN = opmap["YIELD_VALUE"], opmap["RETURN_VALUE"]
_YOUNG = 0, 1  # generations of the garbage collector in which a new object is
_FRUITLESS = 2_000  # looks for new generators in vain, before a function isn't thought to make any

_Generator: Any = type(_ for _ in ())
_functions: dict[int, Function] = {}  # id of code -> what is known of it
_seen: dict[int, CodeType] = {}  # code that has been looked at; keeps the ids from being used again
_names: set[str] = set()  # of the functions that make generators
_makers: dict[int, _Maker | None] = {}  # id of code -> what is known of it, None: it makes none
_thrown: dict[int, int] = {}  # lane of a generator -> where an exception was thrown into it
_made: dict[int, tuple[int, int, int]] = {}  # id of a coroutine's frame -> when it was made, by whom, where


class _Maker:
    """A function of the program that names generator functions."""

    def __init__(self, code: CodeType) -> None:
        self.fruitless = 0
        self.count = -1  # of young objects, when it was last looked
        self.mentions: list[tuple[int, str, int]] = []
        for step in dis.get_instructions(code):
            line = (step.positions.lineno if step.positions else 0) or 0
            if step.opname.startswith("LOAD"):
                self.mentions += [(step.offset, name, line) for name in _named(step.argval)]

    def line(self, name: str, before: int) -> int:
        """The line of the last mention of a function before an instruction, 0 if there is none."""
        lines = [line for offset, mentioned, line in self.mentions if mentioned == name and offset <= before]
        return lines[-1] if lines else 0


def _named(argument: Any) -> set[str]:
    """The generator functions that a loaded name, or a comprehension, stands for."""
    if isinstance(argument, str):
        return {argument} & _names
    if isinstance(argument, type(_named.__code__)) and argument.co_name.startswith("<"):
        return set(argument.co_names) & _names
    return set()


def start() -> None:
    """Begin to hear of calls, in this thread and in those to come."""
    sys.setprofile(_hear)
    threads.on_new_thread.append(_hear_in_thread)
    atexit.register(_stop)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=_forget)


def _hear_in_thread() -> None:
    sys.setprofile(_hear)


def _stop() -> None:
    generator_lanes.stop()
    sys.setprofile(None)


def _forget() -> None:
    generator_lanes.forget()
    _made.clear()


def _hush(function: Function) -> None:
    """It hears of all functions or of none: `quiet` says it all."""


def _hear(frame: FrameType, event: str, argument: Any) -> None:
    if event == "call":
        _called(frame)
    elif event == "return":
        if id(frame.f_code) in _seen:
            _look_for_new(frame)
        generator = generator_lanes.of(frame)
        if generator is not None:
            _left(generator, frame, argument)
    elif event == "c_call" and id(frame.f_code) in _seen:
        _look_for_new(frame)
        if argument.__name__ == "send":
            generator_lanes.before("send", argument.__self__)


def _called(frame: FrameType) -> None:
    code = frame.f_code
    caller = frame.f_back
    if caller is not None and id(caller.f_code) in _seen:
        _look_for_new(caller)
    if id(code) not in _seen and not places.is_library(code.co_filename):
        _look_at(code)
    function = _functions.get(id(code))
    if function is None or function.quiet:
        return
    generator = generator_lanes.of(frame)
    if generator is None or not generator.begun:
        when, creator, where = _made.pop(id(frame), (now(), here.lane or lanes.adopt(), 0))
        if not is_by_hand(frame):
            if generator is not None:
                generator.end()
            return
        if generator is None:
            generator = generator_lanes.created(function, frame, when, creator, where or places.place(4))
    if generator is not None:
        generator_lanes.resumed(generator)
        if code.co_code[frame.f_lasti] == _YIELD:  # an exception comes in where a value would
            _thrown[generator.lane] = frame.f_lasti


def _left(generator: generator_lanes.Generator, frame: FrameType, value: Any) -> None:
    instruction = frame.f_code.co_code[frame.f_lasti]
    thrown = _thrown.pop(generator.lane, -1)
    if thrown == frame.f_lasti and value is None:
        generator_lanes.returned(generator)
    elif instruction == _YIELD:
        generator_lanes.yielded(generator, frame, value)
    else:
        generator_lanes.returned(generator, failed=instruction != _RETURN)


def _look_at(code: CodeType) -> None:
    for each in within(code):
        _seen[id(each)] = each
        if makes(each):
            _functions[id(each)] = Function(each, _hush)
            _names.add(each.co_name)
            _makers.clear()


# What was made -------------------------------------------------------------------------------------------
def _look_for_new(frame: FrameType) -> None:
    """Tell the generators that this function has made since it was looked at last."""
    code = frame.f_code
    if id(code) not in _makers:
        maker = _Maker(code) if _names else None
        _makers[id(code)] = maker if maker is not None and maker.mentions else None
    maker = _makers[id(code)]
    if maker is None or maker.fruitless > _FRUITLESS:
        return
    count = get_count()[0]
    if count == maker.count:
        return
    maker.count = count
    found = False
    for generation in _YOUNG:
        for thing in get_objects(generation):  # in no other list: that would be in there itself, for ever
            kind = type(thing)
            if (kind is _Generator or kind is CoroutineType) and _is_new(thing):
                _tell(thing, frame, maker)
                found = True
    maker.fruitless = 0 if found else maker.fruitless + 1


def _is_new(thing: Any) -> bool:
    if type(thing) is _Generator:
        code, frame, begun = thing.gi_code, thing.gi_frame, thing.gi_suspended or thing.gi_running
    else:
        code, frame, begun = thing.cr_code, thing.cr_frame, thing.cr_suspended or thing.cr_running
    if id(code) not in _functions or frame is None or begun:
        return False
    return generator_lanes.of(frame) is None and id(frame) not in _made


def _tell(thing: Any, maker_frame: FrameType, maker: _Maker) -> None:
    frame = thing.gi_frame if type(thing) is _Generator else thing.cr_frame
    function = _functions[id(frame.f_code)]
    line = maker.line(frame.f_code.co_name, maker_frame.f_lasti)
    file = maker_frame.f_code.co_filename
    where = places.place_of(file, line or maker_frame.f_lineno or 0)
    lane = here.lane or lanes.adopt()
    by_that_name = maker_frame.f_globals.get(frame.f_code.co_name)
    stands_for_another = (
        getattr(by_that_name, "__code__", frame.f_code) is not frame.f_code
    )  # a context manager
    if frame.f_code.co_flags & COROUTINE or stands_for_another:
        _made[id(frame)] = now(), lane, where  # told when the program drives it by hand, if it ever does
    else:
        generator_lanes.created(function, frame, now(), lane, where)

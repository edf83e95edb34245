"""Watches global variables through the instructions of the functions that touch them, and only of those.

On 3.12 and newer `sys.monitoring` looks at these functions alone. On 3.11 opcode tracing does it, which
makes the calls of all other functions slower as well; the recording says so.
"""

from __future__ import annotations

import dis
import sys
from time import perf_counter_ns as now

from . import lanes, layout, places, threads
from .accesses import tell
from .lanes import here
from .writer import emit, name

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from types import CodeType, FrameType
    from typing import Any

    _Access = tuple[str, bool, int]  # name, whether it is written, line

_READS = ("LOAD_GLOBAL", "LOAD_NAME")
_WRITES = ("STORE_GLOBAL", "STORE_NAME")
_TOOL = 4  # not one of those that the documentation sets aside for debuggers, coverage, profilers, optimizers

_watched: dict[str, set[str]] = {}  # file -> names
_serials: dict[tuple[str, str], int] = {}
_points: dict[int, dict[int, list[_Access]]] = {}  # id of code -> instruction -> what is to be told there
_stores: dict[int, dict[int, _Access]] = {}  # id of code -> instruction -> what it writes
_storing: dict[int, _Access] = {}  # id of frame -> what it is about to write
_kept: list[CodeType] = []
_NOTHING: list[_Access] = []


def watch(path: str, names: set[str]) -> None:
    """Watch the globals `names` of the file at `path`."""
    if not _watched:
        _begin()
    _watched[path] = names


def _begin() -> None:
    if sys.version_info >= (3, 12):
        monitoring = _monitoring()
        if monitoring.get_tool(_TOOL) is not None:
            return
        monitoring.use_tool_id(_TOOL, "concurrency-lab")
        monitoring.register_callback(_TOOL, monitoring.events.PY_START, _look_at)
        monitoring.register_callback(_TOOL, monitoring.events.INSTRUCTION, _at_instruction)
        monitoring.set_events(_TOOL, monitoring.events.PY_START)
    else:
        sys.settrace(_trace_calls)
        threads.on_new_thread.append(lambda: sys.settrace(_trace_calls))


def _monitoring() -> Any:
    return sys.monitoring  # type: ignore[attr-defined, unused-ignore]  # 3.12+


def _points_of(code: CodeType) -> dict[int, list[_Access]]:
    """At which instructions of the code something watched is about to be read, or may just have been written."""
    points: dict[int, list[_Access]] = {}
    stores: dict[int, _Access] = {}
    names = _watched.get(code.co_filename, set())
    if names.intersection(code.co_names):
        written = None
        prefixes: list[int] = []
        for step in dis.get_instructions(code):
            if written is not None:
                points.setdefault(step.offset, []).append(written)
                written = None
            if step.opname == "EXTENDED_ARG":
                prefixes.append(step.offset)
                continue
            if step.argval in names and step.opname in _READS:
                points.setdefault(step.offset, []).append((step.argval, False, _line(step)))
            elif step.argval in names and step.opname in _WRITES:
                written = (step.argval, True, _line(step))
                stores.update(dict.fromkeys((*prefixes, step.offset), written))
            prefixes.clear()
    _stores[id(code)] = stores
    _points[id(code)] = points
    _kept.append(code)
    return points


def _arrive(ts: int, frame: FrameType, found: list[_Access], store: _Access | None) -> None:
    """Tell what happens at an instruction; a write only if the one before it was run, and not jumped over."""
    stored = _storing.pop(id(frame), None)
    reached = [access for access in found if not access[1] or access is stored]
    if reached:
        _tell(ts, frame, reached)
    if store is not None:
        _storing[id(frame)] = store


def _line(step: Any) -> int:
    return (step.positions.lineno if step.positions else 0) or 0


def _tell(ts: int, frame: FrameType, found: list[_Access]) -> None:
    file = frame.f_code.co_filename
    for variable, write, line in found:
        if variable in frame.f_globals:
            value = frame.f_globals[variable]
            tell(ts, _serial(file, variable, line), write, value, places.place_of(file, line))


def _serial(file: str, variable: str, line: int) -> int:
    key = file, variable
    if key not in _serials:
        serial = lanes.new_object()
        place = places.place_of(file, line)
        emit(here.lane, layout.OBJECT, layout.OBJ_GLOBAL, serial, place, 0, name(variable))
        _serials[key] = serial
    return _serials[key]


# 3.12 and newer ------------------------------------------------------------------------------------------
def _look_at(code: CodeType, offset: int) -> Any:
    """Called once for each function when it first starts: those that touch watched data get a close look."""
    monitoring = _monitoring()
    if _points_of(code):
        monitoring.set_local_events(_TOOL, code, monitoring.events.INSTRUCTION)
    return monitoring.DISABLE


def _at_instruction(code: CodeType, offset: int) -> Any:
    found = _points.get(id(code), {}).get(offset, _NOTHING)
    store = _stores[id(code)].get(offset) if id(code) in _stores else None
    if not found and store is None:
        return _monitoring().DISABLE
    _arrive(now(), sys._getframe(1), found, store)
    return None


# 3.11 ----------------------------------------------------------------------------------------------------
def _trace_calls(frame: FrameType, event: str, argument: Any) -> Any:
    code = frame.f_code
    points = _points.get(id(code))
    if points is None:
        points = _points_of(code) if code.co_filename in _watched else {}
    if not points:
        return None
    frame.f_trace_opcodes = True
    frame.f_trace_lines = False
    return _trace_opcodes


def _trace_opcodes(frame: FrameType, event: str, argument: Any) -> Any:
    if event == "opcode":
        found = _points[id(frame.f_code)].get(frame.f_lasti, _NOTHING)
        store = _stores[id(frame.f_code)].get(frame.f_lasti)
        if found or store is not None:
            _arrive(now(), frame, found, store)
    return _trace_opcodes

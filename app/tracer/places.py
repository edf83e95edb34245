"""Finds the program's line of an event: that of the innermost frame that isn't a library's or ours."""

from __future__ import annotations

import os
import sys
from itertools import count, islice

from . import lanes, layout, writer

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from types import CodeType, FrameType

_OURS = os.path.dirname(os.path.abspath(__file__)) + os.sep
_LIBRARY = os.path.dirname(os.path.abspath(os.__file__)) + os.sep
_TESTS = _LIBRARY + "test" + os.sep  # CPython's own tests use the library as programs do
_PACKAGES = (f"{os.sep}site-packages{os.sep}", f"{os.sep}dist-packages{os.sep}")
_MOST_CODES = 20_000  # programs that make code without end (exec in a loop) shan't be kept alive by us

_GENERATED = "<string>"
_program = ""  # the script that is run, as its frames name it
#: id of code -> instruction -> place, None for a library's code
known_lines: dict[int, dict[int, int] | None] = {}
_kept: list[CodeType] = []  # keeps the ids in known_lines from being used again
_files: dict[str, int] = {}
_places: dict[tuple[str, int], int] = {}
_lines: dict[str, list[bytes]] = {}
_next_serial = count(1).__next__


def set_program(path: str) -> None:
    """Tell which script runs: it counts as the program wherever it lies."""
    global _program
    _program = path


def is_library(filename: str) -> bool:
    """Whether code of this file is the standard library's, an installed package's or ours."""
    if filename == _program:
        return False
    if (
        filename == _GENERATED
    ):  # what `-c` runs is the program; otherwise code made by a library, a dataclass say
        return bool(_program)
    if filename.startswith(("<frozen", _OURS)):
        return True
    if filename.startswith(_LIBRARY):
        return not filename.startswith(_TESTS)
    return any(part in filename for part in _PACKAGES)


def library_asks() -> bool:
    """Whether it is library code that called the function that calls this one."""
    try:
        frame: FrameType | None = sys._getframe(2)
    except ValueError:  # the interpreter itself called
        return False
    while frame is not None and frame.f_code.co_filename == _GENERATED:
        frame = frame.f_back  # what a dataclass makes for its fields is the program's
    return frame is not None and is_library(frame.f_code.co_filename)


def is_ours(code: CodeType) -> bool:
    """Whether this is code of the tracer."""
    return code.co_filename.startswith(_OURS)


def _classify(code: CodeType) -> dict[int, int] | None:
    if len(_kept) > _MOST_CODES:
        known_lines.clear()
        _kept.clear()
    lines: dict[int, int] | None = None if is_library(code.co_filename) else {}
    _kept.append(code)
    known_lines[id(code)] = lines
    return lines


def program_frame(frame: FrameType | None) -> FrameType | None:
    """The innermost frame of the program, from `frame` outwards."""
    while frame is not None:
        code = frame.f_code
        lines = known_lines[id(code)] if id(code) in known_lines else _classify(code)
        if lines is not None:
            return frame
        frame = frame.f_back
    return None


def place(level: int = 2) -> int:
    """The serial number of the program's line that called; `level` as for `_getframe`.

    A thread that runs library code alone has none: then it is the line that started the thread, 0 without
    one.
    """
    try:
        frame: FrameType | None = sys._getframe(level)
    except ValueError:  # the interpreter itself called: at its end, say
        return lanes.here.origin
    while frame is not None:
        code = frame.f_code
        try:
            lines = known_lines[id(code)]
        except KeyError:
            lines = _classify(code)
        if lines is not None:
            try:
                return lines[frame.f_lasti]
            except KeyError:
                serial = lines[frame.f_lasti] = place_of(code.co_filename, frame.f_lineno or 0)
                return serial
        frame = frame.f_back
    return lanes.here.origin


def place_of(filename: str, line: int) -> int:
    """The serial number of a line of a file."""
    key = filename, line
    if key not in _places:
        # Two threads may meet here; then a place has two serials, both told before they are used.
        serial = _next_serial()
        writer.emit(0, layout.WHERE, 0, serial, 0, _file(filename) << 32 | line)
        _places[key] = serial
    return _places[key]


def _file(filename: str) -> int:
    if filename not in _files:
        serial = _next_serial()
        path = filename if filename.startswith("<") else os.path.abspath(filename)
        writer.emit(0, layout.FILE, 0, serial, 0, 0, writer.name(path))
        _files[filename] = serial
    return _files[filename]


def assigned_name(level: int = 2) -> str:
    """What the calling line of the program assigns to: `self._lock` for `self._lock = Lock()`; else empty."""
    innermost = sys._getframe(level)
    if generated := _field_of_a_dataclass(innermost):
        return generated
    frame = program_frame(innermost)
    if frame is None:
        return ""
    line = source_line(frame.f_code.co_filename, frame.f_lineno or 0)
    column = next(islice(frame.f_code.co_positions(), frame.f_lasti // 2, None), (0, 0, None, 0))[2]
    statement = line.encode()[:column].decode("utf-8", "replace").rpartition(";")[2]
    targets, equals, before = statement.partition("=")
    names = targets.partition(":")[0].strip("()[] \t").split(",")
    target = names[min(_commas(before), len(names) - 1)].strip()
    return target if equals and target.replace(".", "").replace("_", "").isalnum() else ""


def _commas(text: str) -> int:
    """The commas of a tuple that hasn't ended yet: how many of its elements lie before."""
    text = text.lstrip()
    depth = -1 if text.startswith(("(", "[")) else 0
    found = 0
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        found += character == "," and depth == 0
    return found


def _field_of_a_dataclass(frame: FrameType | None) -> str:
    """The attribute that generated code is about to set: a dataclass makes its fields' values there."""
    while frame is not None and is_ours(frame.f_code):
        frame = frame.f_back
    if frame is None or frame.f_code.co_filename != _GENERATED:
        return ""
    # The number of the instruction, without importing `opcode`: here it is the only one with the argument 1.
    sample = compile("x.y = x", "", "exec").co_code
    store = sample[sample[1::2].index(1) * 2]
    code = frame.f_code.co_code
    for at in range(frame.f_lasti, len(code), 2):
        if code[at] == store and code[at + 1] < len(frame.f_code.co_names):
            return f"self.{frame.f_code.co_names[code[at + 1]]}"
    return ""


def source_line(filename: str, line: int) -> str:
    """One line of a file as text, empty where it can't be had."""
    if filename not in _lines:
        try:
            fd = os.open(filename, os.O_RDONLY | getattr(os, "O_BINARY", 0))
            try:
                data = os.read(fd, 1 << 20)
            finally:
                os.close(fd)
        except OSError:
            data = b""
        _lines[filename] = data.splitlines()
    lines = _lines[filename]
    return lines[line - 1].decode("utf-8", "replace") if 0 < line <= len(lines) else ""

"""Who printed what, and when: text is noted as a lane writes it, and goes where it would have gone anyway.

The bytes reach the program's real stdout when the interpreter's own buffers send them there, so that what
comes out (after a fork, say, or `os._exit`) is what would have come out without us.
"""

from __future__ import annotations

import builtins
import os
import sys

from . import lanes, layout, stand_in, waits
from .lanes import here
from .writer import count_lost_text, emit, name
from .writer import text as keep

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any

_STREAMS = "CONCURRENCY_LAB_STREAMS"  # tells children which files the first process writes to


def watch_streams() -> None:
    """See what is written to `sys.stdout` and `sys.stderr`."""
    own = [_identity(1), _identity(2)]
    run = os.environ.get("CONCURRENCY_LAB_TRACE", "")
    told, _, known = os.environ.get(_STREAMS, "").partition("|")
    if told != run:  # a lab that is itself run under a lab hands that one's streams on
        known = " ".join(own)
        os.environ[_STREAMS] = f"{run}|{known}"
    first = known.split()
    for number, stream in enumerate((sys.stdout, sys.stderr)):
        if hasattr(stream, "reconfigure"):  # a real text stream; without a console there may be none
            elsewhere = len(first) == 2 and own[number] not in first
            _watch(stream, number + 1 | (layout.PRINT_ELSEWHERE if elsewhere else 0))


def _identity(fd: int) -> str:
    try:
        found = os.fstat(fd)
    except OSError:
        return "none"
    return f"{found.st_dev}:{found.st_ino}"


def _watch(stream: Any, flag: int) -> None:
    stock = stream.write
    encoding = "utf-8"

    def write(*args: Any, **wrong: Any) -> Any:
        if len(args) == 1 and type(args[0]) is str and len(args[0]) > layout.MAX_TEXT and not stream.closed:
            # Who reads along has to know whose this is before it has all come through the pipe.
            tell(args[0])
            return stock(*args, **wrong)
        written = stock(*args, **wrong)
        if args[0]:
            tell(args[0])
        return written

    def tell(text: str) -> None:
        nonlocal encoding
        if stream.encoding != encoding:
            encoding = stream.encoding
            emit(lanes.current(), layout.ENCODING, flag, b=name(f"{encoding} {stream.errors}"))
        _note(text, flag)

    # print() asks the stream for its `write`, and an attribute of the stream's own comes first.
    stream.write = stand_in.dress(write, stock)


def _note(text: str, flag: int) -> None:
    lane = here.lane or lanes.adopt()
    data = text.encode("utf-8", "replace")
    if len(data) > layout.MAX_TEXT:
        for begin in range(0, len(text), layout.MAX_TEXT >> 2):  # a character takes four bytes at most
            _note(text[begin : begin + (layout.MAX_TEXT >> 2)], flag)
        return
    reference = keep(data, layout.RESERVED_TEXT_SEGMENTS)
    if reference < 0:
        count_lost_text((flag & 0xFF) - 1, len(data))
    else:
        emit(lane, layout.PRINT, flag, 0, 0, 0, reference)


def watch_input() -> None:
    """See the wait of `input()`."""
    stock = builtins.input

    def ask(*prompt: Any, **wrong: Any) -> str:
        line: str = waits.tell(layout.INPUT, lambda: stock(*prompt, **wrong))
        return line

    stand_in.replace(builtins, "input", ask)

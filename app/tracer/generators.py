"""Sees the generators of the program, and the coroutines that it drives by hand.

On 3.12 and newer the interpreter tells of the functions in question alone, which costs next to nothing: there they
are seen unless the run says no. On 3.11 a profile function does it, which makes all calls slower: there the
run has to ask for it.
"""

from __future__ import annotations

import os
import sys

from . import places

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType, FrameType

ASKED = "CONCURRENCY_LAB_GENERATORS"

GENERATOR, COROUTINE = 0x20, 0x80  # inspect.CO_GENERATOR, CO_COROUTINE
_DRIVERS = (f"{os.sep}asyncio{os.sep}", f"{os.sep}contextlib.py")


def start() -> None:
    """See generators, if the run asks for it or it costs nothing."""
    monitored = sys.version_info >= (3, 12)
    if os.environ.get(ASKED, "1" if monitored else "0") in ("", "0"):
        return
    if monitored:
        from . import generators_monitored

        generators_monitored.start()
    else:
        from . import generators_profiled

        generators_profiled.start()


def within(code: CodeType) -> Iterator[CodeType]:
    """All code of functions that is written within this code, and itself."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, type(code)):
            yield from within(constant)


def makes(code: CodeType) -> int:
    """GENERATOR or COROUTINE for what calling this code gives, 0 for anything else.

    Generator expressions don't count: they are consumed where they stand.
    """
    if code.co_name == "<genexpr>":
        return 0
    return code.co_flags & (GENERATOR | COROUTINE)


def is_by_hand(frame: FrameType) -> bool:
    """Whether code of the program itself lets this generator or coroutine begin, and nobody awaits it."""
    caller = frame.f_back
    if caller is None:
        return False
    file = caller.f_code.co_filename
    if frame.f_code.co_flags & COROUTINE:
        return not places.is_library(file) and not _delegates(caller)
    if any(driver in file for driver in _DRIVERS):
        return False
    return not (caller.f_code.co_flags & COROUTINE and _delegates(caller))


def _delegates(caller: FrameType) -> bool:
    """Whether the caller is just at an `await` or `yield from`."""
    from opcode import opmap

    send = opmap["SEND"]
    code, at = caller.f_code.co_code, caller.f_lasti
    return send in (code[at], code[at - 2] if not code[at] else -1)  # 0: room behind the instruction

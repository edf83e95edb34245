"""Other programs that `os` starts by itself: `os.system`, `os.posix_spawn`, and on Windows `os.spawnv`."""

from __future__ import annotations

import os
import sys
from time import perf_counter_ns as now

from . import lanes, layout, places, stand_in, waits
from .lanes import here
from .writer import emit_at, name

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any


def patch_os() -> None:
    """See programs start, and the waits for them."""
    _patch_system()
    for function in ("posix_spawn", "posix_spawnp"):
        if hasattr(os, function):
            _patch_spawn(function)
    if os.name == "nt":  # elsewhere they are made of fork, exec and waitpid, which are seen
        for function in ("spawnv", "spawnve"):
            _patch_windows_spawn(function)


def _patch_system() -> None:
    stock = os.system

    def system(*args: Any, **kwargs: Any) -> Any:
        """The shell's process can't be known: the wait for it is all that is seen."""
        if here.depth or len(args) + len(kwargs) != 1:
            return stock(*args, **kwargs)
        return waits.tell(layout.PROCESS, lambda: stock(*args, **kwargs))

    stand_in.replace(os, "system", system)


def _title(argv: Any, path: Any) -> str:
    first = argv[0] if isinstance(argv, (list, tuple)) and argv else path
    try:
        return os.path.basename(os.fsdecode(first))
    except TypeError:
        return "program"


def _patch_spawn(function: str) -> None:
    stock = getattr(os, function)

    def spawn(*args: Any, **kwargs: Any) -> Any:
        begun = now()
        pid = stock(*args, **kwargs)
        if here.depth or places.is_library(sys._getframe(1).f_code.co_filename):
            return pid  # subprocess tells of its own
        title = _title(
            args[1] if len(args) > 1 else kwargs.get("argv"), args[0] if args else kwargs.get("path")
        )
        lane = here.lane or lanes.adopt()
        emit_at(begun, lane, layout.CHILD_START, layout.SUBPROCESS, 0, places.place(2), pid, name(title))
        return pid

    stand_in.replace(os, function, spawn)


def _patch_windows_spawn(function: str) -> None:
    stock = getattr(os, function)

    def spawn(*args: Any, **kwargs: Any) -> Any:
        mode = args[0] if args else kwargs.get("mode")
        if here.depth or mode != os.P_WAIT:
            return stock(*args, **kwargs)
        return waits.tell(layout.PROCESS, lambda: stock(*args, **kwargs))

    stand_in.replace(os, function, spawn)

"""Sees that a spawned process reads the program's file once more before it comes to its own work."""

from __future__ import annotations

import os
import sys

from . import lanes, layout, places, stand_in
from .writer import emit

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any


def patch_spawn(module: Any) -> None:
    """Tell when `multiprocessing` makes a process' main module anew."""
    _patch(module, "_fixup_main_from_path", _is_read)
    _patch(module, "_fixup_main_from_name", _is_run)


def _patch(module: Any, function: str, reads: Any) -> None:
    stock = getattr(module, function)

    def fixup(main: Any) -> None:
        file = reads(main, sys.modules["__main__"])
        if not file:
            stock(main)
            return
        where = places.place_of(file, 1)
        emit(lanes.current(), layout.MAIN_AGAIN, 0, 0, where)
        try:
            stock(main)
        finally:
            emit(lanes.current(), layout.MAIN_AGAIN, layout.MAIN_READ, 0, where)

    stand_in.replace(module, function, fixup)


def _is_read(path: Any, main: Any) -> str:
    """The file that is about to be read, empty where it has been (as the library itself decides)."""
    base = os.path.splitext(os.path.basename(path))[0]
    return "" if base == "ipython" or getattr(main, "__file__", None) == path else str(path)


def _is_run(name: Any, main: Any) -> str:
    """As `_is_read`, of a program that was started with `-m`."""
    known = getattr(getattr(main, "__spec__", None), "name", None) == name
    return "" if name == "__main__" or name.endswith(".__main__") or known else str(name)

"""Tells that the loop that serves a Qt program's windows still turns: every 50 ms, and how late it was."""

from __future__ import annotations

import sys
from time import perf_counter_ns

from . import lanes, layout, stand_in
from .lanes import here
from .writer import emit

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any

PERIOD_MS = 50
_PERIOD_NS = PERIOD_MS * 1_000_000

_heart: Any = None


def patch_widgets(widgets: Any) -> None:
    """Start the heart of a program when it makes its QApplication."""
    stock = widgets.QApplication.__init__

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        stock(self, *args, **kwargs)
        start()

    stand_in.replace_bound(widgets.QApplication, "__init__", __init__)


def start() -> None:
    """Let the heart beat in the running thread, that of the windows; once a process."""
    global _heart
    if _heart is not None:
        return
    core: Any = sys.modules["PySide6.QtCore"]  # which QtWidgets has imported

    class Heart(core.QObject):  # type: ignore[misc]
        """Beats as often as the loop lets it."""

        due_ns = 0

        def timerEvent(self, event: object) -> None:
            now_ns = perf_counter_ns()
            late_ns = max(now_ns - self.due_ns, 0)
            emit(here.lane or lanes.adopt(), layout.HEARTBEAT, 0, 0, 0, late_ns)
            self.due_ns = now_ns + _PERIOD_NS

    _heart = Heart()
    _heart.due_ns = perf_counter_ns() + _PERIOD_NS
    _heart.startTimer(PERIOD_MS, core.Qt.TimerType.PreciseTimer)

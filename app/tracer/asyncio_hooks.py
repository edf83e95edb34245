"""Which part of the tracer looks after which module of asyncio; imported when a program imports asyncio."""

from __future__ import annotations

from . import futures, loops, streams, task_objects, task_queues, tasks

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def _patch_selector_events(module: Any) -> None:
    loops.patch_selector_events(module)
    streams.patch_selector_events(module)


_PATCHES: dict[str, Callable[[Any], None]] = {
    "asyncio.events": tasks.patch_events,
    "asyncio.futures": futures.patch_chaining,
    "asyncio.tasks": tasks.patch_tasks,
    "asyncio.timeouts": tasks.patch_timeouts,
    "asyncio.base_events": tasks.patch_base_events,
    "asyncio.locks": task_objects.patch_locks,
    "asyncio.queues": task_queues.patch_queues,
    "asyncio.selector_events": _patch_selector_events,
    "asyncio.streams": streams.patch_streams,
    "asyncio.proactor_events": loops.patch_proactor_events,
    "asyncio.unix_events": loops.patch_unix_events,
}


def patch(module: Any) -> None:
    """Patch a module of asyncio that has just been executed."""
    _PATCHES[module.__name__](module)

"""Looks for the machine's Pythons once, off the GUI thread, for all tabs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from app.stage.background import in_thread
from app.stage.pythons import FoundPython, find_pythons


class PythonFinder(QObject):
    """Nothing is looked for before somebody asks.

    Signals:
        found(): `pythons` is what there is.
    """

    found = Signal()

    def __init__(
        self, find: Callable[[], list[FoundPython]] = find_pythons, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._find = find
        self._looking: asyncio.Task[None] | None = None
        self.pythons: Sequence[FoundPython] = ()

    def look(self) -> None:
        """Begin to look, the first time; needs the running asyncio loop."""
        if self._looking is None:
            self._looking = asyncio.get_running_loop().create_task(self._look())

    async def _look(self) -> None:
        self.pythons = tuple(await in_thread(self._find, "lab-find-pythons"))
        self.found.emit()

    async def closed(self) -> None:
        """Wait until nobody looks any more."""
        if self._looking is not None:
            await asyncio.gather(self._looking, return_exceptions=True)

"""Where a tab's programs are run together: the pages for that, built when they are first wanted."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.launch.gate import StartGate
from app.shell.demo_tab import DemoTab
from app.shell.many_runs import ManyRuns
from app.shell.settings import Settings

if TYPE_CHECKING:  # it imports pyqtgraph, which takes longer to load than all the rest
    from app.shell.many_runs_page import ManyRunsPage


class BatchPages(QObject):
    """Builds the pages and hands tabs to them.

    Signals:
        open_requested(object): Path of a recording to show.
    """

    open_requested = Signal(object)

    def __init__(self, settings: Settings, gate: StartGate, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._runs = ManyRuns(gate, self)

    def many_runs(self) -> QWidget:
        """The page for series."""
        from app.shell.many_runs_page import ManyRunsPage

        page = ManyRunsPage(self._runs, self._settings)
        page.open_requested.connect(self.open_requested)
        return page

    def offer_many(self, page: QWidget, tab: DemoTab | None) -> None:
        """Let the page for series offer the programs of a tab."""
        if tab is not None:
            many: ManyRunsPage = page  # type: ignore[assignment]
            many.set_subject(tab.subject, tab.program.id, tab.plans)

    async def closed(self) -> None:
        """End everything and wait until nothing of it is left."""
        await asyncio.gather(self._runs.closed())

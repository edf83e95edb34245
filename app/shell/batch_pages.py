"""Where a tab's programs are run together: the pages for that, built when they are first wanted."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.launch.farm import RunFarm
from app.launch.gate import StartGate
from app.shell.compare_page import ComparePage
from app.shell.demo_tab import DemoTab
from app.shell.many_runs import ManyRuns
from app.shell.settings import Settings

if TYPE_CHECKING:  # it imports pyqtgraph, which takes longer to load than all the rest
    from app.shell.many_runs_page import ManyRunsPage


class BatchPages(QObject):
    """Builds the pages and hands tabs to them.

    Signals:
        open_requested(object): Path of a recording to show.
        runs_ended(): programs that were run one after the other, to be compared, have ended.
    """

    open_requested = Signal(object)
    runs_ended = Signal()

    def __init__(self, settings: Settings, gate: StartGate, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._runs = ManyRuns(gate, self)
        self._farm = RunFarm(gate, self)
        self._farm.finished.connect(self._runs_finished)
        self._compare: ComparePage | None = None

    def many_runs(self) -> QWidget:
        """The page for series."""
        from app.shell.many_runs_page import ManyRunsPage

        page = ManyRunsPage(self._runs, self._settings)
        page.open_requested.connect(self.open_requested)
        return page

    def compare(self) -> QWidget:
        """The page for comparisons."""
        self._compare = ComparePage(self._farm, self._settings)
        self._compare.open_requested.connect(self.open_requested)
        return self._compare

    def offer_compare(self, tab: DemoTab | None) -> None:
        """Let the page for comparisons, which is shown, offer the programs of a tab."""
        if tab is not None and self._compare is not None:
            self._compare.set_subject(tab.subject, tab.plans)

    def show_compared(self, directories: Sequence[Path], titles: Sequence[str]) -> None:
        """Lay recordings beside each other on the page, which is shown."""
        if self._compare is not None:
            self._compare.show_recordings(directories, titles)

    def offer_many(self, page: QWidget, tab: DemoTab | None) -> None:
        """Let the page for series offer the programs of a tab."""
        if tab is not None:
            many: ManyRunsPage = page  # type: ignore[assignment]
            many.set_subject(tab.subject, tab.program.id, tab.plans)

    def _runs_finished(self, whole: bool) -> None:
        self.runs_ended.emit()

    async def closed(self) -> None:
        """End everything and wait until nothing of it is left."""
        await asyncio.gather(self._runs.closed(), self._farm.closed())
        if self._compare is not None:
            await self._compare.closed()

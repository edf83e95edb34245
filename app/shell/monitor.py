"""The live monitor: curves and a task manager, on a page of its own and beside any demo. Imports pyqtgraph."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.core.machine_look import MachineLook, ProcessRow
from app.core.typing import override
from app.launch.machine_watch import EVERY_S, MachineWatch
from app.shell.spacing import follow_font
from app.stage.machine import RunRoot, end_process
from widgets.buttons import ActionButton
from widgets.card import Card
from widgets.machine_graphs import MachineGraphs
from widgets.page_head import PageHead
from widgets.process_table import ProcessTable
from widgets.scroll_page import ScrollPage
from widgets.theme import GAP, PAD, WIDE, scaled

#: What the monitor has to know of the runs: their first processes, and the lanes' names by pid.
Runs = Callable[[], tuple[list[RunRoot], Mapping[int, str]]]

#: How late the window's event loop is, in ms; None while that isn't measured.
Lateness = Callable[[], float | None]


#: Looks come a few together, and are drawn as they come; words change at every second time, once a second.
TELL_EACH = 2


_ONE_GRAPH = 108  # its height with its words, in pixels at the base size: so much is always in sight


class MonitorFeed(QObject):
    """Looks at the machine while at least one pane is shown, and hands every look to those.

    Signals:
        said(str): a sentence for the status bar.
    """

    said = Signal(str)

    def __init__(self, runs: Runs, lateness: Lateness, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs = runs
        self._lateness = lateness
        self._panes: list[MonitorPane] = []
        self._watch = MachineWatch(self)
        self._watch.looked.connect(self._looked)
        self._watch.failed.connect(self._failed)
        self._news = QTimer(self)  # a run that has just begun may have ended when the next looks come
        self._news.setInterval(round(EVERY_S * 1000))
        self._news.timeout.connect(self._hear_runs)

    @property
    def watching(self) -> bool:
        """Whether anybody looks."""
        return self._watch.watching

    def pane(self, margin: int = 0) -> "MonitorPane":
        """Make a pane that is fed while it is shown; `margin`: pixels around it at the base size."""
        pane = MonitorPane(margin)
        pane.shown.connect(self._join)
        pane.hidden.connect(self._leave)
        pane.end_requested.connect(self._end)
        return pane

    def close(self) -> None:
        """End looking: no thread is left."""
        self._panes.clear()
        self._rest()

    def _join(self, pane: "MonitorPane") -> None:
        if pane not in self._panes:
            self._panes.append(pane)
        self._hear_runs()
        self._watch.start()
        self._news.start()

    def _leave(self, pane: "MonitorPane") -> None:
        if pane in self._panes:
            self._panes.remove(pane)
        if not self._panes:
            self._rest()

    def _rest(self) -> None:
        self._news.stop()
        self._watch.stop()

    def _hear_runs(self) -> None:
        self._watch.set_roots(self._runs()[0])

    def _looked(self, looks: tuple[MachineLook, ...]) -> None:
        _, names = self._runs()
        late_ms = self._lateness()
        for pane in self._panes:
            pane.take(looks, names, late_ms)

    def _failed(self, why: str) -> None:
        self.said.emit(self.tr("The machine can't be watched here: {0}").format(why))

    def _end(self, row: ProcessRow, hard: bool) -> None:
        why = end_process(row.pid, row.created, hard)
        done = self.tr("Process {0} was killed.") if hard else self.tr("Process {0} was asked to end.")
        self.said.emit(why if why is not None else done.format(row.pid))


class MonitorPane(QWidget):
    """The curves above, the processes below; Pause stops the picture, not the programs.

    Signals:
        shown(MonitorPane), hidden(MonitorPane): it wants to be fed, or no longer.
        end_requested(ProcessRow, bool): end this process; True: without asking it.
    """

    shown = Signal(object)
    hidden = Signal(object)
    end_requested = Signal(object, bool)

    def __init__(self, margin: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._margin = margin
        self._taken = 0
        self.graphs = MachineGraphs()
        self.table = ProcessTable()
        self.pause = ActionButton(self.tr("Pause"), "pause")
        self.pause.setCheckable(True)
        self.pause.setToolTip(self.tr("Let the picture stand still; what runs goes on"))
        self.pause.toggled.connect(self._pause_toggled)
        self.table.end_requested.connect(self.end_requested)
        self._page = ScrollPage()
        self._page.rows.addWidget(self.graphs)
        processes = Card(self.tr("Processes"), self.table)
        processes.add_tool(self.pause)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self._page)
        self._split.addWidget(processes)
        self._split.setSizes([560, 240])
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self._split)
        follow_font(self, self._space)

    def _space(self) -> None:
        self._page.setMinimumHeight(scaled(_ONE_GRAPH, self))
        side = scaled(self._margin, self) if self._margin else 0
        self._rows.setContentsMargins(side, 0, side, side)

    def take(self, looks: Sequence[MachineLook], names: Mapping[int, str], late_ms: float | None) -> None:
        """Show some looks, unless the picture stands still."""
        if self.pause.isChecked():
            return
        for look in looks:
            self.graphs.add(look, names, late_ms)
        self.graphs.redraw()
        self._taken += 1
        if self._taken % TELL_EACH == 1:
            self.graphs.tell()
            self.table.set_rows(looks[-1].processes, names)

    def _pause_toggled(self, paused: bool) -> None:
        self.pause.set_words(self.tr("Go on") if paused else self.tr("Pause"))
        self.pause.set_icon_name("play" if paused else "pause")

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks."""
        super().showEvent(event)
        self.shown.emit(self)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self.hidden.emit(self)


class MonitorPage(QWidget):
    """The page in the rail: a title, a line, and the pane."""

    def __init__(self, pane: MonitorPane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = self.tr("The machine and all processes of what runs in the lab, ten times a second.")
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(PageHead(self.tr("Monitor"), words))
        self._rows.addWidget(pane, 1)
        follow_font(self, self._space)

    def _space(self) -> None:
        wide = scaled(WIDE, self)
        self._rows.setContentsMargins(wide, scaled(PAD, self), wide, wide)
        self._rows.setSpacing(scaled(GAP, self))

"""The live curves of the machine and of what runs on it. Imports pyqtgraph: import it late."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.core.machine_look import MachineLook
from app.core.typing import override
from widgets.history_graph import MOST_CURVES, HistoryGraph, Scale
from widgets.theme import WIDE, scaled

_WIDE_ENOUGH = 300  # pixels at the base size, for a graph

#: Processes that the graph of processes follows; the table has all.
_MOST_PROCESSES = 5


class MachineGraphs(QWidget):
    """Cores, processes, memory, context switches, the window's own heartbeat; as many beside each other as fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cores = HistoryGraph(self.tr("Cores"), Scale(100, "%", fixed=True))
        self.processes = HistoryGraph(self.tr("Processes"), Scale(100, "%"))
        self.memory = HistoryGraph(self.tr("Memory"), Scale(50, "MB"))
        self.threads = HistoryGraph(self.tr("Threads"), Scale(8, ""))
        self.switches = HistoryGraph(self.tr("Context switches"), Scale(1_000, "/s"))
        self.heartbeat = HistoryGraph(self.tr("This window"), Scale(20, "ms"))
        self._followed: dict[int, str] = {}  # pid -> the curve's name
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._tips()
        self._share_out()

    def graphs(self) -> tuple[HistoryGraph, ...]:
        """All graphs, in the order in which they are shown."""
        return self.cores, self.processes, self.threads, self.memory, self.switches, self.heartbeat

    def add(self, look: MachineLook, names: Mapping[int, str], late_ms: float | None) -> None:
        """Take in a look; `names`: pid to the lane's name; `late_ms`: how late the window's event loop was."""
        self.cores.add(self._loads(look))
        self.processes.add(self._use(look, names))
        runs = look.of_runs
        resident = [row.memory_bytes for row in runs if row.memory_bytes is not None]
        threads = [row.threads for row in runs if row.threads is not None]
        mine = next((row for row in look.processes if row.mine), None)
        lab = None if mine is None or mine.memory_bytes is None else mine.memory_bytes / (1 << 20)
        running, itself = self.tr("what runs"), self.tr("the lab")
        self.memory.add({running: sum(resident) / (1 << 20) if resident else None, itself: lab})
        self.threads.add({running: sum(threads) if threads else None})
        self.switches.add({self.tr("whole machine"): look.switches})
        self.heartbeat.add({self.tr("late by"): late_ms})

    def redraw(self) -> None:
        """Draw what was added."""
        for graph in self.graphs():
            graph.redraw()

    def tell(self) -> None:
        """Say the newest values in words."""
        for graph in self.graphs():
            graph.tell()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as the width has room for."""
        super().resizeEvent(event)
        self._share_out()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Larger letters need wider columns."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._share_out()

    def _tips(self) -> None:
        self.cores.setToolTip(self.tr("How busy each core is, whoever uses it"))
        self.processes.setToolTip(self.tr("CPU time of each process of the run: 100 % is one core"))
        self.memory.setToolTip(self.tr("Memory that is resident, shared pages counted in each process"))
        self.threads.setToolTip(self.tr("Threads of the operating system in all processes of the run"))
        self.switches.setToolTip(self.tr("How often a core went from one thread to another, per second"))
        self.heartbeat.setToolTip(self.tr("How long this window keeps an event waiting"))

    def _share_out(self) -> None:
        columns = min(max(self.width() // scaled(_WIDE_ENOUGH, self), 1), 3)
        self._grid.setHorizontalSpacing(scaled(WIDE, self))
        self._grid.setVerticalSpacing(scaled(WIDE, self))
        if columns == self._columns:
            return
        self._columns = columns
        for place, graph in enumerate(self.graphs()):
            self._grid.addWidget(graph, place // columns, place % columns)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _loads(self, look: MachineLook) -> dict[str, float | None]:
        loads = [100 * load for load in look.cores]
        if len(loads) <= MOST_CURVES:
            return {self.tr("core {0}").format(number): load for number, load in enumerate(loads)}
        return {
            self.tr("busiest"): max(loads),
            self.tr("mean"): sum(loads) / len(loads),
            self.tr("idlest"): min(loads),
        }

    def _use(self, look: MachineLook, names: Mapping[int, str]) -> dict[str, float | None]:
        """The busiest processes keep their curves while they live; a free one goes to the next."""
        here = {row.pid: row for row in look.of_runs}
        self._followed = {pid: name for pid, name in self._followed.items() if pid in here}
        for row in sorted(here.values(), key=lambda row: row.cpu or 0.0, reverse=True):
            if len(self._followed) < _MOST_PROCESSES and row.pid not in self._followed:
                self._followed[row.pid] = f"{names.get(row.pid, row.name)} ({row.pid})"
        use: dict[str, float | None] = {}
        for pid, name in self._followed.items():
            cpu = here[pid].cpu
            use[name] = None if cpu is None else 100 * cpu
        return use

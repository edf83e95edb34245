"""The row above the panes of a demo: its variants, the Python, the launcher, Run and Stop."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QWidget

from app.core.manifest import LauncherName
from app.core.typing import override
from app.shell.python_box import PythonBox
from app.shell.python_finder import PythonFinder
from app.shell.spacing import follow_font
from app.shell.subject import Program
from widgets.buttons import ActionButton
from widgets.segmented import Segment, SegmentedControl
from widgets.stacking import Group, StackingRow
from widgets.theme import GAP, scaled, set_role

RUN_KEYS = "Ctrl+R"
_ROOM = 860  # px; in less the variants need it more than words around the boxes


class RunBar(QWidget):
    """Chooses what runs and how.

    Signals:
        program_chosen(str): id of the variant.
        launcher_chosen(str): task, thread or process.
        run_requested(), stop_requested().
    """

    program_chosen = Signal(str)
    launcher_chosen = Signal(str)
    run_requested = Signal()
    stop_requested = Signal()

    def __init__(
        self,
        programs: Sequence[Program],
        launcher: LauncherName,
        finder: PythonFinder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.variants = SegmentedControl()
        self.variants.setAccessibleName(self.tr("Variants"))
        self.variants.set_segments([self._segment(program) for program in programs])
        self.variants.chosen.connect(self.program_chosen)
        if len(programs) < 2:
            self.variants.hide()
        self.pythons = PythonBox(finder)
        self._launchers = QComboBox()
        self._launchers.setAccessibleName(self.tr("Launcher"))
        self._launchers.setToolTip(self.tr("How the lab starts the program without holding up this window"))
        for name, words in self._launcher_words().items():
            self._launchers.addItem(words, name)
        self._launchers.setCurrentIndex(max(self._launchers.findData(launcher), 0))
        self._launchers.currentIndexChanged.connect(self._launcher_changed)
        self.run = ActionButton(self.tr("Run"), "play", RUN_KEYS, primary=True)
        self.run.clicked.connect(self.run_requested)
        self.stop = ActionButton(self.tr("Stop"), "stop")
        self.stop.setToolTip(self.tr("End the program and everything that it started (Ctrl+.)"))
        self.stop.clicked.connect(self.stop_requested)
        self._generators = QCheckBox(self.tr("generators"))
        self._generators.setAccessibleName(self.tr("A lane for each generator"))
        self._by = QLabel(self.tr("by"))
        set_role(self._by, "small")
        choices = Group(self._generators, self.pythons, self._by, self._launchers)
        how = StackingRow({choices: 0, Group(self.run, self.stop): 0})
        row = StackingRow({self.variants: 1, how: 0} if len(programs) > 1 else {QWidget(): 1, how: 0})
        self.variants.setParent(row)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(row)
        follow_font(self, lambda: row.set_spacing(scaled(GAP, self)))
        self.set_running(False)

    def _segment(self, program: Program) -> Segment:
        why = program.unavailable()
        return Segment(program.id, program.title, why or program.target, enabled=why is None)

    def _launcher_words(self) -> dict[LauncherName, str]:
        return {
            "task": self.tr("asyncio task"),
            "thread": self.tr("QThread"),
            "process": self.tr("process (spawn)"),
        }

    def _launcher_changed(self, index: int) -> None:
        self.launcher_chosen.emit(self._launchers.itemData(index))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        short = self.width() < scaled(_ROOM, self)
        self.pythons.set_short(short)
        self._by.setVisible(not short)

    @property
    def launcher(self) -> LauncherName:
        """The chosen launcher."""
        name: LauncherName = self._launchers.currentData()
        return name

    @property
    def generators(self) -> bool:
        """Whether each generator shall have a lane."""
        return self._generators.isChecked()

    def offer_generators(self, there: bool, asked: bool, slow: bool) -> None:
        """Show the box for generator lanes if there may be any, ticked if the program asks or it costs nothing.

        `slow`: they slow the whole program.
        """
        self._generators.setVisible(there)
        self._generators.setChecked(asked or not slow)
        words = self.tr("A lane for each generator and for each coroutine that is driven by hand.")
        if slow:
            words = self.tr(
                "{0}\nOn Python 3.11 this slows down the whole program several times: times are longer, and"
                " proportions differ."
            ).format(words)
        self._generators.setToolTip(words)

    def set_running(self, running: bool) -> None:
        """While a program runs it can be stopped, but no other be started."""
        self.run.setEnabled(not running)
        self.stop.setEnabled(running)
        self._launchers.setEnabled(not running)
        self.pythons.setEnabled(not running)
        self._generators.setEnabled(not running)

    def set_can_run(self, can: bool) -> None:
        """Whether what is typed can be run at all."""
        self.run.setEnabled(can)

"""The head of a page that runs several programs of one tab: which ones, Run, Stop, and how far it is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.shell.spacing import follow_font
from app.shell.subject import Program
from widgets.buttons import ActionButton
from widgets.flow_layout import FlowLayout
from widgets.page_head import PageHead
from widgets.stacking import Group, StackingRow
from widgets.theme import GAP, PAD, scaled, set_role

_LEAST_WIDTH = 280  # px that the programs get beside the buttons


class BatchBar(QWidget):
    """Title, programs to tick, buttons, one line of words.

    Signals:
        run_requested(), stop_requested().
        chosen_changed(): other programs are ticked.
    """

    run_requested = Signal()
    stop_requested = Signal()
    chosen_changed = Signal()

    def __init__(self, title: str, run: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        head = PageHead(title)
        self._subject = head.words
        self._words = QLabel()
        set_role(self._words, "small")
        self._boxes: dict[str, QCheckBox] = {}
        self._running = False
        self._programs = QWidget()
        self._flow = FlowLayout(self._programs)
        self.run = ActionButton(run, "play", primary=True)
        self.stop = ActionButton(self.tr("Stop"), "stop")
        self.run.clicked.connect(self.run_requested)
        self.stop.clicked.connect(self.stop_requested)
        self._head = QHBoxLayout()
        self._head.addWidget(head, 1)
        self._head.addWidget(self._words, 0, Qt.AlignmentFlag.AlignVCenter)
        self._fields = Group()
        how = StackingRow({self._fields: 0, Group(self.run, self.stop): 0})
        self._tools = StackingRow({self._programs: 1, how: 0})
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addLayout(self._head)
        self._rows.addWidget(self._tools)
        follow_font(self, self._space)
        self.set_running(False)

    def _space(self) -> None:
        self._head.setSpacing(scaled(PAD, self))
        self._tools.set_spacing(scaled(GAP, self))
        self._rows.setSpacing(scaled(GAP, self))
        self._flow.set_gap(scaled(PAD, self))
        self._programs.setMinimumWidth(scaled(_LEAST_WIDTH, self))

    def add_tool(self, words: str, tool: QWidget) -> None:
        """Put a labelled field in front of the buttons."""
        label = QLabel(words)
        set_role(label, "small")
        tool.setAccessibleName(words)
        self._fields.add(label)
        self._fields.add(tool)

    def set_programs(self, subject: str, programs: Sequence[Program], chosen: Sequence[str]) -> None:
        """Offer these programs, some of them ticked."""
        self._subject.setText(subject)
        for box in self._boxes.values():
            self._flow.removeWidget(box)
            box.deleteLater()
        self._boxes.clear()
        for program in programs:
            box = QCheckBox(program.title)
            why = program.unavailable()
            box.setEnabled(why is None)
            box.setToolTip(why or program.target)
            box.setChecked(why is None and program.id in chosen)
            box.toggled.connect(self._toggled)
            self._boxes[program.id] = box
            self._flow.addWidget(box)
        self.set_running(self._running)

    def chosen(self) -> list[str]:
        """The ids of the ticked programs, in the order of the tab."""
        return [name for name, box in self._boxes.items() if box.isChecked()]

    def choose(self, ids: Sequence[str]) -> None:
        """Tick these and no others."""
        for name, box in self._boxes.items():
            box.setChecked(name in ids and box.isEnabled())

    def say(self, words: str) -> None:
        """Show a line of words."""
        self._words.setText(words)

    def set_running(self, running: bool) -> None:
        """While it runs it can be stopped, but nothing else be started."""
        self._running = running
        self.run.setEnabled(not running and bool(self.chosen()))
        self.stop.setEnabled(running)
        self._programs.setEnabled(not running)

    def _toggled(self) -> None:
        self.set_running(self._running)
        self.chosen_changed.emit()

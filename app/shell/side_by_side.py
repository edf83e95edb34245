"""Several programs with windows at once, each above its heartbeat, and a table of how they answered.

Imports pyqtgraph: import it late.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.launch.gate import StartGate
from app.shell.settings import Settings
from app.shell.spacing import follow_font
from app.shell.subject import Program, Subject
from app.shell.window_column import ABOUT, DOWNLOAD, WindowColumn
from widgets.answer_table import AnswerTable
from widgets.buttons import ActionButton
from widgets.card import Card
from widgets.empty_words import QuietWords
from widgets.flow_layout import FlowLayout
from widgets.page_head import PageHead
from widgets.segmented import Segment, SegmentedControl
from widgets.stacking import Group, StackingGrid, StackingRow
from widgets.theme import GAP, PAD, WIDE, scaled

_REDRAW_MS = 50
_REDRAWS_PER_LOOK = 5
_CHOICE = "WORK"
_MOST_ACROSS = 3  # more go into two rows

#: What is clicked in all windows once they are there: how long after the click before, in ms, and where.
_CLICKS = ((500, DOWNLOAD), (1000, ABOUT), (600, ABOUT), (500, ABOUT))


class SideBySide(QWidget):
    """Chooses programs, runs them all from one button, and tells how each answered.

    Signals:
        status_changed(str): a sentence for the status bar.
        freeze_requested(): somebody wants to feel it in the lab's own window.
    """

    status_changed = Signal(str)
    freeze_requested = Signal()

    def __init__(
        self, subject: Subject, settings: Settings, gate: StartGate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._boxes = {program.id: QCheckBox(program.title) for program in subject.programs}
        self.columns: list[WindowColumn] = []  # made when they are first wanted
        self._programs = subject.programs
        self._gate = gate
        self.kinds = SegmentedControl()
        self.kinds.setAccessibleName(self.tr("What the download does"))
        self.kinds.set_segments(
            [
                Segment("waiting", self.tr("waiting")),
                Segment("computing", self.tr("computing")),
                Segment("process", self.tr("a child process")),
            ]
        )
        self.kinds.choose("waiting")
        self.download = ActionButton(self.tr("Download in all"))
        self.about = ActionButton(self.tr("About in all"))
        self.freeze = ActionButton(self.tr("Try it on this very window…"))
        self.run_all = ActionButton(self.tr("Run all"), "play", "Ctrl+R", primary=True)
        self.stop_all = ActionButton(self.tr("Stop"), "stop")
        self.table = AnswerTable()
        self._empty = QuietWords(self.tr("Tick programs above: their windows appear here side by side."))
        self._redrawing = QTimer(self)
        self._redrawing.setInterval(_REDRAW_MS)
        self._redraws = 0
        self._script: list[tuple[int, float]] = []  # what is still to be clicked
        self._clicks_begun = False
        self._clicking = QTimer(self)
        self._clicking.setSingleShot(True)
        self._arrange(subject)
        self._connect()
        for program in subject.programs[:2]:
            self._boxes[program.id].setChecked(True)
        self._show_chosen()

    def _arrange(self, subject: Subject) -> None:
        head = PageHead(
            self.tr("{0}, side by side").format(subject.title),
            self.tr("The same window, the same clicks, all at once. Whose loop goes on turning?"),
        )
        choices = QWidget()
        self._choices = FlowLayout(choices)
        for box in self._boxes.values():
            self._choices.addWidget(box)
        both = StackingRow({Group(self.download, self.about): 0, Group(self.run_all, self.stop_all): 0})
        self._bar = StackingRow({self.kinds: 1, StackingRow({self.freeze: 0, both: 0}): 0})
        self._grid = StackingGrid(_MOST_ACROSS)
        self._outer = QVBoxLayout(self)
        self._outer.addWidget(head)
        self._outer.addWidget(choices)
        self._outer.addWidget(self._bar)
        self._outer.addWidget(self._empty, 2)
        self._outer.addWidget(self._grid, 2)
        self._outer.addWidget(Card(self.tr("Answers"), self.table), 1)
        follow_font(self, self._space)

    def _space(self) -> None:
        wide, gap = scaled(WIDE, self), scaled(PAD, self)
        self._choices.set_gap(gap)
        self._bar.set_spacing(gap)
        self._grid.set_spacing(scaled(GAP, self))
        self._outer.setContentsMargins(wide, gap, wide, wide)
        self._outer.setSpacing(gap)

    def _connect(self) -> None:
        for box in self._boxes.values():
            box.toggled.connect(self._show_chosen)
        self.freeze.clicked.connect(self.freeze_requested)
        self.download.clicked.connect(lambda: self.click(DOWNLOAD))
        self.about.clicked.connect(lambda: self.click(ABOUT))
        self._clicking.timeout.connect(self._click_next)
        self.run_all.clicked.connect(self.run)
        self.stop_all.clicked.connect(self.stop)
        self._redrawing.timeout.connect(self._redraw)

    # acting -------------------------------------------------------------------------------------------------
    @property
    def busy(self) -> bool:
        """Whether one of the programs runs."""
        return any(column.session.busy for column in self.columns)

    def choose(self, program_ids: Sequence[str]) -> None:
        """Let these programs, and no others, stand side by side."""
        for program_id, box in self._boxes.items():
            box.setChecked(program_id in program_ids)

    def chosen(self) -> list[WindowColumn]:
        """The columns that are shown."""
        return [self._column(program) for program in self._programs if self._boxes[program.id].isChecked()]

    def _column(self, program: Program) -> WindowColumn:
        for column in self.columns:
            if column.program.id == program.id:
                return column
        column = WindowColumn(program, self._gate)
        column.settled.connect(self._settled)
        column.opened.connect(self._begin_clicks)
        self.columns.append(column)
        return column

    @property
    def demo_id(self) -> str:
        """The id of the demo whose programs these are."""
        return self._programs[0].target.partition(".")[0]

    def speak(self, subject: Subject) -> None:
        """Go on with the same programs in another language."""
        self._programs = subject.programs
        programs = {program.id: program for program in subject.programs}
        for column in self.columns:
            column.program = programs[column.program.id]
        self._tell()

    def run(self) -> None:
        """Run all that are chosen, at once."""
        if self.busy or not self.chosen():
            return
        for column in self.chosen():
            if why := column.program.unavailable():
                self.status_changed.emit(why)
                return
        self.table.show_answers([])
        self._clicks_begun = False
        self._script.clear()
        values: dict[str, object] = {_CHOICE: self.kinds.chosen_id(), "CLICKS": False}
        for column in self.chosen():
            column.start(values, self._settings)
        self._redrawing.start()
        self._offer()

    def click(self, height: float) -> None:
        """Click in all windows that are there, at this share of their height."""
        for column in self.columns:
            column.click(height)

    def _begin_clicks(self) -> None:
        """All windows are there that will be: from here on all get the same clicks."""
        self._offer()
        missing = [each for each in self.chosen() if each.session.busy and not each.is_open]
        if not self._clicks_begun and not missing and any(each.is_open for each in self.chosen()):
            self._clicks_begun = True
            self._script = list(_CLICKS)
            self._clicking.start(self._script[0][0])

    def _click_next(self) -> None:
        if self._script:
            self.click(self._script.pop(0)[1])
        if self._script:
            self._clicking.start(self._script[0][0])

    def stop(self) -> None:
        """End all that run."""
        for column in self.columns:
            column.session.stop()

    async def closed(self) -> None:
        """End all that run and wait until nothing of it is left."""
        self._redrawing.stop()
        self._clicking.stop()
        for column in self.columns:
            column.shelf.end()
        await asyncio.gather(*(column.session.closed() for column in self.columns))

    def _redraw(self) -> None:
        self._redraws += 1
        for column in self.columns:
            column.redraw()
        if self._redraws % _REDRAWS_PER_LOOK == 0:
            for column in self.chosen():
                column.look()
            self._tell()

    def _tell(self) -> None:
        self.table.show_answers([(column.program.title, column.answers) for column in self.chosen()])

    def _settled(self) -> None:
        self._tell()
        if not self.busy:
            self._redrawing.stop()
            self.status_changed.emit(self.tr("All have ended."))
        self._begin_clicks()

    def _offer(self) -> None:
        self.run_all.setEnabled(not self.busy and bool(self.chosen()))
        self.stop_all.setEnabled(self.busy)
        for button in (self.download, self.about):
            button.setEnabled(any(column.is_open for column in self.columns))
        for box in self._boxes.values():
            box.setEnabled(not self.busy)

    def _show_chosen(self) -> None:
        chosen = self.chosen()
        self._empty.setVisible(not chosen)
        self._grid.setVisible(bool(chosen))
        self._grid.set_parts(chosen)
        self._tell()
        self._offer()

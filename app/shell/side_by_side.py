"""Several programs with windows at once, each above its heartbeat, and a table of how they answered.

Imports pyqtgraph: import it late.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.core.errors import LabError
from app.core.places import new_run_directory
from app.core.program import parse_parameters, read_source, with_values
from app.core.window_answers import WindowAnswers, answers_of
from app.launch.gate import StartGate
from app.shell.run_session import Ending, RunSession
from app.shell.settings import Settings
from app.shell.spacing import follow_font
from app.shell.subject import Program, Subject
from app.stage.request import RunRequest
from widgets.buttons import ActionButton
from widgets.card import Card
from widgets.duration import duration
from widgets.flow_layout import FlowLayout
from widgets.heartbeat_plot import HeartbeatPlot
from widgets.segmented import Segment, SegmentedControl
from widgets.theme import GAP, PAD, WIDE, scaled, set_role

_REDRAW_MS = 50
_CHOICE = "WORK"
_MOST_ACROSS = 3  # more go into two rows


class WindowColumn(Card):
    """One program: how it goes, and its heartbeat.

    Signals:
        settled(): it has ended and been judged, or couldn't be run.
    """

    settled = Signal()

    def __init__(self, program: Program, gate: StartGate, parent: QWidget | None = None) -> None:
        self.plot = HeartbeatPlot()
        super().__init__(program.title, self.plot, capitals=False, parent=parent)
        self.program = program
        self.answers: WindowAnswers | None = None
        self.session = RunSession(gate, self)
        self._state = QLabel()
        set_role(self._state, "small")
        self.add_tool(self._state)
        self.session.state_changed.connect(self._state.setText)
        self.session.ended.connect(self._ended)
        self.session.refused.connect(self._refused)

    def start(self, values: dict[str, object], settings: Settings) -> None:
        """Run the program with these values, as far as it has such parameters."""
        self.plot.clear()
        self.answers = None
        try:
            text = read_source(self.program.path)
            there = {each.name: each.value for each in parse_parameters(text)}
            changed = {name: value for name, value in values.items() if there.get(name, value) != value}
            request = RunRequest(
                program=self.program.path,
                target=self.program.target,
                directory=new_run_directory(),
                parameters=there | changed,
                changed=tuple(changed),
                source=with_values(text, changed) if changed else None,
                cwd=self.program.path.parent,
                niced=True,
                stdin="pipe",
            )
        except LabError as error:
            self._refused(str(error))
            return
        self.session.start(request, self.program.claims, settings.launcher)

    def redraw(self) -> None:
        """Draw what has come; a beat that doesn't come makes a block that grows."""
        trace = self.session.trace
        if trace is None or not self.session.busy:
            return
        running = self.session.root is not None
        now_ns = time.perf_counter_ns() - trace.recording.manifest.spawn_ns
        self.plot.show_beats(trace.heartbeats.beats.rows(), now_ns if running else None)

    def _ended(self, ending: Ending) -> None:
        trace = self.session.trace
        if trace is not None:
            self.plot.show_beats(trace.heartbeats.beats.rows())
        self.answers = answers_of(ending.evidence)
        self.settled.emit()

    def _refused(self, why: str) -> None:
        self._state.setText(why)
        self.settled.emit()


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
        self.freeze = ActionButton(self.tr("Try it on this very window…"))
        self.run_all = ActionButton(self.tr("Run all"), "play", "Ctrl+R", primary=True)
        self.stop_all = ActionButton(self.tr("Stop"), "stop")
        self.table = AnswerTable()
        self._redrawing = QTimer(self)
        self._redrawing.setInterval(_REDRAW_MS)
        self._arrange(subject)
        self._connect()
        for program in subject.programs[:2]:
            self._boxes[program.id].setChecked(True)
        self._show_chosen()

    def _arrange(self, subject: Subject) -> None:
        title = QLabel(self.tr("{0}, side by side").format(subject.title))
        set_role(title, "title")
        question = QLabel(
            self.tr("The same window, the same clicks, all at once. Whose loop goes on turning?")
        )
        set_role(question, "subtitle")
        question.setWordWrap(True)
        self._head = QHBoxLayout()
        self._head.addWidget(title)
        self._head.addWidget(question, 1, Qt.AlignmentFlag.AlignVCenter)
        choices = QWidget()
        self._choices = FlowLayout(choices)
        for box in self._boxes.values():
            self._choices.addWidget(box)
        self._bar = QHBoxLayout()
        self._bar.addWidget(self.kinds, 1)
        self._bar.addWidget(self.freeze)
        self._bar.addWidget(self.run_all)
        self._bar.addWidget(self.stop_all)
        self._grid = QGridLayout()
        self._outer = QVBoxLayout(self)
        self._outer.addLayout(self._head)
        self._outer.addWidget(choices)
        self._outer.addLayout(self._bar)
        self._outer.addLayout(self._grid, 2)
        self._outer.addWidget(Card(self.tr("Answers"), self.table), 1)
        follow_font(self, self._space)

    def _space(self) -> None:
        wide, gap = scaled(WIDE, self), scaled(PAD, self)
        self._head.setSpacing(gap)
        self._bar.setSpacing(gap)
        self._grid.setSpacing(scaled(GAP, self))
        self._outer.setContentsMargins(wide, gap, wide, wide)
        self._outer.setSpacing(gap)

    def _connect(self) -> None:
        for box in self._boxes.values():
            box.toggled.connect(self._show_chosen)
        self.freeze.clicked.connect(self.freeze_requested)
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
            if column.program is program:
                return column
        column = WindowColumn(program, self._gate)
        column.settled.connect(self._settled)
        self.columns.append(column)
        return column

    def run(self) -> None:
        """Run all that are chosen, at once."""
        if self.busy or not self.chosen():
            return
        for column in self.chosen():
            if why := column.program.unavailable():
                self.status_changed.emit(why)
                return
        self.table.show_answers([])
        values: dict[str, object] = {_CHOICE: self.kinds.chosen_id(), "CLICKS": True}
        for column in self.chosen():
            column.start(values, self._settings)
        self._redrawing.start()
        self._offer()

    def stop(self) -> None:
        """End all that run."""
        for column in self.columns:
            column.session.stop()

    async def closed(self) -> None:
        """End all that run and wait until nothing of it is left."""
        self._redrawing.stop()
        await asyncio.gather(*(column.session.closed() for column in self.columns))

    def _redraw(self) -> None:
        for column in self.columns:
            column.redraw()

    def _settled(self) -> None:
        chosen = self.chosen()
        self.table.show_answers([(column.program.title, column.answers) for column in chosen])
        if not self.busy:
            self._redrawing.stop()
            self.status_changed.emit(self.tr("All have ended."))
        self._offer()

    def _offer(self) -> None:
        self.run_all.setEnabled(not self.busy and bool(self.chosen()))
        self.stop_all.setEnabled(self.busy)
        for box in self._boxes.values():
            box.setEnabled(not self.busy)

    def _show_chosen(self) -> None:
        for column in self.columns:
            self._grid.removeWidget(column)
            column.hide()
        chosen = self.chosen()
        across = len(chosen) if len(chosen) <= _MOST_ACROSS else (len(chosen) + 1) // 2
        for place, column in enumerate(chosen):
            self._grid.addWidget(column, *divmod(place, across))
            column.show()
        self.table.show_answers([(column.program.title, column.answers) for column in self.chosen()])
        self._offer()


class AnswerTable(QWidget):
    """A column per window: longest freeze, heartbeat, each click and when it was answered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)

    def clear(self) -> None:
        """Show nothing."""
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()

    def show_answers(self, windows: Sequence[tuple[str, WindowAnswers | None]]) -> None:
        """(title, what is known) of each window."""
        self.clear()
        known = [(title, answers) for title, answers in windows if answers is not None]
        if not known:
            self._put(0, 0, self.tr("After the runs: when each window answered."), "muted")
            return
        rows = [
            self.tr("longest freeze"),
            self.tr("heartbeat, 99 % are less late"),
            self.tr("About answered after"),
        ]
        for row, words in enumerate(rows, 1):
            self._put(row, 0, words, "muted")
        for place, (title, answers) in enumerate(known, 1):
            self._put(0, place, title, "small")
            self._put_length(1, place, answers.longest_freeze_ns)
            self._put_length(2, place, answers.heartbeat_p99_ns)
            for row, click in enumerate(answers.clicks, 3):
                self._put_length(row, place, click.waited_ns)
        self._grid.setColumnStretch(len(known) + 1, 1)

    def cells(self) -> list[list[str]]:
        """What is shown, row by row."""
        rows = []
        for row in range(self._grid.rowCount()):
            items = [self._grid.itemAtPosition(row, column) for column in range(self._grid.columnCount())]
            widgets = [item.widget() for item in items if item is not None]
            rows.append([widget.text() for widget in widgets if isinstance(widget, QLabel)])
        return [row for row in rows if row]

    def _put_length(self, row: int, column: int, length_ns: int | None) -> None:
        slow = length_ns is not None and length_ns >= 100_000_000
        words = "–" if length_ns is None else duration(length_ns)
        self._put(row, column, words, "bad" if slow else None)

    def _put(self, row: int, column: int, words: str, role: object) -> None:
        label = QLabel(words)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setContentsMargins(0, 0, scaled(WIDE), 0)
        set_role(label, role)  # type: ignore[arg-type]
        self._grid.addWidget(label, row, column)

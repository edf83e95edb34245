"""One of several windows side by side: its pixels, its heartbeat, its clicks. Imports pyqtgraph: import it late."""

from __future__ import annotations

import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.core.errors import LabError
from app.core.places import new_run_directory
from app.core.program import parse_parameters, read_source, with_values
from app.core.screen import Act, Given
from app.core.trace import Trace
from app.core.window_answers import WindowAnswers, answers_to, times_of
from app.launch.gate import StartGate
from app.shell.run_session import Ending, RunSession
from app.shell.screen_shelf import ScreenShelf
from app.shell.settings import Settings
from app.shell.subject import Program
from app.stage.request import RunRequest
from widgets.card import Card
from widgets.empty_words import QuietWords
from widgets.heartbeat_plot import HeartbeatPlot
from widgets.spoken import said
from widgets.theme import GAP, scaled, set_role

#: Where the buttons are, as a share of the window's height: what is pressed is what people would press.
DOWNLOAD, ABOUT = 0.2, 0.5
_LEFT = 1  # button, as Qt numbers it


class WindowColumn(Card):
    """One program: its window, its heartbeat.

    Signals:
        opened(): its window is there.
        settled(): it has ended and been judged, or couldn't be run.
    """

    opened = Signal()
    settled = Signal()

    def __init__(self, program: Program, gate: StartGate, parent: QWidget | None = None) -> None:
        self.plot = HeartbeatPlot()
        self.shelf = ScreenShelf()
        body = QWidget()
        super().__init__(program.title, body, capitals=False, parent=parent)
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(scaled(GAP))
        self._empty = QuietWords(self.tr("Its window appears here, to be clicked as on a desktop."))
        rows.addWidget(self._empty, 3)
        rows.addWidget(self.shelf, 3)
        rows.addWidget(self.plot, 2)
        self.program = program
        self.answers: WindowAnswers | None = None
        self.session = RunSession(gate, self)
        self._clicked_ns: list[int] = []  # by the clock
        self._state = QLabel()
        set_role(self._state, "small")
        self.add_tool(self._state)
        self.shelf.appeared.connect(self._empty.hide)
        self.shelf.emptied.connect(self._empty.show)
        self.shelf.appeared.connect(self.opened)
        self.session.state_changed.connect(self._state_changed)
        self.session.ended.connect(self._ended)
        self.session.refused.connect(self._refused)

    @property
    def is_open(self) -> bool:
        """Whether its window is there and can be clicked."""
        return self.session.root is not None and bool(self.shelf.panels)

    def start(self, values: dict[str, object], settings: Settings) -> None:
        """Run the program with these values, as far as it has such parameters."""
        self.plot.clear()
        self.answers = None
        self._clicked_ns = []
        try:
            request = self._request(values, settings)
        except LabError as error:
            self._refused(str(error))
            return
        self.session.start(request, self.program.claims, settings.launcher)
        self.shelf.follow(request.directory)

    def _request(self, values: dict[str, object], settings: Settings) -> RunRequest:
        text = read_source(self.program.path)
        there = {each.name: each.value for each in parse_parameters(text)}
        changed = {name: value for name, value in values.items() if there.get(name, value) != value}
        return RunRequest(
            program=self.program.path,
            target=self.program.target,
            directory=new_run_directory(settings.runs_folder),
            parameters=there | changed,
            changed=tuple(changed),
            source=with_values(text, changed) if changed else None,
            cwd=self.program.path.parent,
            niced=True,
            stdin="pipe",
            embedded=True,
        )

    def click(self, height: float) -> None:
        """Click into its window as a person would, in the middle at this share of its height."""
        size = self.shelf.panels[0].canvas.sizeHint() if self.is_open else None
        if size is None:
            return
        x, y = size.width() // 2, round(size.height() * height)
        if height == ABOUT:
            self._clicked_ns.append(time.perf_counter_ns())
        panel = self.shelf.panels[0]
        panel.given.emit(Given(Act.MOVE, x, y))
        panel.given.emit(Given(Act.PRESS, x, y, _LEFT, _LEFT))
        panel.given.emit(Given(Act.RELEASE, x, y, 0, _LEFT))

    def redraw(self) -> None:
        """Draw what has come; a beat that doesn't come makes a block that grows."""
        trace = self.session.trace
        if trace is None or not self.session.busy:
            return
        running = self.session.root is not None
        now_ns = time.perf_counter_ns() - trace.recording.manifest.spawn_ns
        self.plot.show_beats(trace.heartbeats.beats.rows(), now_ns if running else None)

    def look(self) -> None:
        """Bring the answers up to date."""
        trace = self.session.trace
        if trace is not None:
            self.answers = self._answers(trace)

    def _answers(self, trace: Trace) -> WindowAnswers:
        spawn_ns = trace.recording.manifest.spawn_ns
        names = {thing.id: thing.name for thing in trace.recording.things}
        given = times_of(trace.accesses.sorted(), names, "answers")
        clicked = [t_ns - spawn_ns for t_ns in self._clicked_ns]
        return answers_to(trace.heartbeats.beats.rows(), clicked, given)

    def _state_changed(self, state: str) -> None:
        self._state.setText(said(state))
        if state == "ended":
            self.shelf.end()

    def _ended(self, ending: Ending) -> None:
        trace = self.session.trace
        if trace is not None:
            self.plot.show_beats(trace.heartbeats.beats.rows())
        self.look()
        self.settled.emit()

    def _refused(self, why: str) -> None:
        self.shelf.end()
        self._state.setText(said(why))
        self.settled.emit()

"""The parts of a tab and where they lie: head, bars, program, timeline, output and findings."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.class_sheet import ClassSheet
from app.launch.gate import StartGate
from app.shell.bookmark_keeper import BookmarkKeeper
from app.shell.findings import Findings
from app.shell.load_strip import LoadStrip
from app.shell.loading_bar import LoadingBar
from app.shell.memory_bar import MemoryBar
from app.shell.moment import Moment
from app.shell.panes import Panes
from app.shell.predictions import Predictions
from app.shell.program_pane import ProgramPane
from app.shell.python_finder import PythonFinder
from app.shell.replay_bar import ReplayBar
from app.shell.run_bar import RunBar
from app.shell.run_session import RunSession
from app.shell.screen_shelf import ScreenShelf
from app.shell.settings import Settings
from app.shell.spacing import follow_font
from app.shell.subject import Program, Subject
from app.shell.trust_bar import TrustBar
from widgets.card import Card
from widgets.console import Console
from widgets.page_head import PageHead
from widgets.theme import PAD, WIDE, scaled
from widgets.timeline import Timeline
from widgets.timeline_pane import TimelinePane

_MOST_MARGIN, _MOST_GAP = 24, 16  # pixels: with large letters the room is for the panes


class TabFace(QWidget):
    """What a tab is about and what it consists of; what is done with it is a subclass's matter."""

    def __init__(
        self,
        subject: Subject,
        settings: Settings,
        gate: StartGate,
        finder: PythonFinder,
        sheet: ClassSheet,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._subject = subject
        self._settings = settings
        self.session = RunSession(gate, self)
        self.bar = RunBar(subject.programs, settings.launcher, finder)
        self.pane = ProgramPane()
        self.timeline = Timeline()
        self.timeline_pane = TimelinePane(self.timeline)
        self.loads = LoadStrip(self.timeline_pane, self.session, self)
        self.replay = ReplayBar()
        self.moment = Moment(self.timeline, self.replay, self)
        self.bookmarks = BookmarkKeeper(self)
        self.replay.add_tool(self.bookmarks.button)
        self.screens = ScreenShelf()
        self.console = Console()
        self.findings = Findings()
        self.predictions = Predictions(settings, sheet, subject.title, self)
        self.loading = LoadingBar()
        self._trust = TrustBar()
        self._memory = MemoryBar()
        self._arrange()

    # what it is about ---------------------------------------------------------------------------------------
    @property
    def subject(self) -> Subject:
        """What the tab is about."""
        return self._subject

    @property
    def demo_id(self) -> str:
        """The id of the tab's demo; for a program of the user's no demo has it."""
        return self._subject.programs[0].target.partition(".")[0] if not self._subject.own else ""

    def programs(self) -> tuple[Program, ...]:
        """All programs of the tab."""
        return self._subject.programs

    @property
    def program(self) -> Program:
        """The chosen program."""
        return next(each for each in self._subject.programs if each.id == self.bar.variants.chosen_id())

    @property
    def timeline_end(self) -> int:
        """The end of what was recorded, ns since the spawn."""
        return self.session.trace.end_ns if self.session.trace is not None else 0

    # where things lie ---------------------------------------------------------------------------------------
    def _arrange(self) -> None:
        head = PageHead(self._subject.title, self._subject.question)
        output = Card(self.tr("Output"), self.console, flush=True)
        for tool in self.console.tools():
            output.add_tool(tool)
        run = QWidget()
        rows = QVBoxLayout(run)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.timeline_pane, 1)
        rows.addWidget(self.loading)
        rows.addWidget(self.replay)
        findings = Card(self.tr("What this run shows"), self.findings)
        self.pane.add_below(self.predictions.card)
        self._panes = Panes(self._settings, self.pane, Card("", run), output, findings, self)
        self._panes.add_above_run(self.screens)
        self.screens.appeared.connect(lambda: self._panes.favour_run(True))
        self.screens.emptied.connect(lambda: self._panes.favour_run(False))
        self._outer = QVBoxLayout(self)
        self._outer.addWidget(head)
        self._outer.addWidget(self._trust)
        self._outer.addWidget(self._memory)
        self._outer.addWidget(self.bar)
        self._outer.addWidget(self._panes, 1)
        follow_font(self, self._space)
        self.say_what_parts_are_for()

    def put_above_panes(self, card: QWidget) -> None:
        """Lay a card between the bar with Run and the panes."""
        self._outer.insertWidget(self._outer.indexOf(self._panes), card)

    def say_what_parts_are_for(self) -> None:
        """Before the first run: each empty part says what will be there."""
        self.timeline.set_message(self.tr("Press Run: each process and thread gets a lane here."))
        self.console.set_message(
            self.tr("What the program prints appears here, with the lane that printed it.")
        )
        self.findings.clear(self.tr("After the run: what the recording shows, and what it doesn't."))

    def _space(self) -> None:
        wide, gap = min(scaled(WIDE, self), _MOST_MARGIN), min(scaled(PAD, self), _MOST_GAP)
        self._outer.setContentsMargins(wide, gap, wide, wide)
        self._outer.setSpacing(gap)

    def keep_sizes(self) -> None:
        """Remember the sizes of the panes: the next tab begins with them."""
        self._panes.keep_sizes()

"""One tab: the programs of a demo or of the user, run, seen and replayed."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.core.bookmarks import Bookmark
from app.core.class_sheet import ClassSheet
from app.core.diagnosis import Diagnosis
from app.core.errors import LabError, RequestError
from app.core.evidence import gather_open
from app.core.glossary import read_glossary
from app.core.languages import Language, original
from app.core.manifest import Interpreter
from app.core.model import Actor
from app.core.moments import moment_named
from app.core.places import new_run_directory
from app.launch.gate import StartGate
from app.shell.batch_request import Plan, plans
from app.shell.bookmark_keeper import BookmarkKeeper
from app.shell.current_lines import current_lines
from app.shell.findings import Findings, ending_sentence
from app.shell.lesson_guide import LessonGuide
from app.shell.lesson_steps import LessonSteps
from app.shell.load_strip import LoadStrip
from app.shell.loading_bar import LoadingBar
from app.shell.memory_bar import MemoryBar
from app.shell.moment import Moment
from app.shell.output_file import OutputFile
from app.shell.panes import Panes
from app.shell.predictions import Predictions
from app.shell.program_pane import ProgramPane
from app.shell.python_finder import PythonFinder
from app.shell.replay_bar import ReplayBar
from app.shell.run_bar import RunBar
from app.shell.run_session import Advance, Ending, RunSession
from app.shell.screen_shelf import ScreenShelf
from app.shell.settings import Settings
from app.shell.spacing import follow_font
from app.shell.speech import said
from app.shell.subject import Program, Subject
from app.shell.trust_bar import TrustBar
from app.shell.words import Words, title_of
from widgets.card import Card
from widgets.console import Console
from widgets.theme import PAD, WIDE, scaled, set_role
from widgets.timeline import Timeline
from widgets.timeline_pane import TimelinePane

_MARK_EVERY_MS = 60
_MOST_MARGIN, _MOST_GAP = 24, 16  # pixels: with large letters the room is for the panes
_SHARE = 10  # of the whole time that the interpreter's own start may take and still be shown


class DemoTab(QWidget):
    """Programs on the left, their timeline on the right, below it what they wrote and what it shows.

    Signals:
        status_changed(str): a sentence for the status bar.
        run_ended(Ending): a run was read to its end and judged.
        program_saved(object): Path of a copy that the user made.
        moment_changed(object): the time in ns since the spawn that all views show; while a run goes on, or is
            played, once a frame.
    """

    status_changed = Signal(str)
    run_ended = Signal(object)
    program_saved = Signal(object)
    moment_changed = Signal(object)

    def __init__(
        self,
        subject: Subject,
        settings: Settings,
        gate: StartGate,
        finder: PythonFinder,
        parent: QWidget | None = None,
        *,
        sheet: ClassSheet | None = None,
    ) -> None:
        super().__init__(parent)
        self._subject = subject
        self._settings = settings
        self._lane = -1
        self._horizon: int | None = None  # up to when console and ledger show what happened; None: everything
        self._lanes: list[Actor] = []
        self._input_wanted = False
        self._words: Words | None = None
        self._ending: Ending | None = None
        self._diagnoses: list[Diagnosis] = []  # of the run that goes on
        self._recorded: Path | None = None  # the program's file as the recording names it
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
        self._output_file = OutputFile(self)
        self.findings = Findings()
        self.pointed: tuple[int, int] | None = None  # the lines that a lesson talks about
        self.predictions = Predictions(settings, sheet or ClassSheet(), subject.title, self)
        self.guide = LessonGuide(
            LessonSteps(self, subject.lesson, self), read_glossary, settings.language, self
        )
        self.loading = LoadingBar()
        self.session.also = self.predictions.work_out
        self._trust = TrustBar()
        self._memory = MemoryBar()
        self._marking = QTimer(self)
        self._marking.setSingleShot(True)
        self._marking.setInterval(_MARK_EVERY_MS)
        self._arrange()
        self._connect()
        self.choose_program(subject.programs[0].id)
        self.follow_settings()

    # arranging ----------------------------------------------------------------------------------------------
    def _arrange(self) -> None:
        title = QLabel(self._subject.title)
        set_role(title, "title")
        question = QLabel(self._subject.question)
        question.setWordWrap(True)
        set_role(question, "subtitle")
        self._head = QHBoxLayout()
        self._head.addWidget(title)
        self._head.addWidget(question, 1, Qt.AlignmentFlag.AlignVCenter)
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
        self._panes = Panes(self._settings, self.pane, Card("", run), output, findings)
        self._panes.add_above_run(self.screens)
        self.screens.appeared.connect(lambda: self._panes.favour_run(True))
        self.screens.emptied.connect(lambda: self._panes.favour_run(False))
        self._outer = QVBoxLayout(self)
        self._outer.addLayout(self._head)
        self._outer.addWidget(self._trust)
        self._outer.addWidget(self._memory)
        self._outer.addWidget(self.bar)
        self._outer.addWidget(self.guide.card)
        self._outer.addWidget(self._panes, 1)
        follow_font(self, self._space)
        self._say_what_panes_are_for()

    def _say_what_panes_are_for(self) -> None:
        self.timeline.set_message(self.tr("Press Run: each process and thread gets a lane here."))
        self.console.set_message(
            self.tr("What the program prints appears here, with the lane that printed it.")
        )
        self.findings.clear(self.tr("After the run: what the recording shows, and what it doesn't."))

    def _space(self) -> None:
        wide, gap = min(scaled(WIDE, self), _MOST_MARGIN), min(scaled(PAD, self), _MOST_GAP)
        self._head.setSpacing(scaled(PAD, self))
        self._outer.setContentsMargins(wide, gap, wide, wide)
        self._outer.setSpacing(gap)

    def keep_sizes(self) -> None:
        """Remember the sizes of the panes: the next tab begins with them."""
        self._panes.keep_sizes()

    def _connect(self) -> None:
        self.bar.program_chosen.connect(self.choose_program)
        self.bar.launcher_chosen.connect(self._launcher_chosen)
        self.bar.pythons.python_chosen.connect(self._offer_generators)
        self.bar.run_requested.connect(self.run)
        self.bar.stop_requested.connect(self.stop)
        self.pane.can_run_changed.connect(self._can_run_changed)
        self.pane.failed.connect(self._complain)
        self.pane.saved_as.connect(self.program_saved)
        self._trust.accepted.connect(self._trusted)
        self._memory.accepted.connect(self.run)
        self.session.begun.connect(self._begun)
        self.session.renewed.connect(self._renewed)
        self.session.worked.connect(self.loading.tell)
        self.loading.given_up.connect(self.session.stop)
        self.session.state_changed.connect(self._state_changed)
        self.session.advanced.connect(self._advanced)
        self.session.diagnosed.connect(self._diagnosed)
        self.guide.said.connect(self._complain)
        self.guide.put_away.connect(lambda: self.show_lesson(False))
        self.session.ended.connect(self._ended)
        self.session.refused.connect(self._refused)
        self.moment.changed.connect(self._show_moment)
        self.moment.changed.connect(self.findings.moment.show_moment)
        self.timeline.range_changed.connect(self.findings.moment.pictures.set_range)
        self.timeline.lane_selected.connect(self._lane_selected)
        self.console.line_entered.connect(self.session.write_input)
        self.console.input_ended.connect(self.session.end_input)
        self.console.save_requested.connect(self._output_file.save)
        self._output_file.failed.connect(self._complain)
        self.console.moment_chosen.connect(self._go_to_moment)
        self.findings.moment_chosen.connect(self._go_to_moment)
        self.timeline.bookmark_requested.connect(self.bookmarks.add)
        self.bookmarks.moment_chosen.connect(self._go_to_moment)
        self.bookmarks.changed.connect(self.timeline.set_bookmarks)
        self.bookmarks.failed.connect(self._complain)
        self._marking.timeout.connect(self._mark_lines)
        play = QShortcut(QKeySequence("Ctrl+P"), self)
        play.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        play.activated.connect(self.replay.toggle)

    # choosing and running -----------------------------------------------------------------------------------
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

    def choose_program(self, program_id: str) -> None:
        """Show a variant; what the last run showed stays until the next."""
        self.bar.variants.choose(program_id)
        self._memory.forget()
        self.pane.show_program(self.program)
        self._offer_generators()
        self.predictions.show_program(self.program)
        self.point_at(None)

    def speak(self, subject: Subject, language: Language) -> None:
        """Show the same programs in another language; a run and its recording stay as they are."""
        self._subject = subject
        self.pane.speak(self.program)
        self.predictions.speak(self.program, subject.title)
        self.guide.speak(subject.lesson, language)
        if self._ending is not None:
            names = {claim.check: claim.name for program in subject.programs for claim in program.claims}
            told = [
                (replace(claim, name=names.get(claim.check, claim.name)), verdict)
                for claim, verdict in self._ending.verdicts
            ]
            self._ending = replace(self._ending, verdicts=told)
            self.findings.show_ending(self._ending, self._note())
        elif self.session.busy:
            self.findings.show_diagnoses(self._diagnoses)
        self.timeline.update()
        self._mark_lines()

    def _note(self) -> str:
        return self.program.note if not self._subject.own else ""

    def _offer_generators(self) -> None:
        asked = self.program.generators
        there = asked or self._subject.own or "yield" in self.pane.source.source()
        chosen = Interpreter(self.bar.pythons.version, str(self.bar.pythons.python or ""))
        self.bar.offer_generators(there, asked, slow=not chosen.monitors)

    def _launcher_chosen(self, name: str) -> None:
        self._settings.launcher = self.bar.launcher

    def _can_run_changed(self, can: bool) -> None:
        self.bar.set_can_run(can and not self.session.busy)

    def run(self) -> None:
        """Run what is shown; a file of the user's own only after the word of warning."""
        if self.session.busy or not self.pane.form.is_valid():
            return
        if self._subject.own and str(self.program.path) not in self._settings.trusted:
            self._trust.ask(self.program.path)
            return
        self.pane.source.flush_edit()
        if self._memory.must_ask(self.program.memory(self.pane.values())):
            return
        try:
            request = replace(self.pane.request(self._new_directory), python=self.bar.pythons.python)
        except LabError as error:
            self._complain(str(error))
            return
        # The claims are about the program as it is given, not about one that was rewritten.
        claims = () if request.edited else self.program.claims
        self.session.start(replace(request, generators=self.bar.generators), claims, self.bar.launcher)
        self.screens.follow(request.directory)

    def _new_directory(self) -> Path:
        return new_run_directory(self._settings.runs_folder)

    @property
    def subject(self) -> Subject:
        """What the tab is about."""
        return self._subject

    def plans(self, ids: Sequence[str]) -> list[Plan]:
        """What to run so that these programs run with the values that are shown; LabError where that can't be."""
        if self._subject.own and str(self.program.path) not in self._settings.trusted:
            raise RequestError(self.tr("Run the program once in its own tab before."))
        chosen = [each for each in self._subject.programs if each.id in ids]
        shown = replace(self.pane.request(Path), generators=self.bar.generators)
        return plans(chosen, shown, self.bar.pythons.python)

    def _trusted(self) -> None:
        self._settings.trust(str(self.program.path))
        self.run()

    def stop(self) -> None:
        """End the running program and everything that it started."""
        self.session.stop()

    def open_recording(self, directory: Path, program_id: str = "") -> None:
        """Show a recording from disk, of this program (empty: of the one that is shown)."""
        if self.session.busy:
            self._complain(
                self.tr("Another recording is still being read here: cancel that, then open this one.")
                if self.session.work
                else self.tr("A program is still running here: stop it, then open the recording.")
            )
            return
        if program_id:
            self.choose_program(program_id)
        self.screens.clear()
        self.session.open_recording(directory, self.program.claims)
        if self.session.work:
            self.timeline.set_message(self.tr("Opening the recording…"))
            self.status_changed.emit(self.tr("opening the recording"))

    # following the run --------------------------------------------------------------------------------------
    def _begun(self) -> None:
        self._words, self._ending, self._lane = None, None, -1
        self._diagnoses = []
        self._horizon = None
        self._recorded = None
        self._input_wanted = False
        self.pointed = None
        self.predictions.begin_run()
        if any(map(self._has_keyboard, (self.bar, self._trust, self._memory))):
            self.timeline.setFocus()  # a disabled Run hands it on to Stop, where Return would end the run
        self.bar.set_running(True)
        self.timeline.clear()
        self.moment.clear()
        self.bookmarks.close_run()
        self.timeline.set_message(self.tr("Starting…"))
        self.console.clear()
        self.console.set_horizon(None)
        self.findings.clear()
        self.findings.ledger.set_horizon(None)
        self.status_changed.emit(self.tr("starting"))

    def _renewed(self) -> None:
        """The same run, read anew by somebody else."""
        self._words = None
        self._lanes = []
        self.timeline.clear()
        self.bookmarks.close_run()
        self.console.clear()

    def _state_changed(self, state: str) -> None:
        if state == "ended":
            self.screens.end()
        reading = self.tr("ended · reading the rest of the recording")
        self.status_changed.emit(reading if state == "ended" else said(state))

    def _advanced(self, advance: Advance) -> None:
        trace = self.session.trace
        if trace is None:
            return
        if self._words is None:
            self._words = Words(trace)
            self._recorded = Path(trace.recording.manifest.program)
            self.timeline.set_describe(self._words.describe)
            self.timeline.set_labels(self._words.label)
            self.timeline.set_causes(self._words.causes)
            self.bookmarks.open_run(self.session.directory, self._words.name, self._bookmark)
        if advance.lanes:
            self.timeline.set_message(None)
        if advance.lanes is not self._lanes:
            self._lanes = advance.lanes
            self.timeline.set_lanes(advance.lanes)
        if len(advance.spans):
            self.timeline.add_spans(advance.spans)
        self.timeline.set_open(advance.open_spans)
        if advance.flows:
            self.timeline.add_flows(advance.flows)
        if advance.output:
            actors = trace.actors.actors
            wrote = {piece.actor for piece in advance.output if piece.actor is not None}
            self.console.append(advance.output, {each: actors[each].name for each in wrote if each in actors})
        self._ask_for_input(advance.wants_input)
        self.moment.grow(advance.horizon_ns, trace.program_ns, self.session.running)

    def _ask_for_input(self, wanted: bool) -> None:
        """Show the line that answers `input()`, and put the keyboard there unless somebody edits."""
        if wanted == self._input_wanted:
            return
        self._input_wanted = wanted
        self.console.set_input_wanted(wanted)
        typing = isinstance(QApplication.focusWidget(), QLineEdit) or self._has_keyboard(self.pane)
        if wanted and self.isVisible() and not typing:
            self.console.focus_input()

    def _has_keyboard(self, part: QWidget) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and part.isAncestorOf(focused)

    def _diagnosed(self, diagnoses: list[Diagnosis]) -> None:
        """While it runs: say why lanes stand still."""
        self._diagnoses = diagnoses
        self.findings.show_diagnoses(diagnoses)
        trace = self.session.trace
        if diagnoses and trace is not None:
            self.findings.show_standing(gather_open(trace, trace.end_ns), trace.occupancy.sorted())
        else:
            self.findings.show_standing(None)
        if diagnoses:
            self.status_changed.emit(
                self.tr("running, but not all lanes · {0}").format(title_of(diagnoses[0]))
            )
        else:
            self.status_changed.emit(said("running"))

    def _ended(self, ending: Ending) -> None:
        self._ending = ending
        self._free()
        trace = self.session.trace
        self.moment.finish(self.timeline_end, trace.program_ns if trace is not None else 0)
        self._show_from_the_first_line()
        self.findings.show_ending(ending, self._note())
        told = self._recorded_is(self.program.path) and not ending.manifest.edited
        self.predictions.end_run(ending.evidence if told else None, ending_sentence(ending))
        if not ending.evidence.actors:
            self.timeline.set_message(self.tr("Nothing was recorded."))
        self.status_changed.emit(self.tr("run ended · {0}").format(ending_sentence(ending)))
        self.run_ended.emit(ending)

    def _show_from_the_first_line(self) -> None:
        """Leave the start of the interpreter out of sight where it takes much of the picture."""
        trace = self.session.trace
        if not self.moment.whole:
            return  # somebody looks at something
        if trace is not None and trace.program_ns * _SHARE > self.timeline_end > trace.program_ns:
            self.timeline.zoom_to(
                trace.program_ns - (self.timeline_end - trace.program_ns) // 50, self.timeline_end
            )

    def _refused(self, why: str) -> None:
        self.predictions.end_run(None)
        self._free()
        self.screens.end()
        self.timeline.set_message(said(why))
        self._complain(why)

    def _free(self) -> None:
        self.bar.set_running(False)
        self.bar.set_can_run(self.pane.form.is_valid())
        self._ask_for_input(False)

    def _complain(self, why: str) -> None:
        self.status_changed.emit(said(why))

    @property
    def timeline_end(self) -> int:
        """The end of what was recorded, ns since the spawn."""
        return self.session.trace.end_ns if self.session.trace is not None else 0

    # time and lines -----------------------------------------------------------------------------------------
    def _show_moment(self, t_ns: int) -> None:
        horizon = None if self.moment.whole else t_ns
        if horizon != self._horizon:
            self._horizon = horizon
            self.console.set_horizon(horizon)
            self.findings.ledger.set_horizon(horizon)
        if not self._marking.isActive():
            self._marking.start()
        self.moment_changed.emit(t_ns)

    def _bookmark(self) -> Bookmark:
        """One of what is shown now."""
        return Bookmark(self.moment.t_ns, lane=self._lane if self._lane >= 0 else None)

    def _lane_selected(self, actor: int) -> None:
        self._lane = actor
        self._mark_lines()

    def _go_to_moment(self, t_ns: int, actor: int | None) -> None:
        self.timeline.show_instant(t_ns)
        if actor is not None:
            self.timeline.select_lane(actor)
            self._lane = actor
        self.moment.go_to(t_ns)
        self._mark_lines()

    def go_to_named(self, name: str) -> bool:
        """Go to a moment that a lesson names; whether the recording has it."""
        if self._ending is None:
            return False
        found = moment_named(name, self._ending.evidence, self._ending.diagnoses)
        if found is not None:
            self.point_at(None)
            self._go_to_moment(found.t_ns, found.actor)
        return found is not None

    def point_at(self, lines: tuple[int, int] | None) -> None:
        """Mark these lines of the program, first and last, until something else is shown; None: no longer."""
        self.pointed = lines
        self._mark_lines()
        if lines is not None:
            self.pane.source.show_line(lines[1])
            self.pane.source.show_line(lines[0])

    def clear_run(self) -> None:
        """Show no run, as before the first one; nothing happens while a program runs."""
        if self.session.busy:
            return
        self.session.clear()
        self._ending = None
        self.timeline.clear()
        self.moment.clear()
        self.bookmarks.close_run()
        self._horizon = None
        self.console.clear()
        self.findings.clear()
        self._say_what_panes_are_for()

    def show_lesson(self, shown: bool) -> None:
        """Show the lesson above the program, or put it away; this is remembered."""
        self._settings.lesson = shown
        self.follow_settings()

    def follow_settings(self) -> None:
        """Show lesson and prediction where they are wanted."""
        self.guide.card.setVisible(self._settings.lesson and self._subject.lesson is not None)
        self.predictions.follow_settings()

    def _mark_lines(self) -> None:
        if self.pointed is not None:
            first, last = self.pointed
            self.pane.source.mark_lines(dict.fromkeys(range(first, last + 1), "current"))
            return
        trace = self.session.trace
        if trace is None or self._recorded is None or not self._recorded_is(self.program.path):
            self.pane.source.mark_lines({})
            return
        t_ns = self.moment.t_ns
        lane = self._lane if self._lane >= 0 else self._busiest(t_ns)
        marks = current_lines(trace, lane, t_ns, self._recorded)
        self.pane.source.mark_lines(marks)
        here = next((line for line, role in marks.items() if role == "current"), None)
        if here is not None and self._lane >= 0:
            self.pane.source.show_line(here)

    def _recorded_is(self, path: Path) -> bool:
        """Whether the recording is of this program, in whatever language: line for line they are the same."""
        return self._recorded is not None and original(self._recorded) == original(path)

    def _busiest(self, t_ns: int) -> int:
        """While no lane is chosen: the main one, as long as something runs."""
        trace = self.session.trace
        running = self.session.busy or not self.moment.whole
        if trace is None or not running or not trace.recording.logs:
            return -1
        return trace.recording.logs[0].lanes.get(1)

"""One tab: the programs of a demo or of the user, run, seen and replayed."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.core.class_sheet import ClassSheet
from app.core.diagnosis import Diagnosis
from app.core.errors import LabError, RequestError
from app.core.evidence import gather_open
from app.core.glossary import read_glossary
from app.core.languages import Language
from app.core.manifest import Interpreter
from app.core.moments import moment_named
from app.core.places import new_run_directory
from app.launch.gate import StartGate
from app.shell.batch_request import Plan, plans
from app.shell.findings import ending_sentence
from app.shell.lesson_guide import LessonGuide
from app.shell.lesson_steps import LessonSteps
from app.shell.output_file import OutputFile
from app.shell.python_finder import PythonFinder
from app.shell.run_session import Ending
from app.shell.run_view import RunView, has_keyboard
from app.shell.settings import Settings
from app.shell.source_marks import SourceMarks
from app.shell.subject import Subject
from app.shell.tab_face import TabFace
from app.shell.words import title_of
from widgets.spoken import said


class DemoTab(TabFace):
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
        super().__init__(subject, settings, gate, finder, sheet or ClassSheet(), parent)
        self._ending: Ending | None = None
        self._diagnoses: list[Diagnosis] = []  # of the run that goes on
        self._output_file = OutputFile(self)
        self.marks = SourceMarks(self)
        self._view = RunView(self, self.marks)
        self.guide = LessonGuide(
            LessonSteps(self, subject.lesson, self), read_glossary, settings.language, self
        )
        self.put_above_panes(self.guide.card)
        self.session.also = self.predictions.work_out
        self._connect()
        self.choose_program(subject.programs[0].id)
        self.follow_settings()

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
        self.session.worked.connect(self.loading.tell)
        self.loading.given_up.connect(self.session.stop)
        self.session.state_changed.connect(self._state_changed)
        self.session.diagnosed.connect(self._diagnosed)
        self.guide.said.connect(self._complain)
        self.guide.put_away.connect(lambda: self.show_lesson(False))
        self.session.ended.connect(self._ended)
        self.session.refused.connect(self._refused)
        self.moment.changed.connect(self.moment_changed)
        self.timeline.range_changed.connect(self.findings.moment.pictures.set_range)
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
        play = QShortcut(QKeySequence("Ctrl+P"), self)
        play.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        play.activated.connect(self.replay.toggle)

    # choosing and running -----------------------------------------------------------------------------------
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
        self.marks.mark()

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
        self._ending, self._diagnoses = None, []
        self.predictions.begin_run()
        if any(map(has_keyboard, (self.bar, self._trust, self._memory))):
            self.timeline.setFocus()  # a disabled Run hands it on to Stop, where Return would end the run
        self.bar.set_running(True)
        self.status_changed.emit(self.tr("starting"))

    def _state_changed(self, state: str) -> None:
        if state == "ended":
            self.screens.end()
        reading = self.tr("ended · reading the rest of the recording")
        self.status_changed.emit(reading if state == "ended" else said(state))

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
        self._view.finish()
        self.findings.show_ending(ending, self._note())
        told = self.marks.recorded_is(self.program.path) and not ending.manifest.edited
        self.predictions.end_run(ending.evidence if told else None, ending_sentence(ending))
        if not ending.evidence.actors:
            self.timeline.set_message(self.tr("Nothing was recorded."))
        self.status_changed.emit(self.tr("run ended · {0}").format(ending_sentence(ending)))
        self.run_ended.emit(ending)

    def _refused(self, why: str) -> None:
        self.predictions.end_run(None)
        self._free()
        self.screens.end()
        self.timeline.set_message(said(why))
        self._complain(why)

    def _free(self) -> None:
        self.bar.set_running(False)
        self.bar.set_can_run(self.pane.form.is_valid())
        self._view.ask_for_input(False)

    def _complain(self, why: str) -> None:
        self.status_changed.emit(said(why))

    # time and lines -----------------------------------------------------------------------------------------
    def _go_to_moment(self, t_ns: int, actor: int | None) -> None:
        self.timeline.show_instant(t_ns)
        if actor is not None:
            self.timeline.select_lane(actor)
            self.marks.lane = actor
        self.moment.go_to(t_ns)
        self.marks.mark()

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
        self.marks.point_at(lines)

    def clear_run(self) -> None:
        """Show no run, as before the first one; nothing happens while a program runs."""
        if self.session.busy:
            return
        self.session.clear()
        self._ending = None
        self._view.clear()

    def show_lesson(self, shown: bool) -> None:
        """Show the lesson above the program, or put it away; this is remembered."""
        self._settings.lesson = shown
        self.follow_settings()

    def follow_settings(self) -> None:
        """Show lesson and prediction where they are wanted."""
        self.guide.card.setVisible(self._settings.lesson and self._subject.lesson is not None)
        self.predictions.follow_settings()

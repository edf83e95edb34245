"""The prediction of a tab: asked beside the program, kept for the class sheet, revealed after the run."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QObject, Signal

from app.core.class_sheet import ClassSheet, Guess, Row, said
from app.core.demo import Prediction
from app.core.evidence import Evidence
from app.shell.settings import Settings
from app.shell.subject import Program
from widgets.card import Card
from widgets.prediction import PredictionPane, Shown


class Predictions(QObject):
    """Asks the shown program's question in `card`, which hides where there is none or none is wanted.

    Signals:
        changed(): the class sheet knows more.
    """

    changed = Signal()

    def __init__(
        self, settings: Settings, sheet: ClassSheet, demo: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._sheet = sheet
        self._demo = demo
        self._program: Program | None = None
        self._evidence: Evidence | None = None
        self._known: tuple[Prediction, Evidence, float | None] | None = None  # the last answer
        self.pane = PredictionPane()
        self.pane.changed.connect(self._keep)
        self.card = Card(QCoreApplication.translate("Predictions", "Prediction"), self.pane)
        self.card.hide()

    @property
    def asked(self) -> Prediction | None:
        """The question of the shown program."""
        return self._program.prediction if self._program is not None else None

    def show_program(self, program: Program) -> None:
        """Ask this program's question, with what was predicted before."""
        self._program = program
        self._evidence = None
        asked = self.asked
        if asked is not None:
            self.pane.ask(asked.question, asked.choices)
            self.pane.set_open(True)
            row = self._sheet.row(program.target)
            if row is not None and row.guess.made:
                self.pane.show_again(Shown(row.guess.answer, row.guess.counts))
        self.follow_settings()

    def speak(self, program: Program, demo: str) -> None:
        """The same question of the same program, in another language."""
        shown = self.pane.shown
        self._program, self._demo = program, demo
        asked = self.asked
        if asked is None:
            return
        self.pane.ask(asked.question, asked.choices)
        self.restore(Shown(shown.answer, shown.counts))
        if shown.revealed:
            self.reveal()

    def follow_settings(self) -> None:
        """Show the question only where questions are wanted."""
        self.card.setVisible(self.asked is not None and self._settings.predictions)

    def invite(self) -> None:
        """Put the keyboard where the answer is given, if one is wanted."""
        self.follow_settings()
        if self.asked is not None and self._settings.predictions:
            self.pane.invite()

    def begin_run(self) -> None:
        """From here on nobody predicts any more, and what was revealed before is a question again."""
        shown = self.pane.shown
        self.pane.show_again(Shown(shown.answer, shown.counts))
        self.pane.set_open(False)
        self._evidence = self._known = None

    def end_run(self, evidence: Evidence | None, result: str = "") -> None:
        """Reveal what the recording says; None: there is none, so the question stands open."""
        self._evidence = evidence
        self.pane.set_open(evidence is None)
        if evidence is None or self._program is None:
            return
        self._sheet.measured(self._program.target, self._row(), self._answer(), result)
        self.changed.emit()
        self.reveal()

    def reveal(self) -> bool:
        """Show the answer again; whether there is a recording to tell it."""
        if self.asked is None or self._evidence is None or not self._evidence.actors:
            return False
        self.pane.reveal(self._answer(), self.asked.why)
        return True

    def restore(self, shown: Shown) -> None:
        """Go back to what was shown before, in the language of now."""
        asked = self.asked
        self.pane.show_again(shown if asked is None or not shown.revealed else replace(shown, why=asked.why))
        self.pane.set_open(not shown.revealed)

    def measured_words(self) -> str:
        """What the recording says, in words; nothing before there is one."""
        return said(self.asked, self._answer()) if self.asked is not None else ""

    def _answer(self) -> float | None:
        return self.work_out(self._evidence) if self._evidence is not None else None

    def work_out(self, evidence: Evidence) -> float | None:
        """The answer to the shown program's question. In whichever thread: of a large recording it takes long."""
        asked, known = self.asked, self._known
        if asked is None or not evidence.actors:
            return None
        if known is None or known[0] is not asked or known[1] is not evidence:
            try:
                answer = asked.answer(evidence)
            except Exception:  # a question of somebody's own demo may be wrong: then nothing can be told
                answer = None
            self._known = known = asked, evidence, answer
        return known[2]

    def _keep(self) -> None:
        if self._program is not None:
            shown = self.pane.shown
            self._sheet.predicted(self._program.target, self._row(), Guess(shown.answer, shown.counts))
            self.changed.emit()

    def _row(self) -> Row:
        assert self._program is not None
        return Row(self._demo, self._program.title, self.asked)

"""Shows a tab's lesson, a step at a time, and does what is pressed in it."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from app.core.errors import LabError
from app.core.glossary import Term
from app.core.languages import Language
from app.core.lesson import SCHEME, TERM, Lesson, parse_action
from app.shell.lesson_steps import LessonSteps
from widgets.lesson_card import LessonCard
from widgets.spoken import said


class LessonGuide(QObject):
    """The card of a lesson, kept at the step that is shown.

    Signals:
        term_chosen(str): id of a term of the glossary.
        next_demo_requested(): the lesson has come to its end.
        said(str): a sentence for the status bar.
        put_away(): the lesson shall be hidden.
        present_requested(): the lesson shall be presented.
    """

    term_chosen = Signal(str)
    next_demo_requested = Signal()
    said = Signal(str)
    put_away = Signal()
    present_requested = Signal()

    def __init__(
        self,
        steps: LessonSteps,
        glossary: Callable[[], Mapping[str, Term]],
        language: Language,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.steps = steps
        self._glossary = glossary
        self._language: Language = language
        self._ways: tuple[Callable[[], object] | None, Callable[[], object] | None] = None, None
        self.card = LessonCard(self._explain)
        self.card.link_activated.connect(self._follow)
        self.card.next_requested.connect(self._next)
        self.card.back_requested.connect(self._back)
        self.card.closed.connect(self.put_away)
        self.card.present_requested.connect(self.present_requested)
        steps.moved.connect(self._show)
        steps.failed.connect(lambda why: self.said.emit(said(why)))
        self._show(0)

    def speak(self, lesson: Lesson | None, language: Language) -> None:
        """Show the same step of the lesson in another language."""
        self._language = language
        self.steps.lesson = lesson
        self._show(self.steps.position)

    def _show(self, position: int) -> None:
        lesson = self.steps.lesson
        if lesson is None:
            self.card.hide()
            return
        caption, heading, text = self._texts(lesson, position)
        self.card.show_step(caption, heading, text)
        last = position == self.steps.count
        words = self.tr("Next demo") if last else self.tr("Begin") if position == 0 else self.tr("Next")
        self.card.set_ways(position > 0, words)

    def _texts(self, lesson: Lesson, position: int) -> tuple[str, str, str]:
        if position == 0:
            return self.tr("Lesson"), "", lesson.introduction
        step = lesson.steps[position - 1]
        caption = self.tr("Lesson · step {0} of {1}").format(position, self.steps.count)
        return caption, step.title, step.text

    def take_over(self, go_on: Callable[[], object] | None, back: Callable[[], object] | None) -> None:
        """Let the card's buttons do this instead, which a presenter's keys do too; None: as usual."""
        self._ways = go_on, back

    def _back(self) -> None:
        (self._ways[1] or self.steps.back)()

    def _next(self) -> None:
        if self._ways[0] is not None:
            self._ways[0]()
        elif not self.steps.next():
            self.next_demo_requested.emit()

    def _follow(self, address: str) -> None:
        scheme, _, path = address.partition(":")
        if scheme == TERM:
            self.term_chosen.emit(path)
        elif scheme == SCHEME:
            try:
                self.steps.follow(parse_action(address))
            except LabError as error:
                self.said.emit(said(str(error)))

    def _explain(self, address: str) -> str:
        scheme, _, path = address.partition(":")
        term = self._glossary().get(path) if scheme == TERM else None
        return term.sentence(self._language) if term is not None else ""

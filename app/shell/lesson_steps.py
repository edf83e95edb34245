"""Does what the steps of a lesson ask for on a tab, and undoes it: driven by the lesson's card or a presenter."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import QObject, Signal

from app.core.errors import LabError
from app.core.lesson import (
    Action,
    Ask,
    Choose,
    GoTo,
    Lesson,
    MarkLines,
    Reveal,
    RunIt,
    SetValue,
    ShowMonitor,
)
from app.core.moments import NAMES
from app.core.parameter import parameter_named, parse_value
from app.core.program import parse_parameters
from app.shell.tab_view import TabView, restore_look, restore_program, view_of
from widgets.page_area import bring_into_view

if TYPE_CHECKING:
    from app.shell.demo_tab import DemoTab


class LessonSteps(QObject):
    """Goes through a lesson on one tab. `position` is the step that one is at, from 1; 0: before the first.

    What comes after a run in a step waits for its end; a program that will never end is stopped for that.

    Signals:
        moved(int): another position.
        settled(): all that was asked for has been done.
        monitor_requested(): the page with the machine is wanted.
        failed(str): why something couldn't be done; the rest is done all the same.
    """

    moved = Signal(int)
    settled = Signal()
    monitor_requested = Signal()
    failed = Signal(str)

    def __init__(self, tab: DemoTab, lesson: Lesson | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lesson = lesson
        self.position = 0
        self._tab = tab
        self._to_do: deque[Action] = deque()
        self._done: list[tuple[int, TabView]] = []  # the position and what was shown before each `do`
        self._waiting = False  # for the end of a run
        self._going_back: TabView | None = None
        self._reopened = False  # the recording of what one goes back to, with or without success
        tab.run_ended.connect(self._ended)
        tab.session.refused.connect(self._ended)
        tab.session.diagnosed.connect(self._diagnosed)

    @property
    def busy(self) -> bool:
        """Whether something that was asked for is still being done or undone."""
        return bool(self._to_do) or self._waiting or self._going_back is not None

    @property
    def count(self) -> int:
        """How many steps there are."""
        return len(self.lesson.steps) if self.lesson is not None else 0

    # steps --------------------------------------------------------------------------------------------------
    def next(self) -> bool:
        """Go to the next step without doing anything yet; whether there was one."""
        return self.go_to(self.position + 1)

    def perform(self) -> None:
        """Do all actions of the step that one is at."""
        if self.lesson is not None and 0 < self.position <= self.count:
            self.do(self.lesson.steps[self.position - 1].actions)

    def back(self) -> bool:
        """Undo what was done in this step, and go to the one before; whether there was one."""
        return self.back_to(self.position - 1)

    def back_to(self, position: int) -> bool:
        """Undo all that was done after an earlier step, and go to it; whether there is one."""
        if not 0 <= position < self.position:
            return False
        later = [view for at, view in self._done if at > position]
        self._done = [each for each in self._done if each[0] <= position]
        if later:
            self._go_back(later[0])
        return self.go_to(position)

    def go_to(self, position: int) -> bool:
        """Go to a step without doing or undoing anything; whether there is one."""
        if not 0 <= position <= self.count or position == self.position:
            return False
        self.position = position
        self.moved.emit(position)
        return True

    # actions ------------------------------------------------------------------------------------------------
    def do(self, actions: Sequence[Action]) -> None:
        """Do these, in order; `undo` takes them back together. Nothing happens while it is going back."""
        if self._going_back is not None:
            return
        self._done.append((self.position, view_of(self._tab)))
        self._to_do.extend(actions)
        self._go_on()

    def follow(self, action: Action) -> None:
        """Do what a link in the words asks for, and go to where it is seen, were that below the window's edge."""
        self.do([action])
        tab = self._tab
        match action:
            case Choose():
                bring_into_view(tab.bar)
            case SetValue():
                bring_into_view(tab.pane.form)
            case MarkLines():
                bring_into_view(tab.pane.source)
            case Ask() | Reveal():
                bring_into_view(tab.predictions.card)
            case RunIt() | GoTo():
                bring_into_view(tab.timeline_pane)
            case ShowMonitor():
                pass  # a page of its own
            case _:
                assert_never(action)

    def undo(self) -> bool:
        """Take back what the last `do` did; whether there was anything."""
        if not self._done:
            return False
        self._go_back(self._done.pop()[1])
        return True

    def _go_on(self) -> None:
        while self._to_do and not self._waiting:
            try:
                self._act(self._to_do.popleft())
            except LabError as error:
                self.failed.emit(str(error))
        if not self._to_do and not self._waiting:
            self.settled.emit()

    def _act(self, action: Action) -> None:
        tab = self._tab
        match action:
            case Choose(variant=variant):
                self._choose(variant)
            case SetValue(name=name, text=text):
                parameter = parameter_named(parse_parameters(tab.pane.source.source()), name)
                tab.pane.set_value(name, parse_value(parameter, text))
            case Ask():
                tab.predictions.invite()
            case RunIt():
                tab.run()
                self._waiting = tab.session.busy
            case GoTo(moment=moment):
                if moment not in NAMES or not tab.go_to_named(moment):
                    self.failed.emit(self.tr("This recording has no such moment."))
            case MarkLines(variant=variant, first=first, last=last):
                self._choose(variant)
                tab.point_at((first, last))
            case Reveal():
                if not tab.predictions.reveal():
                    self.failed.emit(self.tr("Run the program first: the recording has the answer."))
            case ShowMonitor():
                self.monitor_requested.emit()
            case _:
                assert_never(action)

    def _choose(self, variant: str) -> None:
        tab = self._tab
        chosen = next((each for each in tab.programs() if each.id == variant), None)
        if chosen is None:
            self.failed.emit(self.tr("There is no variant {0} here.").format(variant))
        elif why := chosen.unavailable():
            self.failed.emit(why)
        elif tab.program.id != variant:
            tab.choose_program(variant)

    # runs ---------------------------------------------------------------------------------------------------
    def _diagnosed(self, diagnoses: Sequence[object]) -> None:
        if diagnoses and self._waiting and self._to_do:
            self._tab.stop()  # it will never end, and the rest of the step is about its recording

    def _ended(self, _: object = None) -> None:
        if self._going_back is not None:
            self._go_back(self._going_back)
        elif self._waiting:
            self._waiting = False
            self._go_on()

    def _go_back(self, view: TabView) -> None:
        """Show the view again; where a run has to end or a recording to be read first, go on after that."""
        tab = self._tab
        self._to_do.clear()
        self._waiting = False
        self._going_back = view
        if tab.session.busy:
            tab.stop()
            return
        restore_program(tab, view)
        if view.recording is None:
            tab.clear_run()
        elif tab.session.shown != view.recording and view.recording.is_dir() and not self._reopened:
            self._reopened = True
            tab.open_recording(view.recording)
            if tab.session.busy:
                return
        self._going_back = None
        self._reopened = False
        restore_look(tab, view)
        self.settled.emit()

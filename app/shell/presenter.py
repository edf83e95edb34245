"""Presents a demo: its lesson walked with a clicker, on the whole screen, with what helps to point at things."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from app.core.lesson import plain
from app.core.typing import override
from app.shell.notes_window import Notes, NotesWindow
from app.shell.remote_dialog import RemoteDialog
from app.shell.remote_keys import RemoteKeys, Wish
from app.shell.stage_dress import StageDress
from widgets.overlay import Curtain, Lens, Spotlight
from widgets.screen_canvas import ScreenCanvas
from widgets.word_card import KeySheet, Whisper

if TYPE_CHECKING:
    from app.shell.demo_tab import DemoTab
    from app.shell.lesson_steps import LessonSteps
    from app.shell.settings import Settings
    from app.shell.window import Window

_PRESSED_BY = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OF_REMOTES = (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_F5)


class Presenter(QObject):
    """Walks the lesson of the tab that is shown, while it is on.

    Signals:
        changed(bool): presenting began or ended.
    """

    changed = Signal(bool)

    def __init__(self, window: Window, settings: Settings, current_tab: Callable[[], DemoTab | None]) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._current_tab = current_tab
        self._tab: DemoTab | None = None
        self._goal: int | None = None  # the step to reach, one after the other
        self._asked_twice = False
        self._dress = StageDress(window)
        self.on = False
        self.keys = RemoteKeys()
        self.curtain = Curtain(window)
        self.spotlight = Spotlight(window)
        self.lens = Lens(window, window.rail)
        self.whisper = Whisper(window)
        self.sheet: KeySheet | None = None
        self.notes: NotesWindow | None = None

    # beginning and ending -----------------------------------------------------------------------------------
    def toggle(self) -> None:
        """Begin to present what is shown, or end it."""
        if self.on:
            self.leave()
        else:
            self.begin()

    def begin(self) -> None:
        """Fill the screen with the tab that is shown, and listen to the presenter's keys."""
        if self.on:
            return
        self.on = True
        self._take_remote()
        self._dress.put_on()
        self.notes = NotesWindow(self._window)
        self.notes.show_on_other_screen()
        application().installEventFilter(self)
        self._window.rail.page_shown.connect(self._follow_tab)
        self._follow_tab()
        if (focused := application().focusWidget()) is not None:
            focused.clearFocus()
        self.whisper.say(self.tr("? shows the keys, Esc ends presenting"))
        self.changed.emit(True)

    def leave(self) -> None:
        """Be the usual window again; the demo stays as it is."""
        if not self.on:
            return
        self.on = False
        application().removeEventFilter(self)
        self._window.rail.page_shown.disconnect(self._follow_tab)
        self._let_go()
        self._put_all_away()
        if self.notes is not None:
            self.notes.close()
            self.notes.deleteLater()
            self.notes = None
        self._dress.take_off()
        self.changed.emit(False)

    def _put_all_away(self) -> None:
        for overlay in (self.curtain, self.spotlight, self.lens):
            overlay.set_shown(False)
        self._show_keys(False)
        self.whisper.say("")

    def teach(self) -> None:
        """Ask for buttons of a remote and what they mean."""
        dialog = RemoteDialog(self._settings, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._take_remote)
        dialog.open()

    def _take_remote(self) -> None:
        self.keys = RemoteKeys({key: Wish(name) for key, name in self._settings.remote.items()})

    # the tab that is shown ----------------------------------------------------------------------------------
    def _follow_tab(self) -> None:
        tab = self._current_tab()
        if tab is self._tab:
            return
        self._let_go()
        self._tab = tab
        if tab is not None:
            tab.guide.take_over(self.next, self.back)
            tab.guide.steps.moved.connect(self._moved)
            tab.guide.steps.settled.connect(self._settled)
            tab.guide.said.connect(self.whisper.say)
            tab.guide.card.setVisible(tab.guide.steps.lesson is not None)
        self._tell_notes()

    def _let_go(self) -> None:
        tab, self._tab, self._goal = self._tab, None, None
        if tab is not None:
            tab.guide.take_over(None, None)
            tab.guide.steps.moved.disconnect(self._moved)
            tab.guide.steps.settled.disconnect(self._settled)
            tab.guide.said.disconnect(self.whisper.say)
            tab.follow_settings()

    def _steps(self) -> LessonSteps | None:
        """Those of the tab's lesson; None, with a word about it, where there is none."""
        steps = self._tab.guide.steps if self._tab is not None else None
        if steps is None or not steps.count:
            self.whisper.say(self.tr("There is no lesson on this page."))
            return None
        return steps

    def _moved(self, position: int) -> None:
        self._asked_twice = False
        self._tell_notes()

    def _settled(self) -> None:
        if self._tab is None:
            return
        focused = application().focusWidget()
        if focused is not None and isinstance(focused, QAbstractButton):
            focused.clearFocus()  # a question that was asked mustn't keep the next key
        steps = self._tab.guide.steps
        if self._goal is not None and steps.position < self._goal and not steps.busy:
            steps.next()
            steps.perform()
        elif self._goal is not None and steps.position >= self._goal:
            self._goal = None

    # steps --------------------------------------------------------------------------------------------------
    def next(self) -> None:
        """Do the next step; what still runs is stopped when asked a second time, as is the way to the next demo."""
        steps = self._steps()
        if steps is None or self._tab is None:
            return
        if steps.busy:
            self._hurry(steps)
        elif steps.position < steps.count:
            self.whisper.say("")
            steps.next()
            steps.perform()
        elif self._asked_twice:
            self._asked_twice = False
            self._tab.guide.next_demo_requested.emit()
        else:
            self._asked_twice = True
            self.whisper.say(self.tr("That was the last step. Once more: the next demo."))

    def _hurry(self, steps: LessonSteps) -> None:
        if self._asked_twice and self._tab is not None and self._tab.session.busy:
            self._asked_twice = False
            self.whisper.say("")
            self._goal = steps.position + 1 if steps.position < steps.count else None
            self._tab.stop()
        else:
            self._asked_twice = True
            self.whisper.say(self.tr("This step is still going on. Once more: stop it and go on."))

    def back(self) -> None:
        """Undo the step that one is at."""
        self.go_to(-1, relative=True)

    def go_to(self, position: int, relative: bool = False) -> None:
        """Have done the steps up to this one and none after it: undo some, or do some in turn."""
        steps = self._steps()
        if steps is None:
            return
        self._goal = None
        self._asked_twice = False
        self.whisper.say("")
        goal = min(max(steps.position + position if relative else position, 0), steps.count)
        if goal < steps.position:
            steps.back_to(goal)
        elif goal > steps.position:
            self._goal = goal
            if not steps.busy:
                self._settled()

    # keys ---------------------------------------------------------------------------------------------------
    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Close and watched is self._window:
            self.leave()  # or the next start would be without menus
            return False
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget) or not self._is_mine(watched):
            return False
        plain_key = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if not plain_key or self._stays(event.key()):
            return False
        if kind == QEvent.Type.ShortcutOverride:  # ours before the menu's
            if event.key() in (Qt.Key.Key_F5, Qt.Key.Key_F11):
                event.accept()
                return True
            return False
        return self._press(event.key(), event.isAutoRepeat())

    def _is_mine(self, watched: QWidget) -> bool:
        if application().activePopupWidget() is not None or application().activeModalWidget() is not None:
            return False
        return watched.window() in (self._window, self.notes)

    def _stays(self, key: int) -> bool:
        """Whether the widget with the keyboard keeps this key: typing stays typing."""
        focused = application().focusWidget()
        if key == Qt.Key.Key_Escape or key == Qt.Key.Key_F11:
            return False
        if isinstance(focused, ScreenCanvas):
            return key not in _OF_REMOTES
        if is_typed_into(focused):
            return key != Qt.Key.Key_F5
        return (
            isinstance(focused, (QAbstractButton, QComboBox)) and key in _PRESSED_BY and not self.keys.typed
        )

    def _press(self, key: int, again: bool) -> bool:
        wish = self.keys.wish(key)
        if again and wish is not None:
            return True  # a key that is held down is one wish
        if wish is None:
            typed = self.keys.typed
            if typed:
                self.whisper.say(self.tr("Step {0}: Enter goes there").format(typed))
            return bool(typed)
        if isinstance(wish, int):
            self.go_to(wish)
        else:
            self._do(wish)
        return True

    def _do(self, wish: Wish) -> None:
        match wish:
            case Wish.NEXT:
                self.next()
            case Wish.BACK:
                self.back()
            case Wish.FIRST:
                self.go_to(0)
            case Wish.LAST:
                steps = self._steps()
                self.go_to(steps.count if steps is not None else 0)
            case Wish.LEAVE:
                self._leave_level()
            case Wish.TOGGLE:
                self.leave()
            case Wish.BLACK:
                self.curtain.draw("#000000")
            case Wish.WHITE:
                self.curtain.draw("#ffffff")
            case Wish.FULL_SCREEN:
                self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)
            case Wish.KEYS:
                self._show_keys(self.sheet is None)
            case Wish.SPOTLIGHT:
                self.spotlight.set_shown(not self.spotlight.isVisible())
            case Wish.MAGNIFIER:
                self.lens.set_shown(not self.lens.isVisible())
            case _:
                assert_never(wish)

    def _leave_level(self) -> None:
        """Esc: the topmost thing goes; presenting ends when there is nothing else."""
        focused = application().focusWidget()
        shown = [each for each in (self.curtain, self.lens, self.spotlight) if each.isVisible()]
        palette = self._window.command_palette
        if palette is not None and palette.isVisible():
            palette.leave()
        elif self.keys.forget_typed() or self._asked_twice:
            self._asked_twice = False
            self.whisper.say("")
        elif self.sheet is not None:
            self._show_keys(False)
        elif shown:
            shown[0].set_shown(False)
        elif focused is not None and (is_typed_into(focused) or isinstance(focused, ScreenCanvas)):
            focused.clearFocus()
        else:
            self.leave()

    def _show_keys(self, shown: bool) -> None:
        if self.sheet is not None:
            self.sheet.hide()
            self.sheet.deleteLater()
            self.sheet = None
        if shown:
            self.whisper.say("")
            self.sheet = KeySheet(self._window, self.tr("Keys while presenting"), self.key_rows())
            self.sheet.set_shown(True)

    def key_rows(self) -> list[tuple[str, str]]:
        """The keys while presenting, and what they do."""
        return [
            (self.tr("PageDown · Right · Space · N"), self.tr("next step")),
            (self.tr("PageUp · Left · P · Backspace"), self.tr("undo this step")),
            (self.tr("Home · End"), self.tr("before the first step · all steps")),
            (self.tr("3 Enter"), self.tr("go to step 3")),
            (self.tr("B or . · W or ,"), self.tr("black · white")),
            (self.tr("S · Z"), self.tr("spotlight · magnifier")),
            (self.tr("F11"), self.tr("full screen")),
            (self.tr("?"), self.tr("these keys")),
            (self.tr("Esc"), self.tr("one thing less; at last, end presenting")),
            (self.tr("F5"), self.tr("end presenting")),
        ]

    def speak(self) -> None:
        """Say what is open in the language that is spoken now."""
        if self.sheet is not None:
            self._show_keys(True)
        self._tell_notes()

    # notes --------------------------------------------------------------------------------------------------
    def _tell_notes(self) -> None:
        if self.notes is not None:
            self.notes.show_notes(self._what_to_say())

    def _what_to_say(self) -> Notes:
        steps = self._tab.guide.steps if self._tab is not None else None
        if steps is None or steps.lesson is None:
            return Notes(self.tr("There is no lesson on this page."))
        lesson, here = steps.lesson, steps.position
        then = lesson.steps[here] if here < steps.count else None
        now = lesson.steps[here - 1] if here else None
        return Notes(
            now.title if now is not None else lesson.title,
            plain(now.text if now is not None else lesson.introduction),
            then.title if then is not None else self.tr("the next demo"),
            plain(then.text) if then is not None else "",
            self.tr("Step {0} of {1}").format(here, steps.count),
        )


def is_typed_into(widget: QWidget | None) -> bool:
    """Whether keys pressed there become text."""
    match widget:
        case QLineEdit() | QPlainTextEdit() | QTextEdit():
            return not widget.isReadOnly()
        case QAbstractSpinBox():
            return True
        case QComboBox():
            return widget.isEditable()
        case _:
            return False


def application() -> QApplication:
    """The one that runs."""
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    return found

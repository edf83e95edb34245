"""Shows the windows of a Qt program in the lab's panel and lets mouse and keys in.

One object in the thread of the windows looks every 8 ms whether something was painted: that costs the program no
paint event, and goes on in dialogs, nested loops and `processEvents`.
"""

from __future__ import annotations

import os
import sys

from . import screen, screen_layout, stand_in
from .qt_desktop import STRIP, Desktop, Frame
from .qt_input import Hands

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any

_LOOK_MS = 8
_LOOKS_PER_CHECK = 60  # between two looks for windows that aren't made of widgets
_CLOSE_WIDTH = 24
_NOT_SUPPORTED = "This plugin does not support "

_watcher: Any = None


def patch_widgets(widgets: Any) -> None:
    """Watch the windows of a program when it makes its QApplication, if the lab shows them."""
    if not screen.wanted():
        return
    stock = widgets.QApplication.__init__

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        stock(self, *args, **kwargs)
        _watch(widgets)

    stand_in.replace_bound(widgets.QApplication, "__init__", __init__)


def _watch(widgets: Any) -> None:
    global _watcher
    if _watcher is not None:
        return
    core, gui = sys.modules["PySide6.QtCore"], sys.modules["PySide6.QtGui"]
    core.qInstallMessageHandler(_tell_message(core))
    keeper = Keeper(core, gui, widgets)
    wake = core.QEvent.Type(core.QEvent.registerEventType())

    class Watcher(core.QObject):  # type: ignore[name-defined, misc]
        """Looks now and then; what a person did is given from an event, for a dialog may open in it."""

        def timerEvent(self, event: object) -> None:
            if keeper.look():
                core.QCoreApplication.postEvent(self, core.QEvent(wake))

        def event(self, event: Any) -> bool:
            if event.type() == wake:
                keeper.give()
                return True
            return bool(super().event(event))

    _watcher = Watcher()
    _watcher.startTimer(_LOOK_MS, core.Qt.TimerType.PreciseTimer)


def _tell_message(core: Any) -> Any:
    """Qt's own way of telling things, but for what its platform without a display can't do."""

    def tell(kind: Any, context: Any, message: str) -> None:
        if not message.startswith(_NOT_SUPPORTED):
            os.write(2, f"{core.qFormatLogMessage(kind, context, message)}\n".encode("utf-8", "replace"))

    return tell


class Keeper:
    """Keeps the panel's picture like the windows, and the windows like the panel's inputs."""

    def __init__(self, core: Any, gui: Any, widgets: Any) -> None:
        self._core, self._gui, self._widgets = core, gui, widgets
        self._desktop = Desktop(core, gui, widgets)
        self._hands = Hands(core, gui)
        self._shown: object = None
        self._looks = 0
        self._flags = 0
        self._grabber = 0  # the window in which a button went down
        self._under = 0  # the window that the pointer is in
        self._dragged = 0, 0, 0  # window, and where in it, while its strip is dragged
        self._active = 0
        self._last_ms = 0

    # out ----------------------------------------------------------------------------------------------------
    def look(self) -> bool:
        """Show what has been painted; whether there is input."""
        frames = self._desktop.frames()
        self._looks += 1
        if self._looks % _LOOKS_PER_CHECK == 1:
            self._flags = self._desktop.flags(frames)
        mine = screen.opened() if frames or self._flags else screen.current()
        if mine is None:
            return False
        mine.serve()
        self._keep_active(frames)
        facts = [frame.facts for frame in frames], self._flags, self._cursor(frames)
        if facts != self._shown and self._show(mine, frames):
            self._shown = facts
        return mine.has_input()

    def _show(self, mine: screen.Screen, frames: list[Frame]) -> bool:
        if not frames:
            mine.say("", self._flags or screen_layout.CLOSED)
            return True
        _, _, width, height = self._desktop.bounds(frames)
        room = mine.room(width, height)
        if room is None:
            mine.say(self._desktop.title(frames), self._flags | screen_layout.TOO_LARGE)
            return True
        self._desktop.paint(frames, room, width, height)
        mine.publish(width, height, self._desktop.title(frames), self._flags, self._cursor(frames))
        return True

    def _cursor(self, frames: list[Frame]) -> int:
        under = next((frame for frame in frames if frame.id == self._under), None)
        return int(under.handle.cursor().shape().value) if under is not None else 0

    def _keep_active(self, frames: list[Frame]) -> None:
        """The window that the program made the active one is on top; if that went, the highest is it."""
        plain = [frame for frame in frames if not frame.bare]
        active = self._widgets.QApplication.activeWindow()
        if active is None:
            if plain and self._widgets.QApplication.activePopupWidget() is None:
                plain[-1].handle.requestActivate()
            return
        handle = active.windowHandle()
        number = int(handle.winId()) if handle is not None else 0
        if number != self._active:
            self._active = number
            self._desktop.lift(number)

    # in -----------------------------------------------------------------------------------------------------
    def give(self) -> None:
        """Give the program all that has come, in order; a dialog that opens meanwhile gets the rest."""
        mine = screen.current()
        while mine is not None and (given := mine.take()) is not None:
            self._give(given)

    def _give(self, given: screen.Input) -> None:
        a, b = given.numbers[:2]
        kind = given.kind
        if kind in (screen_layout.MOVE, screen_layout.PRESS, screen_layout.RELEASE, screen_layout.WHEEL):
            self._point(given)
        elif kind in (screen_layout.KEY_DOWN, screen_layout.KEY_UP):
            window = self._gui.QGuiApplication.focusWindow() or self._highest()
            if window is not None:
                down = kind == screen_layout.KEY_DOWN
                self._hands.key(down, window, a, given.modifiers, given.text, bool(b))
        elif kind == screen_layout.TEXT:
            self._hands.text(given.text)
        elif kind == screen_layout.LEAVE:
            self._leave(self._desktop.frames(), 0)
        elif kind in (screen_layout.CLOSE, screen_layout.RESIZE):
            for frame in self._desktop.frames():
                if self._desktop.is_main(frame):
                    if kind == screen_layout.CLOSE:
                        frame.handle.close()
                    elif a > 0 and b > 0:
                        frame.handle.resize(a, b)

    def _highest(self) -> Any:
        """Has the keys in the moment between the end of one window and the activation of another."""
        plain = [frame for frame in self._desktop.frames() if not frame.bare]
        return plain[-1].handle if plain else None

    def _point(self, given: screen.Input) -> None:
        x, y, buttons, button = given.numbers
        frames = self._desktop.frames()
        x, y = x + self._desktop.origin[0], y + self._desktop.origin[1]
        if self._drag(frames, given.kind, x, y):
            return
        frame, in_strip = self._desktop.under(frames, x, y)
        if self._grabber:
            frame = next((each for each in frames if each.id == self._grabber), None)
        elif in_strip and frame is not None:
            self._take_strip(given.kind, frame, x, y)
            return
        if given.kind == screen_layout.RELEASE and not buttons:
            self._grabber = 0
        if frame is None:
            if given.kind != screen_layout.PRESS or not frames:
                return
            frame = frames[-1]  # a press beside everything closes a popup
        self._leave(frames, frame.id)
        at = x - frame.x, y - frame.y
        if given.kind == screen_layout.WHEEL:
            self._hands.wheel(frame.handle, at, (x, y), buttons, button, given.modifiers)
            return
        if given.kind == screen_layout.PRESS:
            self._grabber = frame.id
            self._press(frame, x, y)
            # Where the pointer is has to be told before: the lab may leave moves out.
            self._mouse(given, screen_layout.MOVE, frame, x, y, buttons & ~button, 0)
        self._mouse(given, given.kind, frame, x, y, buttons, button)

    def _mouse(
        self, given: screen.Input, kind: int, frame: Frame, x: int, y: int, buttons: int, button: int
    ) -> None:
        # Two clicks are one double click by when they were made, not by when a frozen program takes them.
        self._last_ms = t_ms = max(given.t_ns // 1_000_000, self._last_ms + 1)
        at = x - frame.x, y - frame.y
        self._hands.mouse(kind, frame.handle, at, (x, y), buttons, button, given.modifiers, t_ms)

    def _press(self, frame: Frame, x: int, y: int) -> None:
        """What a window manager does when a button goes down in a window."""
        self._gui.QCursor.setPos(x, y)
        if not frame.bare and self._widgets.QApplication.activeModalWidget() is None:
            self._desktop.lift(frame.id)
            if not frame.widget.isActiveWindow():
                frame.handle.requestActivate()

    def _leave(self, frames: list[Frame], entered: int) -> None:
        """Tell the window that the pointer was in that it isn't there any more."""
        if self._under and self._under != entered:
            left = next((frame for frame in frames if frame.id == self._under), None)
            if left is not None:
                self._hands.leave(left.handle)
        self._under = entered

    def _take_strip(self, kind: int, frame: Frame, x: int, y: int) -> None:
        if kind != screen_layout.PRESS:
            return
        if x >= frame.x + frame.width - _CLOSE_WIDTH:
            frame.handle.close()
        else:
            self._desktop.lift(frame.id)
            self._dragged = frame.id, x - frame.x, y - frame.y

    def _drag(self, frames: list[Frame], kind: int, x: int, y: int) -> bool:
        """Move a window by its strip; whether one is being moved."""
        number, dx, dy = self._dragged
        frame = next((each for each in frames if each.id == number), None)
        if frame is None:
            self._dragged = 0, 0, 0
            return False
        left, top, width, height = self._desktop.bounds(frames)
        frame.handle.setPosition(
            min(max(x - dx, left), left + width - frame.width),
            min(max(y - dy, top + STRIP), top + height - frame.height),
        )
        if kind == screen_layout.RELEASE:
            self._dragged = 0, 0, 0
        return True

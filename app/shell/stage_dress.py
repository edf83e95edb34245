"""How the window looks while somebody presents: the whole screen, without menus, rail and status bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from app.shell.window import Window


class StageDress:
    """Puts it on and takes it off; afterwards the window is as it was."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._state = Qt.WindowState.WindowNoState
        self._hidden: list[QWidget] = []

    def put_on(self) -> None:
        """Only the page is left."""
        window = self._window
        self._state = window.windowState()
        frame = (window.menuBar(), window.rail.column, window.statusBar())
        self._hidden = [each for each in frame if not each.isHidden()]
        for each in self._hidden:
            each.hide()
        window.setWindowState(self._state | Qt.WindowState.WindowFullScreen)

    def take_off(self) -> None:
        """The window as it was."""
        for each in self._hidden:
            each.show()
        self._hidden = []
        self._window.setWindowState(self._state)

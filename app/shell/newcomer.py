"""Brings the window forward when the lab is started once more, and shows what that start was to show."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot

from app.core.places import lab_home
from app.shell.contents import Contents
from app.shell.doorbell import Doorbell
from app.shell.knock import door
from app.shell.window import Window


def lab_icon() -> Path:
    """The picture of the lab, for task bars."""
    return Path(__file__).resolve().parents[2] / "resources" / "icons" / "concurrency_lab.png"


class Newcomer(QObject):
    """Acts for a second start in the window of the first; `bell` is opened and closed by who makes this."""

    def __init__(self, window: Window, contents: Contents) -> None:
        super().__init__(window)
        self._window = window
        self._contents = contents
        self.bell = Doorbell(door(lab_home()), self)
        self.bell.rung.connect(self._come)

    @Slot(object, object)
    def _come(self, demo: str | None, program: Path | None) -> None:
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        if program is not None:
            self._contents.open_path(program)
        elif demo in window.rail.page_keys():
            window.rail.show_page(demo)

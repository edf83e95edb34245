"""Opens files of the user's and recordings: the one in a tab of its own, the other in the tab that it belongs to."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.core.errors import LabError
from app.core.salvage import recording_of, salvaged
from app.shell.demo_shelf import DemoShelf
from app.shell.demo_tab import DemoTab
from app.shell.settings import Settings
from app.shell.subject import Subject, file_subject
from app.shell.window import Window
from widgets.spoken import reason

_FILE = "file"
_STARTER = """from threading import Thread
from time import sleep

THREADS = 3  # 1..20, {many}


def work(number):
    sleep(0.1 * number)
    print("{thread}", number, "{done}")


for number in range(1, THREADS + 1):
    Thread(target=work, args=(number,)).start()
"""


class Opening(QObject):
    """Finds the tab for a path, or has one built."""

    def __init__(
        self,
        window: Window,
        settings: Settings,
        shelf: DemoShelf,
        build: Callable[[Subject], DemoTab],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._settings = settings
        self._shelf = shelf
        self._build = build

    def begin_small(self, folder: Path) -> None:
        """Open a small program to begin with, which is put into a folder if it isn't there."""
        path = folder / "first.py"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                path.write_text(self._starter(), encoding="utf-8")
        except OSError as error:
            self._window.show_status(self.tr("{0} can't be written: {1}.").format(path, reason(error)))
            return
        self.open_path(path)

    def _starter(self) -> str:
        words = {"many": self.tr("how many"), "thread": self.tr("thread"), "done": self.tr("is done")}
        text = _STARTER
        for name, word in words.items():
            text = text.replace(f"{{{name}}}", word)
        return text

    def open_path(self, path: Path) -> None:
        """Open a Python file in a tab of its own, or a recording's folder in the tab that it belongs to."""
        path = path.absolute()
        if (folder := recording_of(path)) is not None:
            self._open_recording(folder)
        elif not path.exists():
            self._window.show_status(self.tr("There is no file {0}.").format(path))
        else:
            self.open_program(path)

    def open_program(self, path: Path) -> QWidget:
        """Open a Python file in a tab of its own, and show that; one that is gone, for the sake of its recording."""
        rail = self._window.rail
        key = f"{_FILE} {path}"
        if not rail.has(key):
            gone = self.tr("The program of this recording, {0}, is gone.")
            here = self.tr("Runs in its folder, {0}")
            question = here.format(path.parent) if path.is_file() else gone.format(path)
            if not any(each.startswith(_FILE) for each in rail.page_keys()):
                rail.add_heading(self.tr("Opened"))
            rail.add_page(key, path.name, lambda: self._build(file_subject(path, question)))
        if path.is_file():
            self._settings.opened(str(path))
        return rail.show_page(key)

    def _open_recording(self, directory: Path) -> None:
        try:
            manifest, _ = salvaged(directory)
        except LabError as error:
            self._window.show_status(str(error))
            return
        program = Path(manifest.program)
        target = manifest.target or f"{program.parent.name}.{program.stem}"  # as demos lie in their folders
        demo_id, _, variant_id = target.partition(".")
        if self._shelf.has(target):
            tab = self._window.rail.show_page(demo_id)
        else:
            tab = self.open_program(program)
            variant_id = ""
        if isinstance(tab, DemoTab):
            tab.open_recording(directory, variant_id)

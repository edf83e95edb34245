"""Takes what a tab shows out of the lab: its recording in a form for others, a picture of its timeline."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from app.shell.demo_tab import DemoTab
from app.shell.exporter import Exporter
from app.shell.settings import Settings
from app.shell.timeline_pictures import TimelinePictures
from app.shell.window import Window


class Sharing(QObject):
    """Does what the window's buttons for that ask for, with the tab that is shown."""

    def __init__(
        self, window: Window, settings: Settings, current_tab: Callable[[], DemoTab | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._settings = settings
        self._current_tab = current_tab
        self._pictures = TimelinePictures(window)
        self._pictures.said.connect(window.show_status)
        window.picture_requested.connect(self._save_picture)
        self.exporter = Exporter(window, lambda: settings.language)
        self.exporter.said.connect(window.show_status)
        self.exporter.busy_changed.connect(self.offer)
        window.export_requested.connect(self._export)

    def offer(self) -> None:
        """Let the window offer what can be done with the page that is shown."""
        tab = self._current_tab()
        shown = tab is not None and tab.session.recording is not None
        self._window.offer_export(shown, self.exporter.busy)

    def _export(self) -> None:
        tab = self._current_tab()
        recording = tab.session.recording if tab is not None else None
        if self.exporter.busy:
            self.exporter.give_up()
        elif recording is not None:
            manifest, directory, _ = recording
            self.exporter.ask(directory, Path(manifest.program).stem, self._settings.launcher)

    def _save_picture(self) -> None:
        tab = self._current_tab()
        if tab is None:
            self._window.show_status(self.tr("There is no timeline on this page."))
        else:
            self._pictures.ask(tab.timeline, tab.program.path.stem)

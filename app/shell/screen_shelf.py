"""Shows the windows of a running program side by side, as soon as it opens any."""

from dataclasses import dataclass
from pathlib import Path

import psutil
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.core.errors import RecordingError
from app.core.screen import Given, ScreenReader, remove_screens, screen_files
from app.shell.spacing import follow_font
from widgets.screen_panel import ScreenPanel
from widgets.theme import GAP, scaled

_FRAME_MS = 16
_FRAMES_PER_SEARCH = 6
_SILENCE_NS = 300_000_000  # before it is asked whether the process is there at all


@dataclass
class _Screen:
    """One process' windows."""

    reader: ScreenReader
    panel: ScreenPanel


class ScreenShelf(QWidget):
    """A panel for each process of the run that has windows; hidden without any.

    Signals:
        appeared(): the first panel of a run is there.
        emptied(): there is none any more.
    """

    appeared = Signal()
    emptied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._directory: Path | None = None
        self._screens: list[_Screen] = []
        self._known: set[str] = set()
        self._frames = 0
        self.panels: list[ScreenPanel] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self._look)
        follow_font(self, lambda: self._row.setSpacing(scaled(GAP, self)))
        self.hide()

    def follow(self, directory: Path) -> None:
        """Show the windows of the run that is recorded there; those of the run before go."""
        self.clear()
        self._directory = directory
        self._timer.start()

    def clear(self) -> None:
        """Show nothing."""
        self.end()
        for panel in self.panels:
            self._row.removeWidget(panel)
            panel.hide()
            panel.deleteLater()
        self.panels = []
        self.hide()
        self.emptied.emit()

    def end(self) -> None:
        """The run is over: the last pictures stay, the files go."""
        self._timer.stop()
        if self._directory is None:
            return
        self._search()
        for screen in self._screens:
            self._show(screen)
            screen.panel.set_ended()
            screen.reader.close()
        self._screens = []
        self._known = set()
        remove_screens(self._directory)
        self._directory = None

    # each frame ---------------------------------------------------------------------------------------------
    def _look(self) -> None:
        self._frames += 1
        if self._frames % _FRAMES_PER_SEARCH == 0:
            self._search()
        for screen in list(self._screens):
            screen.reader.flush()
            self._show(screen)
            silent = screen.reader.silent_ns()
            if (
                silent > _SILENCE_NS
                and self._frames % _FRAMES_PER_SEARCH == 0
                and not _lives(screen.reader.pid)
            ):
                screen.panel.set_ended()
                screen.reader.close()
                self._screens.remove(screen)
            else:
                screen.panel.set_silence(silent / 1e9, screen.reader.waiting_clicks())

    def _show(self, screen: _Screen) -> None:
        picture = screen.reader.newest()
        if picture is not None:
            screen.panel.show_picture(picture)

    def _search(self) -> None:
        if self._directory is None:
            return
        for path in screen_files(self._directory):
            if path.name in self._known:
                continue
            try:
                reader = ScreenReader(path)
            except RecordingError:
                continue  # it is just being made
            if reader.newest_number() == 0:
                reader.close()
                continue  # nothing to be seen yet
            self._known.add(path.name)
            self._add(reader)

    def _add(self, reader: ScreenReader) -> None:
        panel = ScreenPanel()
        screen = _Screen(reader, panel)
        self._screens.append(screen)
        self.panels.append(panel)
        panel.given.connect(lambda given: self._give(screen, given))
        self._show(screen)
        self._row.addWidget(panel, 1)
        self.show()
        if len(self.panels) == 1:
            self.appeared.emit()

    def _give(self, screen: _Screen, given: Given) -> None:
        if screen in self._screens:
            screen.reader.give(given)


def _lives(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False

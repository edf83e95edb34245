"""Where the monitor appears: its page in the rail, and the dock that stays beside any demo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.shell.monitor_dock import MonitorDock
from app.shell.settings import Settings
from app.shell.window import Window
from widgets.theme import PAD

if TYPE_CHECKING:  # the curves' library takes longer to load than all the rest
    from app.shell.monitor import MonitorFeed, Runs


class MachinePages(QObject):
    """Builds page and dock when they are first wanted.

    Signals:
        said(str): a sentence for the status bar.
    """

    said = Signal(str)

    def __init__(self, window: Window, settings: Settings, runs: Runs) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._runs = runs
        self._feed: MonitorFeed | None = None
        self._dock: MonitorDock | None = None
        window.monitor_toggled.connect(self._toggle)

    def restore(self) -> None:
        """Let the dock stand where it stood when the lab was left."""
        if self._settings.monitor:
            self._window.monitor.setChecked(True)
            self._toggle(True)

    def page(self) -> QWidget:
        """The page for the rail."""
        from app.shell.monitor import MonitorPage

        return MonitorPage(self._the_feed().pane())

    def close(self) -> None:
        """End looking at the machine: no thread is left."""
        if self._feed is not None:
            self._feed.close()

    def _the_feed(self) -> MonitorFeed:
        if self._feed is None:
            from app.shell.monitor import MonitorFeed

            self._feed = MonitorFeed(self._runs, self._window.heartbeat.p99_ms, self)
            self._feed.said.connect(self.said)
        return self._feed

    def _toggle(self, show: bool) -> None:
        self._settings.monitor = show
        if self._dock is None and show:
            self._dock = MonitorDock(self._the_feed().pane(margin=PAD), self._window)
            self._dock.dismissed.connect(self._dismissed)
        if self._dock is None:
            return
        if show:
            self._dock.fit()
        self._dock.setVisible(show)

    def _dismissed(self) -> None:
        self._settings.monitor = False
        self._window.monitor.setChecked(False)

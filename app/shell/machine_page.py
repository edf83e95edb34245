"""Where the monitor appears: its page in the rail, and the dock that stays beside any demo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDockWidget, QWidget

from app.core.typing import override
from app.shell.settings import Settings
from app.shell.window import Window
from widgets.theme import GAP, scaled

if TYPE_CHECKING:  # the curves' library takes longer to load than all the rest
    from app.shell.monitor import MonitorFeed, Runs

_DOCK_WIDTH = 400  # pixels at the base size


class MonitorDock(QDockWidget):
    """Beside the tabs.

    Signals:
        dismissed(): the user closed it by its own button.
    """

    dismissed = Signal()

    def __init__(self, pane: QWidget, window: Window) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("Monitor"))
        self.setObjectName("monitor")
        self.setAllowedAreas(Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea)
        self.setWidget(pane)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed counts as switched off in the menu."""
        super().closeEvent(event)
        self.dismissed.emit()


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
            pane = self._the_feed().pane()
            pane.set_margin(GAP)
            self._dock = MonitorDock(pane, self._window)
            self._dock.dismissed.connect(self._dismissed)
            self._window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self._dock)
            self._window.resizeDocks([self._dock], [scaled(_DOCK_WIDTH)], Qt.Orientation.Horizontal)
        if self._dock is not None:
            self._dock.setVisible(show)

    def _dismissed(self) -> None:
        self._settings.monitor = False
        self._window.monitor.setChecked(False)

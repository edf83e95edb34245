"""Theme and size of everything, switched while the window is open."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from app.shell.settings import LEAST_ZOOM, MOST_ZOOM, Settings
from widgets.palette import DARK, LIGHT, Palette
from widgets.theme import BASE_POINTS, apply_theme

_STEPS = (75, 90, 100, 110, 125, 150, 175, 200, 250, 300)
_PROJECTOR_ZOOM = 175


class Looks(QObject):
    """Applies what the settings say.

    Signals:
        changed(): palette or size are others now.
    """

    changed = Signal()

    def __init__(self, app: QApplication, settings: Settings, projector: bool = False) -> None:
        super().__init__(app)
        self._app = app
        self._settings = settings
        self._zoom = max(settings.zoom, _PROJECTOR_ZOOM) if projector else settings.zoom
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def zoom(self) -> int:
        """Size of everything in percent."""
        return self._zoom

    @property
    def palette(self) -> Palette:
        """The colours that the settings ask for."""
        if self._settings.theme == "system":
            dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        else:
            dark = self._settings.theme == "dark"
        return DARK if dark else LIGHT

    def apply(self) -> None:
        """Dress the application."""
        apply_theme(self._app, self.palette, BASE_POINTS * self._zoom / 100)
        self.changed.emit()

    def set_theme(self, theme: str) -> None:
        """light, dark or system."""
        self._settings.theme = theme
        self.apply()

    def set_zoom(self, percent: int) -> None:
        """Make everything this large."""
        self._zoom = min(max(percent, LEAST_ZOOM), MOST_ZOOM)
        self._settings.zoom = self._zoom
        self.apply()

    def step_zoom(self, by: int) -> None:
        """The next larger (1) or smaller (-1) size; 0: 100 %."""
        if not by:
            self.set_zoom(100)
        elif by > 0:
            self.set_zoom(next((step for step in _STEPS if step > self._zoom), MOST_ZOOM))
        else:
            self.set_zoom(next((step for step in reversed(_STEPS) if step < self._zoom), LEAST_ZOOM))

    def _system_changed(self) -> None:
        if self._settings.theme == "system":
            self.apply()

"""Theme and size of everything, switched while the window is open."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from app.shell.settings import LEAST_ZOOM, MOST_ZOOM, Settings
from widgets.palette import CONTRAST, PALETTES, PROJECTOR, Palette
from widgets.theme import BASE_POINTS, apply_theme

_STEPS = (75, 90, 100, 110, 125, 150, 175, 200, 250, 300)
_READABLE = 240, 1080  # percent, at this height in pixels: 24 points can be read from the back row
_LEAST_PROJECTED = 140
_CARET_MS = 1060  # the usual flashing of a caret, on and off
_MOVING = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)


class Looks(QObject):
    """Applies what the settings say.

    Signals:
        changed(): palette or size are others now.
        motion_changed(bool): nothing shall move by itself, or it may again.
    """

    changed = Signal()
    motion_changed = Signal(bool)

    def __init__(self, app: QApplication, settings: Settings, projector: bool = False) -> None:
        super().__init__(app)
        self._app = app
        self._settings = settings
        self._effects = [effect for effect in _MOVING if app.isEffectEnabled(effect)]  # of the system
        self.projector = projector
        self._zoom = max(settings.zoom, self._readable()) if projector else settings.zoom
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        app.styleHints().accessibility().contrastPreferenceChanged.connect(self._system_changed)

    @property
    def zoom(self) -> int:
        """Size of everything in percent."""
        return self._zoom

    @property
    def palette(self) -> Palette:
        """The colours that the settings, the system or the projector ask for."""
        theme = self._settings.theme
        if theme == "system":
            hints = self._app.styleHints()
            if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
                return CONTRAST
            theme = "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"
        if self.projector and theme == "light":
            return PROJECTOR
        return next(palette for palette in PALETTES if palette.name == theme)

    def _readable(self) -> int:
        """The size in percent at which the back row can read on the screen there is."""
        percent, pixels = _READABLE
        height = self._app.primaryScreen().size().height()
        return min(max(percent * height // pixels, _LEAST_PROJECTED), MOST_ZOOM)

    def set_projector(self, on: bool) -> None:
        """Colours and size for a projector until it is switched off or the lab is closed."""
        self.projector = on
        self._zoom = max(self._settings.zoom, self._readable()) if on else self._settings.zoom
        self.apply()

    def set_still(self, still: bool) -> None:
        """Let nothing move or flash but what a program does."""
        self._settings.still = still
        self._follow_motion()

    def _follow_motion(self) -> None:
        still = self._settings.still
        self._app.setCursorFlashTime(0 if still else _CARET_MS)
        for effect in _MOVING:
            self._app.setEffectEnabled(effect, not still and effect in self._effects)
        self.motion_changed.emit(still)

    def apply(self) -> None:
        """Dress the application."""
        self._follow_motion()
        apply_theme(self._app, self.palette, BASE_POINTS * self._zoom / 100)
        self.changed.emit()

    def set_theme(self, theme: str) -> None:
        """One of THEMES."""
        self._settings.theme = theme
        self.apply()

    def set_zoom(self, percent: int) -> None:
        """Make everything this large."""
        self._zoom = min(max(percent, LEAST_ZOOM), MOST_ZOOM)
        if not self.projector:
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

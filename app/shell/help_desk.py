"""Opens the help and the about box where the window asks for them; neither is made before."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot

from app.shell.about_dialog import AboutDialog
from app.shell.help_window import KEYS, HelpWindow
from app.shell.key_words import keys_page
from app.shell.presenter import Presenter
from app.shell.python_finder import PythonFinder
from app.shell.settings import Settings
from app.shell.window import Window


class HelpDesk(QObject):
    """One help window and one about box at most."""

    def __init__(
        self, window: Window, settings: Settings, presenter: Presenter, finder: PythonFinder
    ) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self._presenter, self._finder = presenter, finder
        self.help: HelpWindow | None = None
        self.about: AboutDialog | None = None

    @Slot(str)
    def show_help(self, name: str = "") -> None:
        """Open the help at a page (none: at the keys)."""
        if self.help is None:
            self.help = HelpWindow(
                lambda: keys_page(self._window.menuBar(), self._presenter.key_rows()),
                lambda: self._settings.language,
                self._window,
            )
        self.help.show_page(name or KEYS)

    @Slot()
    def show_about(self) -> None:
        """Say what this is and what this machine can do."""
        if self.about is None:
            self.about = AboutDialog(self._finder, self._window)
            self.about.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.about.page_requested.connect(self.show_help)
            self.about.destroyed.connect(self._forget_about)
        self._finder.look()
        self.about.show()
        self.about.raise_()

    @Slot()
    def _forget_about(self) -> None:
        self.about = None

    @Slot()
    def speak(self) -> None:
        """Say what is open in the language that is spoken now."""
        if self.help is not None:
            self.help.speak()
        if self.about is not None:
            self.about.speak()

"""The menu in which the language is chosen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.core.spoken import languages

if TYPE_CHECKING:
    from app.core.spoken import Language
    from app.shell.settings import Settings
    from app.shell.speech import Speech


class LanguageMenu(QMenu):
    """The system's language, or one by the name that it gives itself."""

    def __init__(self, speech: Speech, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Lan&guage"))
        choices: dict[str, tuple[str, Language | None]] = {
            "system": (self.tr("Like the syste&m"), None),
            **{each: (_own_name(each), each) for each in languages()},
        }
        group = QActionGroup(self)
        for name, (words, language) in choices.items():
            action = self.addAction(words)
            action.setCheckable(True)
            action.setChecked(settings.chosen_language == name)
            action.triggered.connect(partial(speech.choose, language))
            group.addAction(action)


def _own_name(language: Language) -> str:
    name = {"en": "English", "zh_CN": "中文"}.get(language)
    return name or QLocale(language).nativeLanguageName() or language

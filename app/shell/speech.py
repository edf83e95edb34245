"""The language of everything in the window, switched while it is open."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from app.core.spoken import ENGLISH, FOLDER
from app.core.typing import override
from widgets.spoken import SENTENCES

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from app.core.languages import Language
    from app.core.phrases import Phrases
    from app.shell.settings import Settings

# What Qt's file dialog says and Qt's own translations lack.
QT_TRANSLATE_NOOP("QFileDialog", "&Look in:")
QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:")
QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Folder")


class SentenceTranslator(QTranslator):
    """Puts sentences of `app.core` into a language: Qt asks for them in the context "core"."""

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._phrases: Phrases | None = None  # read when the first sentence is said

    @override
    def isEmpty(self) -> bool:
        """There is always something: Qt doesn't ask an empty one."""
        return False

    @override
    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """The sentence; None: it is another context's."""
        if context != SENTENCES:
            return None
        if self._phrases is None:
            from app.core.phrases import Phrases, read_phrases  # late: English needs none

            self._phrases = Phrases(read_phrases(self._language))
        return self._phrases.say(sourceText)

    def said(self) -> Mapping[str, str]:
        """What was said lately -> the English of it."""
        return self._phrases.said() if self._phrases is not None else {}


class Speech(QObject):
    """Installs what the settings say: the lab's texts, Qt's own and the sentences of `app.core`.

    Signals:
        changed(str, str): the language before, and the one that is spoken now.
    """

    changed = Signal(str, str)

    def __init__(self, app: QApplication, settings: Settings) -> None:
        super().__init__(app)
        self._app = app
        self._settings = settings
        self._installed: list[QTranslator] = []
        self._spoken: Language = "en"
        self._sentences: SentenceTranslator | None = None
        self._said: Mapping[str, str] = {}

    @property
    def language(self) -> Language:
        """The one that is spoken now."""
        return self._spoken

    @property
    def said(self) -> Mapping[str, str]:
        """Sentences as they were said in the language before -> the English of them."""
        return self._said

    def apply(self) -> None:
        """Speak the language of the settings."""
        language = self._settings.language
        before, self._spoken = self._spoken, language
        if language == before:
            return
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._said = self._sentences.said() if self._sentences is not None else {}
        self._installed = self._translators(language)
        for translator in self._installed:
            self._app.installTranslator(translator)
        QLocale.setDefault(QLocale(language))
        self.changed.emit(before, language)

    def choose(self, language: Language | None) -> None:
        """Speak this one from now on; None: the system's."""
        self._settings.choose_language(language)
        self.apply()

    def _translators(self, language: Language) -> list[QTranslator]:
        """Those that are asked last come first."""
        self._sentences = SentenceTranslator(language, self) if language != ENGLISH else None
        if self._sentences is None:
            return []
        loaded: list[QTranslator] = [self._sentences]
        qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        for file in (qt / f"qtbase_{language}.qm", FOLDER / f"lab.{language}.qm"):
            translator = QTranslator(self)
            if translator.load(str(file)):
                loaded.append(translator)
        return loaded

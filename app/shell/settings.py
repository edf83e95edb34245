"""What the window remembers between two starts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QLocale, QSettings

from app.core.places import lab_home, runs_folder
from app.core.spoken import ENGLISH, language_of, languages

if TYPE_CHECKING:  # the window is painted without it
    from app.core.manifest import LauncherName
    from app.core.spoken import Language

THEMES = ("light", "dark", "contrast", "projector", "system")
TAUGHT_WISHES = ("next", "back", "black", "spotlight", "toggle")
LEAST_ZOOM, MOST_ZOOM = 75, 300
MOST_RECENT = 12
LEAST_RUNS_MB, MOST_RUNS_MB, USUAL_RUNS_MB = 64, 1 << 20, 2048


class Settings:
    """Typed access to one INI file in the lab's folder; what is damaged there counts as not set."""

    def __init__(self, path: str | None = None) -> None:
        self._spoken: Language | None = None  # for this start only
        self._store = QSettings(path or str(lab_home() / "settings.ini"), QSettings.Format.IniFormat)

    def _text(self, key: str, allowed: tuple[str, ...]) -> str:
        value = str(self._store.value(key, allowed[0]))
        return value if value in allowed else allowed[0]

    @property
    def theme(self) -> str:
        """One of THEMES."""
        return self._text("theme", THEMES)

    @theme.setter
    def theme(self, value: str) -> None:
        self._store.setValue("theme", value)

    @property
    def zoom(self) -> int:
        """Size of everything in percent."""
        try:
            zoom = int(str(self._store.value("zoom", 100)))
        except ValueError:
            return 100
        return min(max(zoom, LEAST_ZOOM), MOST_ZOOM)

    @zoom.setter
    def zoom(self, value: int) -> None:
        self._store.setValue("zoom", value)

    @property
    def runs_mb(self) -> int:
        """How much room recordings may take, in MB of 2^20 bytes."""
        try:
            most = int(str(self._store.value("runs/most_mb", USUAL_RUNS_MB)))
        except ValueError:
            return USUAL_RUNS_MB
        return min(max(most, LEAST_RUNS_MB), MOST_RUNS_MB)

    @runs_mb.setter
    def runs_mb(self, value: int) -> None:
        self._store.setValue("runs/most_mb", value)

    @property
    def runs_folder(self) -> Path:
        """Where recordings go: the folder that was chosen, else the lab's own."""
        chosen = str(self._store.value("runs/folder", ""))
        return Path(chosen) if chosen and Path(chosen).is_absolute() else runs_folder()

    @runs_folder.setter
    def runs_folder(self, value: Path) -> None:
        self._store.setValue("runs/folder", "" if value == runs_folder() else str(value))

    @property
    def monitor(self) -> bool:
        """Whether the monitor stands beside the demos."""
        return str(self._store.value("monitor", "false")) == "true"

    @monitor.setter
    def monitor(self, value: bool) -> None:
        self._store.setValue("monitor", "true" if value else "false")

    @property
    def launcher(self) -> LauncherName:
        """The launcher that was chosen last."""
        match self._text("launcher", ("task", "thread", "process")):
            case "thread":
                return "thread"
            case "process":
                return "process"
            case _:
                return "task"

    @launcher.setter
    def launcher(self, value: LauncherName) -> None:
        self._store.setValue("launcher", value)

    @property
    def language(self) -> Language:
        """The language of texts, programs and words."""
        if self._spoken is not None:
            return self._spoken
        chosen = self.chosen_language
        return language_of(QLocale.system().name()) or ENGLISH if chosen == "system" else chosen

    @language.setter
    def language(self, value: Language) -> None:
        self.choose_language(value)

    @property
    def chosen_language(self) -> str:
        """A language's name, or system where the system's is followed."""
        return self._spoken or self._text("language", (*languages(), "system"))

    def choose_language(self, value: Language | None) -> None:
        """Remember a language; None: the system's."""
        self._spoken = None
        self._store.setValue("language", value or "system")

    def speak(self, language: Language | None) -> None:
        """Use a language until the lab is closed, whatever is kept; None: the one that is kept."""
        self._spoken = language

    @property
    def predictions(self) -> bool:
        """Whether a question is asked before a run."""
        return self._text("predictions", ("yes", "no")) == "yes"

    @predictions.setter
    def predictions(self, value: bool) -> None:
        self._store.setValue("predictions", "yes" if value else "no")

    @property
    def lesson(self) -> bool:
        """Whether the lesson is shown above a demo."""
        return self._text("lesson", ("yes", "no")) == "yes"

    @lesson.setter
    def lesson(self, value: bool) -> None:
        self._store.setValue("lesson", "yes" if value else "no")

    @property
    def still(self) -> bool:
        """Whether nothing shall move or flash but what a program does."""
        return self._text("still", ("no", "yes")) == "yes"

    @still.setter
    def still(self, value: bool) -> None:
        self._store.setValue("still", "yes" if value else "no")

    @property
    def remote(self) -> dict[int, str]:
        """What buttons of a remote mean: the key that they send, and the name of a presenter's wish."""
        self._store.beginGroup("remote")
        kept = {key: str(self._store.value(key)) for key in self._store.childKeys()}
        self._store.endGroup()
        return {int(key): name for key, name in kept.items() if key.isdecimal() and name in TAUGHT_WISHES}

    @remote.setter
    def remote(self, taught: dict[int, str]) -> None:
        self._store.remove("remote")
        for key, name in taught.items():
            self._store.setValue(f"remote/{key}", name)

    @property
    def trusted(self) -> list[str]:
        """Files of the user's for which the word of warning has been read."""
        value = self._store.value("trusted", [])
        return [str(each) for each in value] if isinstance(value, list) else [str(value)]

    def trust(self, path: str) -> None:
        """Remember that the warning has been read for this file."""
        self._store.setValue("trusted", [*[each for each in self.trusted if each != path], path][-50:])

    @property
    def recent(self) -> list[str]:
        """Programs of the user's, the one that was opened last first."""
        value = self._store.value("recent", [])
        return [str(each) for each in value] if isinstance(value, list) else [str(value)]

    def opened(self, path: str) -> None:
        """Remember a program of the user's."""
        self._store.setValue("recent", [path, *[each for each in self.recent if each != path]][:MOST_RECENT])

    def state(self, name: str) -> QByteArray:
        """A geometry or the sizes of a splitter as Qt packs them; empty if never kept."""
        value = self._store.value(f"state/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep_state(self, name: str, state: QByteArray) -> None:
        """Remember a geometry or the sizes of a splitter."""
        self._store.setValue(f"state/{name}", state)

    def save(self) -> None:
        """Write what changed to the file."""
        self._store.sync()

"""The demos that are there, in the language that is spoken, and what they are found and called by."""

from collections.abc import Mapping
from pathlib import Path

from app.core.demo import Demo
from app.core.errors import LabError
from app.core.languages import in_language, words_of
from app.core.program import read_source
from app.discovery import BrokenDemo, FoundDemo, discover
from app.shell.settings import Settings


class DemoShelf:
    """Empty until it has looked; `broken` are those that don't load."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._demos: list[Demo] = []  # in English
        self._titles: dict[str, str] = {}  # by target, as the history calls them
        self.broken: list[BrokenDemo] = []

    def look(self, folder: Path | None = None) -> None:
        """Take in what lies in a folder, or in that of the lab."""
        found = discover(folder)
        self._demos = [each.demo for each in found if isinstance(each, FoundDemo)]
        self.broken = [each for each in found if isinstance(each, BrokenDemo)]
        self._titles = {
            f"{demo.id}.{variant.id}": f"{demo.title} · {variant.title}"
            for demo in self.demos()
            for variant in demo.variants
        }

    def demos(self) -> list[Demo]:
        """All, in the language that is spoken now."""
        return [in_language(each, self._settings.language) for each in self._demos]

    def demo(self, demo_id: str) -> Demo:
        """The one with this id; StopIteration where there is none."""
        return next(each for each in self.demos() if each.id == demo_id)

    def has(self, target: str) -> bool:
        """Whether there is such a program, `demo.variant`."""
        return target in self._titles

    def title(self, target: str) -> str:
        """What a recording's program is called: a demo's by its titles, another by its file."""
        return self._titles.get(target) or Path(target).name

    def words(self, language: str) -> Mapping[str, str]:
        """What all demos say of themselves, in English -> in `language`."""
        found: dict[str, str] = {}
        for demo in self._demos:
            found.update(words_of(demo.folder, language))
        return found


def searched(demo: Demo) -> str:
    """What a demo is found by besides its title: its question and its programs."""
    found = [demo.question]
    for variant in demo.variants:
        found.append(variant.title)
        try:
            found.append(read_source(demo.program(variant)))
        except LabError:
            continue
    return "\n".join(found)

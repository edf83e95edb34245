"""The pages of the help: Markdown files in every language of the lab, and the licences."""

import re
from pathlib import Path

from app.core.languages import Language, twin

#: In the order in which the help window lists them.
PAGES = ("program", "demo")
LICENCES = {"licence": "LICENSE", "notices": "THIRD_PARTY_NOTICES.md"}

_ROOT = Path(__file__).resolve().parents[2]
FOLDER = _ROOT / "resources" / "help"


def read_page(name: str, language: Language) -> str:
    """The Markdown of a page, in English where it isn't there in the language; a sentence if it is gone."""
    english = _ROOT / LICENCES[name] if name in LICENCES else FOLDER / f"{name}.md"
    wanted = twin(english, language)
    try:
        return (wanted if wanted.is_file() else english).read_text(encoding="utf-8")
    except OSError as error:
        return f"{english.name}: {error.strerror}."


def title_of(page: str) -> str:
    """The first heading of a Markdown text, or its first line."""
    found = re.search(r"^#\s+(.+)$", page, re.MULTILINE)
    return found[1].strip() if found else page.strip().partition("\n")[0]

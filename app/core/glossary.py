"""The terms that lessons use: each with its word and one sentence in every language of the lab."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import LabError
from app.core.languages import LANGUAGES, Language
from app.core.spoken import ENGLISH


@dataclass(frozen=True, slots=True)
class Term:
    """One entry; `words` and `sentences` by language."""

    id: str
    words: dict[str, str]
    sentences: dict[str, str]

    def word(self, language: Language) -> str:
        """The term itself."""
        return self.words[language]

    def sentence(self, language: Language) -> str:
        """What it means."""
        return self.sentences[language]


def glossary_file() -> Path:
    """Where the lab's own terms are."""
    return Path(__file__).resolve().parents[2] / "resources" / "glossary.json"


def read_glossary(file: Path | None = None) -> dict[str, Term]:
    """The terms by id, in the order of the file (None: the lab's own); LabError where it can't be used."""
    path = glossary_file() if file is None else file
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        terms = [
            Term(
                str(entry["id"]),
                {language: str(entry.get(language, entry[ENGLISH])) for language in LANGUAGES},
                _sentences(entry["sentence"]),
            )
            for entry in entries
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LabError(f"The glossary can't be read: {type(error).__name__}: {error}.") from error
    return {term.id: term for term in terms}


def _sentences(told: Mapping[str, object]) -> dict[str, str]:
    return {language: str(told.get(language, told[ENGLISH])) for language in LANGUAGES}

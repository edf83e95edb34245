"""The languages of the lab: a demo's words, programs and lesson in each of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from app.core.demo import Claim, Demo, Prediction, Variant
from app.core.spoken import ENGLISH, Language, languages

__all__ = [
    "LANGUAGES",
    "Language",
    "in_language",
    "is_twin",
    "lesson_file",
    "original",
    "strings_of",
    "twin",
    "words_of",
]

LANGUAGES: tuple[Language, ...] = languages()


def twin(file: Path, language: Language) -> Path:
    """The file of the same name in a language: `x.py` -> `x.zh_CN.py`; English has no such name."""
    return file if language == ENGLISH else file.with_name(f"{file.stem}.{language}{file.suffix}")


def original(file: Path) -> Path:
    """The file of which this is a twin, or itself."""
    for language in LANGUAGES:
        if file.stem.endswith(f".{language}"):
            return file.with_name(file.stem.removesuffix(f".{language}") + file.suffix)
    return file


def is_twin(file: Path) -> bool:
    """Whether a file is another one's, in another language."""
    return any(file.stem.endswith(f".{language}") for language in LANGUAGES)


def in_language(demo: Demo, language: Language) -> Demo:
    """The demo with its words and programs in a language; what isn't there in it stays English."""
    if language == ENGLISH:
        return demo
    words = words_of(demo.folder, language)
    return replace(
        demo,
        title=words.get(demo.title, demo.title),
        question=words.get(demo.question, demo.question),
        chapter=words.get(demo.chapter, demo.chapter),
        variants=tuple(_variant(each, words) for each in demo.variants),
        language=language,
    )


def lesson_file(demo: Demo) -> Path | None:
    """The demo's lesson in its language, or else in English; None: it has none."""
    english = demo.folder / "lesson.md"
    wanted = english.with_name(f"lesson.{demo.language}.md")
    return next((file for file in (wanted, english) if file.is_file()), None)


def words_of(folder: Path, language: str) -> Mapping[str, str]:
    """English text -> the same in a language, for a demo's folder; empty where there are no words."""
    return _words(folder / f"words.{language}.json")


def strings_of(demo: Demo) -> list[str]:
    """All that a demo says to people, without its programs and its lesson."""
    found = [demo.title, demo.question, demo.chapter]
    for variant in demo.variants:
        found += [variant.title, variant.note, *(claim.name for claim in variant.claims)]
        if variant.prediction is not None:
            asked = variant.prediction
            found += [asked.question, *asked.choices, asked.why]
    return [text for text in dict.fromkeys(found) if text]


@cache
def _words(file: Path) -> Mapping[str, str]:
    try:
        words = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in words.items()} if isinstance(words, dict) else {}


def _variant(variant: Variant, words: Mapping[str, str]) -> Variant:
    return replace(
        variant,
        title=words.get(variant.title, variant.title),
        note=words.get(variant.note, variant.note),
        unavailable=_reason(variant.unavailable, words),
        claims=tuple(Claim(words.get(each.name, each.name), each.check) for each in variant.claims),
        prediction=None if variant.prediction is None else _prediction(variant.prediction, words),
    )


def _reason(unavailable: Callable[[], str | None], words: Mapping[str, str]) -> Callable[[], str | None]:
    """Why it can't run here, in the language; what isn't among the words of the demo stays as it is."""

    def told() -> str | None:
        why = unavailable()
        return words.get(why, why) if why is not None else None

    return told


def _prediction(asked: Prediction, words: Mapping[str, str]) -> Prediction:
    return replace(
        asked,
        question=words.get(asked.question, asked.question),
        choices=tuple(words.get(choice, choice) for choice in asked.choices),
        why=words.get(asked.why, asked.why),
    )

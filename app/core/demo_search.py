"""Where words occur in a demo: its titles, its lesson and its programs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.core.demo import Demo
from app.core.errors import LabError
from app.core.languages import lesson_file
from app.core.lesson import plain, read_lesson
from app.core.program import read_source

_AROUND = 36  # characters shown on each side of a hit


@dataclass(frozen=True, slots=True)
class Passage:
    """A line that can be searched. `variant` and `line` say where in a program it is; else `variant` is empty."""

    place: str
    text: str
    variant: str = ""
    line: int = 0


def passages(demo: Demo) -> tuple[Passage, ...]:
    """All that can be read in a demo."""
    return (*_own_words(demo), *_lesson_words(demo), *_source_lines(demo))


def hits(found: Sequence[Passage], query: str) -> list[Passage]:
    """The passages in which every word of the query occurs, whatever its case; none for an empty one."""
    words = query.casefold().split()
    if not words:
        return []
    return [each for each in found if all(word in each.text.casefold() for word in words)]


def excerpt(text: str, query: str) -> str:
    """The part of a text around the first word of the query."""
    word = query.split()[0] if query.split() else ""
    found = re.search(re.escape(word), text, re.IGNORECASE)
    at = found.start() if found else 0
    begin, end = max(at - _AROUND, 0), min(at + len(word) + _AROUND, len(text))
    return f"{'…' if begin else ''}{text[begin:end].strip()}{'…' if end < len(text) else ''}"


def _own_words(demo: Demo) -> Iterator[Passage]:
    yield Passage("", demo.title)
    yield Passage("", demo.question)
    for variant in demo.variants:
        for text in (variant.title, variant.note, *(claim.name for claim in variant.claims)):
            yield Passage(variant.title, text)


def _lesson_words(demo: Demo) -> Iterator[Passage]:
    file = lesson_file(demo)
    if file is None:
        return
    try:
        lesson = read_lesson(file)
    except LabError:
        return
    yield Passage("", plain(lesson.introduction))
    for number, step in enumerate(lesson.steps, start=1):
        yield Passage(f"{number}. {step.title}", f"{step.title}: {plain(step.text)}")


def _source_lines(demo: Demo) -> Iterator[Passage]:
    for variant in demo.variants:
        program = demo.program(variant)
        try:
            lines = read_source(program).splitlines()
        except LabError:
            continue
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield Passage(f"{program.name}:{number}", line.strip(), variant.id, number)

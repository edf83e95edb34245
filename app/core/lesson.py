"""A demo's lesson as a presenter goes through it: steps of a few sentences, and what each of them does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from app.core.errors import LabError

SCHEME = "lab"
TERM = "term"

_LINK = re.compile(r"\[(?P<words>(?:[^\[\]]|\[[^\]]*\])*)\]\((?P<address>[^()\s]+)\)")
_TITLE = re.compile(r"# +(?P<title>.+)")
_STEP = re.compile(r"## +(?:\d+\. *)?(?P<title>.+)")


class LessonError(LabError):
    """What is wrong with a lesson, with the line."""


@dataclass(frozen=True, slots=True)
class Choose:
    """Show this variant."""

    variant: str


@dataclass(frozen=True, slots=True)
class SetValue:
    """Give a parameter of the shown variant this value, as it would be typed."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask for a prediction."""


@dataclass(frozen=True, slots=True)
class RunIt:
    """Run what is shown."""


@dataclass(frozen=True, slots=True)
class GoTo:
    """Go to a moment of the recording (`app.core.moments`)."""

    moment: str


@dataclass(frozen=True, slots=True)
class MarkLines:
    """Mark these lines of a variant's program, from 1, both included."""

    variant: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Reveal:
    """Show the answer to the prediction beside what the recording says."""


@dataclass(frozen=True, slots=True)
class ShowMonitor:
    """Show the page with the machine's cores and processes."""


Action = Choose | SetValue | Ask | RunIt | GoTo | MarkLines | Reveal | ShowMonitor


@dataclass(frozen=True, slots=True)
class Link:
    """Some words of a text that lead to something: an action of the lab, a term of the glossary."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what a teacher says, in Markdown, and what is done meanwhile, in order."""

    title: str
    text: str
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson's title, the paragraph it begins with (Markdown), and its steps."""

    title: str
    introduction: str
    steps: tuple[Step, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """All that there is to read, in order."""
        return (self.introduction, *(text for step in self.steps for text in (step.title, step.text)))


def read_lesson(file: Path) -> Lesson:
    """The lesson in a file; LessonError where it can't be read."""
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise LessonError(f"The lesson {file.name} can't be read: {error.strerror}.") from error
    except UnicodeDecodeError:
        raise LessonError(f"The lesson {file.name} isn't written in UTF-8.") from None
    return parse_lesson(text)


def parse_lesson(text: str) -> Lesson:
    """The lesson that a Markdown text tells; LessonError where it breaks the format."""
    title, parts = "", [("", 0, list[str]())]  # heading, its line, the lines below it
    for number, line in enumerate(text.splitlines(), start=1):
        if found := _STEP.fullmatch(line.strip()):
            parts.append((found["title"].strip(), number, []))
        elif not title and (found := _TITLE.fullmatch(line.strip())):
            title = found["title"].strip()
        else:
            parts[-1][2].append(line)
    if not title:
        raise LessonError("The lesson has no title: its first line is `# Title`.")
    (_, _, introduction), *steps = parts
    return Lesson(title, "\n".join(introduction).strip(), tuple(_step(*part) for part in steps))


def _step(title: str, number: int, lines: list[str]) -> Step:
    actions = []
    for offset, line in enumerate(lines, start=1):
        for link in links(line):
            if link.address.startswith(f"{SCHEME}:"):
                try:
                    actions.append(parse_action(link.address))
                except LessonError as error:
                    raise LessonError(f"Line {number + offset}: {error}") from None
    return Step(title, "\n".join(lines).strip(), tuple(actions))


def links(text: str) -> Iterator[Link]:
    """The links of a Markdown text, in order."""
    for found in _LINK.finditer(text):
        yield Link(found["words"], found["address"])


def plain(text: str) -> str:
    """A Markdown text as it reads: links as their words, without stars and backticks."""
    return re.sub(r"[*`]", "", _LINK.sub(lambda found: found["words"], text))


def terms(lesson: Lesson) -> tuple[str, ...]:
    """The ids of the glossary's terms that the lesson's texts lead to."""
    found = (link.address for text in lesson.texts for link in links(text))
    return tuple(address.partition(":")[2] for address in found if address.startswith(f"{TERM}:"))


def parse_action(address: str) -> Action:
    """What an address such as `lab:run` asks for; LessonError where that is nothing."""
    scheme, _, path = address.partition(":")
    words = [unquote(word) for word in path.split("/")] if scheme == SCHEME else []
    match words:
        case ["choose", variant] if variant:
            return Choose(variant)
        case ["set", name, *value] if name and value:
            return SetValue(name, "/".join(value))
        case ["predict"]:
            return Ask()
        case ["run"]:
            return RunIt()
        case ["moment", moment] if moment:
            return GoTo(moment)
        case ["lines", variant, lines] if found := re.fullmatch(r"(\d+)(?:-(\d+))?", lines):
            first, last = int(found[1]), int(found[2] or found[1])
            if 1 <= first <= last:
                return MarkLines(variant, first, last)
        case ["reveal"]:
            return Reveal()
        case ["monitor"]:
            return ShowMonitor()
        case _:
            pass
    raise LessonError(f"{address!r} asks for nothing that the lab can do.")

"""What a tab is about: the programs of a demo, or one file of the user's own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.core.demo import Claim, Demo, Prediction
from app.core.displays import NO_DISPLAY
from app.core.errors import LabError
from app.core.languages import lesson_file
from app.core.lesson import Lesson, read_lesson


@dataclass(frozen=True, slots=True)
class Program:
    """One program that a tab can run, and what is claimed of it."""

    id: str
    title: str
    path: Path
    target: str  # its name on the command line
    claims: tuple[Claim, ...] = ()
    note: str = ""
    hangs: bool = False
    generators: bool = False  # it asks for a lane per generator
    unavailable: Callable[[], str | None] = field(default=lambda: None)
    memory: Callable[[Mapping[str, object]], int] = field(default=lambda values: 0)
    prediction: Prediction | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """The programs of one tab. `own`: they are the user's, so that a word of warning comes first."""

    title: str
    question: str
    programs: tuple[Program, ...]
    own: bool = False
    lesson: Lesson | None = None


def demo_subject(demo: Demo) -> Subject:
    """A demo with its variants."""
    return Subject(
        title=demo.title,
        question=demo.question,
        programs=tuple(
            Program(
                id=variant.id,
                title=variant.title,
                path=demo.program(variant),
                target=f"{demo.id}.{variant.id}",
                claims=variant.claims,
                note=variant.note,
                hangs=variant.hangs,
                generators=variant.generators,
                unavailable=_here(variant.unavailable),
                memory=variant.memory,
                prediction=variant.prediction,
            )
            for variant in demo.variants
        ),
        lesson=_lesson(demo),
    )


def _here(unavailable: Callable[[], str | None]) -> Callable[[], str | None]:
    """Why a variant can't run in this window, which shows other windows itself and needs no display for them."""

    def why() -> str | None:
        told = unavailable()
        return None if told == NO_DISPLAY else told

    return why


def file_subject(path: Path, question: str) -> Subject:
    """One file of the user's."""
    program = Program(id=path.stem, title=path.name, path=path, target=str(path))
    return Subject(title=path.name, question=question, programs=(program,), own=True)


def _lesson(demo: Demo) -> Lesson | None:
    file = lesson_file(demo)
    try:
        return read_lesson(file) if file is not None else None
    except LabError:  # its programs are worth showing all the same
        return None

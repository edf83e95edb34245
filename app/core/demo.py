"""What a demo is: programs, a lesson, claims. A demo's folder holds a `demo.py` with `DEMO = Demo(...)`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.core.evidence import Evidence


#: After so many seconds a variant that hangs by design has shown that it does.
HANGS_S = 2.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a claim says of a recording: true, false, or None where it can't be told here."""

    holds: bool | None
    detail: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence about a run, decided by a function of the recording."""

    name: str
    check: Callable[[Evidence], Verdict]


@dataclass(frozen=True, slots=True)
class Prediction:
    """A question that is asked before a run and answered by its recording.

    `answer` gives the number that was asked for, or the index of the right choice, or None where the
    recording can't tell. `why` is one line, shown with the answer.
    """

    question: str
    choices: tuple[str, ...]  # none: a number is asked for
    answer: Callable[[Evidence], float | None]
    why: str


@dataclass(frozen=True, slots=True)
class Variant:
    """One program of a demo. `id` is the program's file name without `.py`."""

    id: str
    title: str
    claims: tuple[Claim, ...]
    unavailable: Callable[[], str | None] = field(default=lambda: None)  # why it can't run on this machine
    expect_exit: int = 0
    hangs: bool = False  # by design: whoever runs it unattended stops it after HANGS_S
    note: str = ""  # one or two sentences shown below the claims after a run
    prediction: Prediction | None = None
    memory: Callable[[Mapping[str, object]], int] = lambda values: (
        0
    )  # bytes that it takes with these parameters
    generators: bool = False  # needs a lane per generator, which on Python 3.11 slows everything


@dataclass(frozen=True, slots=True)
class Demo:
    """A folder of programs that belong together. `folder` is filled in by the discovery."""

    title: str
    question: str  # the line beside the title
    chapter: str  # the heading in the rail
    order: int  # in the lesson
    variants: tuple[Variant, ...]
    id: str = ""
    folder: Path = Path()
    language: str = "en"  # of the words and the programs
    side_by_side: bool = False  # its programs can be run at once, so that their windows can be compared
    support: tuple[str, ...] = ()  # files that its programs import, which aren't programs themselves

    def program(self, variant: Variant, language: str | None = None) -> Path:
        """The program's file; in a language (None: the demo's own) its twin, where there is one."""
        twin = self.folder / f"{variant.id}.{language or self.language}.py"
        return twin if twin.is_file() else self.folder / f"{variant.id}.py"

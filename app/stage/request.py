"""What a person asks to be run: one program, its values, where its recording goes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from app.core.manifest import Stream

StdinKind = Literal["inherit", "pipe"]


@dataclass(frozen=True, slots=True)
class RunRequest:
    """One execution of one program. Plain values only, so that it can be pickled.

    `source` is the text to run in place of the file (None: the file itself runs); `parameters` are all values
    in force and `changed` the names of those that differ from the file; `edited` says that the text differs
    in more than values. `python` None is the lab's own interpreter, `cwd` None the lab's own folder (then
    a relative `program` is handed over as it was typed, as `python program.py` would see it).
    `directory` is the run directory: new or empty. A stream in `inherit_output` goes straight to the lab's
    own descriptor: it is a terminal for the program, but isn't captured, and a copy's path shows in it.
    `sampled` says that its use of processors and memory is looked at and kept. `generators` asks for a lane per
    generator, which slows every call on Python 3.11; None: where that costs next to nothing, on newer ones.
    `embedded`: windows of the program are shown in the lab's own window instead of on the display.
    """

    program: Path
    target: str
    directory: Path
    arguments: tuple[str, ...] = ()
    parameters: Mapping[str, object] = field(default_factory=dict)
    changed: tuple[str, ...] = ()
    source: str | None = None
    edited: bool = False
    python: Path | None = None
    cwd: Path | None = None
    niced: bool = False
    timeout_s: float | None = None
    stdin: StdinKind = "pipe"
    inherit_output: frozenset[Stream] = frozenset()
    sampled: bool = True
    generators: bool | None = None
    embedded: bool = False

"""The text of the program that a recording is of, with the colours of its words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Name, Operator, String, _TokenType, is_token_subtype

from app.core.errors import LabError
from app.core.export.exhibit import Exhibit
from app.core.program import read_source

MOST_FILES = 20
MOST_CHARACTERS = 400_000  # of one file; a longer one is cut
_PROGRAMS = (".py", ".pyw")

#: The kinds of words that have a colour, in the order of their numbers; 0 is a plain word.
INKS = ("", "keyword", "function", "constant", "string", "comment")
_INKS: tuple[tuple[_TokenType, str], ...] = (
    (Comment, "comment"),
    (String, "string"),
    (Keyword, "keyword"),
    (Operator.Word, "keyword"),
    (Name.Function, "function"),
    (Name.Class, "function"),
    (Name.Decorator, "function"),
)
_CONSTANT = re.compile(r"[A-Z][A-Z0-9_]+\Z")


@dataclass(frozen=True, slots=True)
class Source:
    """One file: `path` as spans name it, `text` (None: it can't be had), and why something is amiss."""

    path: str
    text: str | None
    problem: str = ""


def sources(exhibit: Exhibit) -> list[Source]:
    """The program first, then the files of its folder in which lanes waited."""
    manifest = exhibit.manifest
    found = [_program(exhibit)]
    folder = PurePath(manifest.program).parent
    others = dict.fromkeys(span.file for span in exhibit.evidence.spans)
    for path in others:
        if path and path != manifest.program and len(found) < MOST_FILES and _is_below(path, folder):
            source = _read(path, Path(path))
            if source.text is not None:
                found.append(source)
    return found


def _program(exhibit: Exhibit) -> Source:
    """The text that ran: the copy that lies in the recording, if it was changed, else the file."""
    manifest = exhibit.manifest
    # Only there, whatever the manifest says: a recording may come from anybody.
    copy = exhibit.directory / "program" / PurePath(manifest.program).name
    if manifest.copy is not None:
        return _read(manifest.program, copy)
    return _read(manifest.program, Path(manifest.program))


def _is_below(path: str, folder: PurePath) -> bool:
    return ".." not in PurePath(path).parts and PurePath(path).is_relative_to(folder)


def _read(path: str, file: Path) -> Source:
    name = PurePath(path).name
    if file.suffix.lower() not in _PROGRAMS:
        return Source(path, None, f"{name} is no .py file, so its text isn't shown.")
    try:
        text = read_source(file)
    except LabError:
        return Source(path, None, f"The text of {name} is gone or can't be read.")
    if len(text) > MOST_CHARACTERS:
        return Source(path, text[:MOST_CHARACTERS], f"Only the beginning of {name} is shown.")
    return Source(path, text)


def inked(text: str) -> Iterator[tuple[int, int]]:
    """(length, number in INKS) of each run of words of one colour; the lengths add up to the text's."""
    run, run_ink = 0, 0
    for _, token, word in PythonLexer().get_tokens_unprocessed(text):
        ink = INKS.index(_ink(token, word))
        if ink != run_ink and run:
            yield run, run_ink
            run = 0
        run, run_ink = run + len(word), ink
    if run:
        yield run, run_ink


def _ink(token: _TokenType, word: str) -> str:
    for kind, ink in _INKS:
        if is_token_subtype(token, kind):
            return ink
    return "constant" if is_token_subtype(token, Name) and _CONSTANT.match(word) else ""

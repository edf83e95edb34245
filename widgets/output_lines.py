"""The lines of a program's output: put together per lane, cleaned, bounded, and cut at any moment of time."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.core.model import Output, Stream

#: So many lines are kept; dropping happens in blocks, so that it costs nothing per line.
MOST_LINES = 100_000
_SLACK = MOST_LINES // 10

#: So many characters of a line are kept; what comes after them is counted.
MOST_CHARACTERS = 20_000

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])")
_CONTROLS = {code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\t\n\r"} | {7: None}
_UNCLEAN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(slots=True)
class Line:
    """One line of one lane and stream. `pieces`: (t_ns, text) of what was added to it later."""

    t_ns: int
    actor: int | None
    stream: Stream
    name: str
    text: str
    cut: int = 0  # characters that weren't kept
    column: int = 0  # where the next character goes: a carriage return sets it to 0
    pieces: list[tuple[int, str]] | None = None
    first: str = ""  # what it began with, if pieces were added

    @property
    def last_ns(self) -> int:
        """When something was last added to it."""
        return self.pieces[-1][0] if self.pieces else self.t_ns

    def text_at(self, t_ns: int | None) -> str:
        """The text as it stood at a moment; None: as it stands."""
        if t_ns is None or not self.pieces or self.last_ns <= t_ns:
            return self.text
        text, column = self.first, len(self.first)
        for when, piece in self.pieces:
            if when > t_ns:
                break
            text, column = _written(text, column, piece)
        return text[:MOST_CHARACTERS]


class OutputLines:
    """Lines in order of time. A line that isn't ended goes on when its lane writes again."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.dropped = 0
        self.name_width = 0
        self._times: list[int] = []  # never falling, for the bisection
        self._open: dict[tuple[int | None, Stream], Line] = {}
        self._last_open: Line | None = None

    def append(self, outputs: Iterable[Output], names: Mapping[int, str]) -> None:
        """Add output in order of time; `names`: actor id to the lane's name."""
        for output in outputs:
            name = names.get(output.actor, "") if output.actor is not None else ""
            self._add(output, name)
        if len(self.lines) > MOST_LINES + _SLACK:
            self._drop(len(self.lines) - MOST_LINES)

    def echo(self, text: str) -> None:
        """What a person typed stands behind the question and ends its line, as in a terminal."""
        line = self._last_open
        if line is not None and self._open.pop((line.actor, line.stream), None) is not None:
            self._write(line, line.last_ns, text)
        self._last_open = None

    def count_at(self, t_ns: int | None) -> int:
        """How many lines had begun by a moment; None: all."""
        return len(self.lines) if t_ns is None else bisect_right(self._times, t_ns)

    def _add(self, output: Output, name: str) -> None:
        key = (output.actor, output.stream)
        going_on = self._open.pop(key, None)
        text = output.text
        if going_on is None and text[-1:] == "\n" and text[:-1].isprintable():  # nearly always
            self._begin(output, name, text[:-1])
            self._last_open = None
            return
        parts = self._within_bounds(clean(text).split("\n"))
        last = None
        if going_on is not None:
            first = parts.pop(0)
            self._write(going_on, output.t_ns, first.removesuffix("\r") if parts else first)
            last = None if parts else going_on
        for part in parts[:-1]:
            self._begin(output, name, part.removesuffix("\r"))
        if parts and parts[-1]:
            last = self._begin(output, name, parts[-1])
        if last is not None:
            self._open[key] = last
        self._last_open = last

    def _within_bounds(self, parts: list[str]) -> list[str]:
        surplus = len(parts) - MOST_LINES
        if surplus <= 0:
            return parts
        self._drop(len(self.lines))
        self.dropped += surplus
        return parts[surplus:]

    def _begin(self, output: Output, name: str, part: str) -> Line:
        line = Line(output.t_ns, output.actor, output.stream, name, part, column=len(part))
        if "\r" in part or len(part) > MOST_CHARACTERS:
            line.text, line.column, line.pieces = "", 0, [(output.t_ns, part)]
            self._put(line, part)
        self.lines.append(line)
        times = self._times
        times.append(max(output.t_ns, times[-1]) if times else output.t_ns)
        self.name_width = max(self.name_width, len(name))
        return line

    def _write(self, line: Line, t_ns: int, piece: str) -> None:
        if line.pieces is None:
            line.first, line.pieces = line.text, []
        if piece:
            if not line.cut:
                line.pieces.append((t_ns, piece))
            self._put(line, piece)

    def _put(self, line: Line, piece: str) -> None:
        text, line.column = _written(line.text, line.column, piece)
        line.cut += max(len(text) - MOST_CHARACTERS, 0)
        line.text = text[:MOST_CHARACTERS]
        line.column = min(line.column, MOST_CHARACTERS)

    def _drop(self, count: int) -> None:
        del self.lines[:count], self._times[:count]
        self.dropped += count


def clean(text: str) -> str:
    """The text without the escapes that colour a terminal; other control characters become visible signs."""
    if "\x1b" in text:
        text = _ESCAPES.sub("", text)
    return text.translate(_CONTROLS) if _UNCLEAN.search(text) else text


def match_lines(lines: Sequence[Line], wanted: str) -> list[int]:
    """The places of the lines that contain the text, whatever the case."""
    folded = wanted.casefold()
    return [place for place, line in enumerate(lines) if folded in line.text.casefold()]


def _written(text: str, column: int, piece: str) -> tuple[str, int]:
    """The line and the column after writing a piece; `\\r` goes back to the beginning and overwrites."""
    for place, part in enumerate(piece.split("\r")):
        if place:
            column = 0
        if part:
            text = text[:column] + part + text[column + len(part) :]
            column += len(part)
    return text, column

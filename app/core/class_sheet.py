"""What a class predicted and what its runs showed, one row a variant: kept for a session, written as CSV or HTML."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from html import escape

from app.core.demo import Prediction


@dataclass(frozen=True, slots=True)
class Guess:
    """What was predicted: a number, or the index of a choice; `counts` are hands of a class, one a choice."""

    answer: float | None = None
    counts: tuple[int, ...] = ()

    @property
    def made(self) -> bool:
        """Whether anybody predicted anything."""
        return self.answer is not None or any(self.counts)


@dataclass(frozen=True, slots=True)
class Row:
    """One variant. `measured` is as `Prediction.answer` gives it; `result` one line on its last run."""

    demo: str
    variant: str
    asked: Prediction | None = None
    guess: Guess = field(default_factory=Guess)
    measured: float | None = None
    runs: int = 0
    result: str = ""


@dataclass(frozen=True, slots=True)
class Headings:
    """The words above the columns, in the language of the sheet."""

    title: str
    columns: tuple[str, str, str, str, str, str, str]


ENGLISH = Headings(
    "Class sheet",
    ("Demo", "Variant", "Question", "Predicted", "Hands", "Measured", "Last run"),
)


class ClassSheet:
    """The rows by target (`demo.variant`), in the order in which they came."""

    def __init__(self) -> None:
        self._rows: dict[str, Row] = {}

    @property
    def rows(self) -> tuple[Row, ...]:
        """Those of which there is something to tell."""
        return tuple(row for row in self._rows.values() if row.runs or row.guess.made)

    def row(self, target: str) -> Row | None:
        """The row of a variant, if it has one."""
        return self._rows.get(target)

    def predicted(self, target: str, row: Row, guess: Guess) -> None:
        """Take a prediction down; `row` says what the variant and its question are."""
        known = self._rows.get(target, row)
        self._rows[target] = replace(known, asked=row.asked, guess=guess)

    def measured(self, target: str, row: Row, answer: float | None, result: str) -> None:
        """Take the outcome of a run down."""
        known = self._rows.get(target, row)
        self._rows[target] = replace(
            known, asked=row.asked, measured=answer, runs=known.runs + 1, result=result
        )

    def speak(self, say: Callable[[str], str]) -> None:
        """Put all rows into another language."""
        self._rows = {target: _in_language(row, say) for target, row in self._rows.items()}

    def csv(self, headings: Headings = ENGLISH) -> str:
        """The rows with a line of headings."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(headings.columns)
        writer.writerows(_cells(row) for row in self.rows)
        return text.getvalue()

    def html(self, headings: Headings = ENGLISH) -> str:
        """A page that can be printed; it needs nothing but itself."""
        head = _table_row("th", headings.columns)
        body = "\n".join(_table_row("td", _cells(row)) for row in self.rows)
        title = escape(headings.title)
        return (
            f'<!doctype html>\n<html><head><meta charset="utf-8"><title>{title}</title>\n<style>{_STYLE}</style>'
            f"</head>\n<body><h1>{title}</h1>\n<table>\n<thead>{head}</thead>\n<tbody>\n{body}\n</tbody>\n"
            "</table></body></html>\n"
        )


def said(asked: Prediction, answer: float | None) -> str:
    """An answer in words: the choice, or the number without a needless `.0`; nothing for None."""
    if answer is None:
        return ""
    if asked.choices:
        index = int(answer)
        return asked.choices[index] if 0 <= index < len(asked.choices) else ""
    return f"{answer:g}"


def _in_language(row: Row, say: Callable[[str], str]) -> Row:
    asked = row.asked
    if asked is not None:
        choices = tuple(say(choice) for choice in asked.choices)
        asked = replace(asked, question=say(asked.question), choices=choices, why=say(asked.why))
    return replace(row, demo=say(row.demo), variant=say(row.variant), asked=asked, result=say(row.result))


def _cells(row: Row) -> tuple[str, ...]:
    asked = row.asked
    if asked is None:
        return (row.demo, row.variant, "", "", "", "", row.result)
    hands = "; ".join(
        f"{choice}: {count}" for choice, count in zip(asked.choices, row.guess.counts, strict=False) if count
    )
    guess, measured = said(asked, row.guess.answer), said(asked, row.measured)
    return (row.demo, row.variant, asked.question, guess, hands, measured, row.result)


def _table_row(cell: str, words: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<{cell}>{escape(word)}</{cell}>" for word in words) + "</tr>"


_STYLE = (
    "body{font:11pt sans-serif;margin:2em;color:#222}table{border-collapse:collapse;width:100%}"
    "th,td{border-bottom:1px solid #ccc;padding:.4em .6em;text-align:left;vertical-align:top}"
    "th{font-size:9pt;color:#555}tr{break-inside:avoid}"
)

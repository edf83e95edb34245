"""Sentences in another language: whole ones and ones with values in them, found again by their pattern.

What `app.core` says is English, also in a recording's summary; it is put into another language where it is shown.
So a language can be switched while a sentence is on the screen, and the values in it stay as they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from app.core.spoken import FOLDER

_HOLE = re.compile(r"\{(\w*)(?::[^{}]*)?\}")
_QUOTED = re.compile(r"'[^']*'|“[^”]*”")  # a value of the program's, however many words it has
_NUMBER = r"(?:\d[\d.,]*|No|no)"
_TIME = r"\d[\d.,]* ?(?:ns|µs|ms|s|min)"
_JOINTS = ("; ", ". ", "? ", ": ", " · ", ", ", " before ", " and ", " + ")
_DOT = " · "  # between things that have nothing to do with each other
_SENTENCES = ("; ", ". ", "? ", " · ")
# Patterns with fewer letters are only tried within a sentence, and between a few words: they would fit anything.
_FEW_LETTERS = 5
_FEW_SPACES = 2
_MOST_CHARACTERS = 4000  # longer ones are texts, not sentences
_MOST_KEPT = 5000


def read_phrases(language: str, folder: Path | None = None) -> Mapping[str, str]:
    """English -> a language, of what `app.core` and the commands say; empty where there are none."""
    try:
        words = json.loads(((folder or FOLDER) / f"core.{language}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in words.items()} if isinstance(words, dict) else {}


class Phrases:
    """Sentences with holes and what they are in another language.

    `{0}` takes anything, `{n}` only a number, `{t}` only a duration. Joints such as `, ` and the full stop are words
    of their own; those that aren't there stay as they are.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        self._whole = {key: value for key, value in words.items() if not _HOLE.search(key)}
        holed = [key for key in words if _HOLE.search(key) and _HOLE.sub("", key).strip()]
        self._inner = [_Pattern(key, words[key]) for key in sorted(holed, key=_rank, reverse=True)]
        self._patterns = [each for each in self._inner if each.tells]
        self._dotted = [each for each in self._patterns if each.dotted]
        self._joints = {joint: words.get(joint, joint[joint[0] in ".?" :]) for joint in _JOINTS}
        self._stop = words.get(".", ".")
        self._kept: dict[str, str] = {}

    def __bool__(self) -> bool:
        return bool(self._whole or self._patterns)

    def say(self, text: str) -> str:
        """The text in the other language; what isn't known stays as it is."""
        if not text or len(text) > _MOST_CHARACTERS or not self:
            return text
        if text not in self._kept:
            if len(self._kept) > _MOST_KEPT:
                self._kept.clear()
            self._kept[text] = self._look_up(text) or text
        return self._kept[text]

    def knows(self, text: str) -> bool:
        """Whether there is a sentence for the whole of it."""
        return self._look_up(text) is not None

    def said(self) -> Mapping[str, str]:
        """What was said lately in the other language -> the English of it."""
        return {other: text for text, other in self._kept.items() if other != text}

    def _look_up(self, text: str, joints: tuple[str, ...] = _SENTENCES) -> str | None:
        found = self._found(text, joints) or self._row(text)
        if found is not None and found.endswith(".") and text.endswith("."):
            return found[:-1] + self._stop
        return found

    def _found(self, text: str, joints: tuple[str, ...]) -> str | None:
        bare = text.strip()
        if text in self._whole:
            return self._whole[text]
        if bare in self._whole:
            return text.replace(bare, self._whole[bare])
        if joints and _DOT in text:
            if (whole := self._matched(text, self._dotted)) is not None:
                return whole
            told = [self._look_up(each) for each in text.split(_DOT)]
            parts = zip(text.split(_DOT), told, strict=True)
            return _DOT.join(other or part for part, other in parts) if any(told) else None
        return (
            (self._sentences(text) if joints else None)
            or self._matched(text, self._patterns)
            or self._in_parts(text, joints)
        )

    def _sentences(self, text: str) -> str | None:
        """Sentences after each other that are all known: a pattern might take them for one."""
        for left, joint, right in _cuts(text, (". ", "? ")):
            head = self._look_up(left, ())
            tail = self._look_up(right) if head is not None else None
            if tail is not None:
                return f"{head}{self._joints[joint]}{tail}"
        return None

    def _row(self, text: str) -> str | None:
        """Clauses in a row that make a sentence: `A read 3, B read 4.`"""
        if not text.endswith("."):
            return None
        clauses = [self._clause(each) for each in text[:-1].split(", ")]
        return None if None in clauses else f"{self._joints[', '].join(filter(None, clauses))}."

    def _matched(self, text: str, patterns: list[_Pattern]) -> str | None:
        for pattern in patterns:
            values = pattern.values(text)
            if values is not None:
                own = pattern.quoted
                return pattern.filled(
                    {name: each if name in own else self._value(each) for name, each in values.items()}
                )
        return None

    def _value(self, text: str) -> str:
        """What stands in a hole: a name, or a clause that is known itself."""
        if text == "" or text.isdigit():
            return text
        if "; " in text:
            clauses = [self._clause(each) for each in text.split("; ")]
            if None not in clauses:
                return self._joints["; "].join(filter(None, clauses))
        return self._clause(text) or self._names(text)

    def _names(self, text: str) -> str:
        """Names in a row: `A, B and C`."""
        before, joint, last = text.rpartition(" and ")
        return self._joints[", "].join(before.split(", ")) + self._joints[" and "] + last if joint else text

    def _clause(self, text: str) -> str | None:
        found = self._found(text, ())
        return found or self._matched(text, self._inner) or self._in_parts(text, _JOINTS)

    def _in_parts(self, text: str, joints: tuple[str, ...]) -> str | None:
        """Several sentences after each other, or names in a row: at least one of them is known."""
        for left, joint, right in _cuts(text, joints):
            within = joint not in _SENTENCES
            head = self._clause(left) if within and not _cut(left, joints) else self._look_up(left, ())
            tail = self._look_up(right, joints)
            if tail is None and within:
                tail = self._matched(right, self._inner)
            if head is not None or tail is not None:
                return f"{head or left}{self._joints[joint]}{tail or right}"
        return None


class _Pattern:
    """One sentence with holes."""

    def __init__(self, text: str, other: str) -> None:
        parts = _HOLE.split(text)
        # A character of Chinese tells as much as a few letters do.
        letters = sum(each.isalpha() + 2 * (each > "\u2fff") for each in _HOLE.sub("", text))
        self.tells = letters >= _FEW_LETTERS or (letters > 0 and _rank(text)[0])
        self._names = [name or str(at) for at, name in enumerate(parts[1::2])]
        #: What stands in quotes is a name of the program's own, which may be a word that is known.
        self.quoted = {
            name for name, before in zip(self._names, parts[::2], strict=False) if before.endswith("“")
        }
        self._longest = max(parts[::2], key=len)
        holes = [{"n": _NUMBER, "t": _TIME}.get(name, ".*?") for name in self._names]
        regex = "".join(
            re.escape(part) + (f"({holes[at]})" if at < len(holes) else "")
            for at, part in enumerate(parts[::2])
        )
        self._regex = re.compile(regex, re.DOTALL)
        self._other = other
        self.dotted = _DOT in text

    def values(self, text: str) -> dict[str, str] | None:
        """What stands in the holes; None: it is another sentence."""
        if self._longest not in text:
            return None
        found = self._regex.fullmatch(text)
        if found is None or (
            not self.tells and any(_QUOTED.sub("", each).count(" ") > _FEW_SPACES for each in found.groups())
        ):
            return None
        return dict(zip(self._names, found.groups(), strict=True))

    def filled(self, values: Mapping[str, str]) -> str:
        """The other sentence with these in its holes."""
        counted = iter(range(len(self._names)))
        return _HOLE.sub(lambda hole: values.get(hole[1] or str(next(counted)), ""), self._other)


def _cuts(text: str, joints: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    for joint in joints:
        at = text.find(joint)
        while at >= 0:
            keep = joint.rstrip() if joint[0] in ".?" else ""
            yield text[:at] + keep, joint, text[at + len(joint) :]
            at = text.find(joint, at + 1)


def _cut(text: str, joints: tuple[str, ...]) -> bool:
    return any(joint in text for joint in joints)


def _rank(text: str) -> tuple[bool, int]:
    """What is in brackets at the end is taken off first; then the sentence with the most letters fits best."""
    return text.endswith(")"), len(_HOLE.sub("", text))

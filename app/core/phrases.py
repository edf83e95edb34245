"""Sentences in another language: whole ones and ones with values in them, found again by their pattern.

What `app.core` says is English, also in a recording's summary; it is put into another language where it is shown.
So a language can be switched while a sentence is on the screen, and the values in it stay as they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "translations"
_HOLE = re.compile(r"\{(\w*)(?::[^{}]*)?\}")
_NUMBER = r"(?:\d[\d.,]*|No|no)"
_JOINTS = ("; ", ". ", "? ", ": ", " · ", ", ", " and ", " + ")
_SENTENCES = ("; ", ". ", "? ", " · ")
_MOST_CHARACTERS = 4000  # longer ones are texts, not sentences
_MOST_KEPT = 5000


def read_phrases(language: str, folder: Path = FOLDER) -> Mapping[str, str]:
    """English -> a language, of what `app.core` and the commands say; empty where there are none."""
    try:
        words = json.loads((folder / f"core.{language}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in words.items()} if isinstance(words, dict) else {}


class Phrases:
    """Sentences with holes (`{0}`; `{n}` takes a number only) and what they are in another language."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._whole = {key: value for key, value in words.items() if not _HOLE.search(key)}
        holed = sorted((key for key in words if _HOLE.search(key)), key=_weight, reverse=True)
        self._patterns = [_Pattern(key, words[key]) for key in holed if _letters(key)]
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

    def _look_up(self, text: str, joints: tuple[str, ...] = _SENTENCES) -> str | None:
        bare = text.strip()
        if bare in self._whole:
            return text.replace(bare, self._whole[bare])
        if text in self._whole:
            return self._whole[text]
        return self._matched(text) or self._in_parts(text, joints)

    def _matched(self, text: str) -> str | None:
        for pattern in self._patterns:
            values = pattern.values(text)
            if values is not None:
                return pattern.filled({name: self._value(each) for name, each in values.items()})
        return None

    def _value(self, text: str) -> str:
        return text if text == "" or text.isdigit() else self._look_up(text, _JOINTS) or text

    def _in_parts(self, text: str, joints: tuple[str, ...]) -> str | None:
        """Several sentences after each other, or names in a row: at least one of them is known."""
        for left, joint, right in _cuts(text, joints):
            head = self._look_up(left, ()) if joint in _SENTENCES else None
            head = head or (self._whole.get(left) or self._matched(left) if joint not in _SENTENCES else None)
            tail = self._look_up(right, joints)
            if head is not None:
                return f"{head}{_joint(joint)}{tail or right}"
            if tail is not None and joint not in _SENTENCES:
                return f"{left}{_joint(joint)}{tail}"
        return None


class _Pattern:
    """One sentence with holes."""

    def __init__(self, text: str, other: str) -> None:
        parts = _HOLE.split(text)
        self._names = [name or str(at) for at, name in enumerate(parts[1::2])]
        self._longest = max(parts[::2], key=len)
        holes = [_NUMBER if name == "n" else ".*?" for name in self._names]
        regex = "".join(
            re.escape(part) + (f"({holes[at]})" if at < len(holes) else "")
            for at, part in enumerate(parts[::2])
        )
        self._regex = re.compile(regex, re.DOTALL)
        self._other = other

    def values(self, text: str) -> dict[str, str] | None:
        """What stands in the holes; None: it is another sentence."""
        if self._longest not in text:
            return None
        found = self._regex.fullmatch(text)
        return None if found is None else dict(zip(self._names, found.groups(), strict=True))

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


def _joint(joint: str) -> str:
    return {"; ": "；", ". ": "", "? ": "", ": ": "：", ", ": "、", " and ": "和"}.get(joint, joint)


def _weight(text: str) -> int:
    return len(_HOLE.sub("", text))


def _letters(text: str) -> bool:
    """Whether it says something besides its values."""
    return any(each.isalpha() for each in _HOLE.sub("", text))

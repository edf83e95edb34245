"""Failures of the lab itself: the same ones counted together, and told as a report that can be copied."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from pathlib import Path

from app.core.version import system, versions

_MOST_KINDS = 5  # told in full; a flood of different ones helps nobody
_MOST_CHARACTERS = 20_000  # of one traceback
_COMPARED_FRAMES = 20


class Mishaps:
    """What went wrong since the lab was started, the same failure at the same place once, with a count."""

    def __init__(self) -> None:
        self.count = 0
        self._told: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._untold = 0

    def add(self, error: BaseException) -> bool:
        """Take note of a failure; whether it is one that was not there before."""
        self.count += 1
        key = _place(error)
        if key in self._counts:
            self._counts[key] += 1
            return False
        if len(self._counts) >= _MOST_KINDS:
            self._untold += 1
            return False
        self._counts[key] = 1
        self._told[key] = told(error)[-_MOST_CHARACTERS:]
        return True

    def report(self, log: Sequence[str] = ()) -> str:
        """All of it as plain text: versions, tracebacks, the last lines of the log; the user's folder as ~."""
        parts = ["\n".join(f"{name} {version}" for name, version in versions().items()) + f"\n{system()}"]
        for key, words in self._told.items():
            count = self._counts[key]
            parts.append((f"{count} times:\n" if count > 1 else "") + words.rstrip())
        if self._untold:
            parts.append(f"and {self._untold} more")
        if log:
            parts.append("Last lines of the log:\n" + "\n".join(log))
        return without_home("\n\n".join(parts)) + "\n"


def told(error: BaseException) -> str:
    """The traceback as Python prints it."""
    return "".join(traceback.format_exception(error))


def without_home(text: str) -> str:
    """The text with the user's own folder, which has their name in it, shortened."""
    try:
        home = str(Path.home())
    except RuntimeError:
        return text
    return text.replace(home, "~") if len(home) > 1 else text


def _place(error: BaseException) -> str:
    """The same for failures of one kind that went the same way, whatever their words."""
    frames = traceback.extract_tb(error.__traceback__)[-_COMPARED_FRAMES:]
    return "\n".join([type(error).__qualname__, *(f"{each.filename}:{each.lineno}" for each in frames)])

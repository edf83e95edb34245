"""How well typed letters fit a title: the letters in order, best at the begin of words and side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

_Thing = TypeVar("_Thing")
_AT_BEGIN, _NEXT, _SOMEWHERE = 8, 5, 1  # what a letter is worth


def fit(query: str, title: str) -> int | None:
    """How well `query` fits `title`, whatever the case; None: it doesn't. An empty query fits all alike.

    Each word of the query has to be found, in any order: as a whole, or its letters one after the other.
    """
    worth, text = 0, title.casefold()
    for word in query.casefold().split():
        found = _word(word, text)
        if found is None:
            return None
        worth += found
    return worth


def _word(word: str, text: str) -> int | None:
    place = text.find(word)
    if place >= 0:  # the best one is at the begin of a word
        begins = (at for at in range(len(text)) if text.startswith(word, at) and _begins(text, at))
        at = next(begins, None)
        return len(word) * _NEXT + (_AT_BEGIN * 2 if at is not None else _AT_BEGIN // 2)
    worth, last = 0, -1
    for letter in word:
        at = _next(letter, text, last + 1)
        if at < 0:  # what was likely led too far
            letters = iter(text)
            return len(word) * _SOMEWHERE if all(each in letters for each in word) else None
        worth += _AT_BEGIN if _begins(text, at) else _NEXT if at == last + 1 else _SOMEWHERE
        last = at
    return worth


def _next(letter: str, text: str, since: int) -> int:
    """Where a letter is: side by side with the one before, else at the begin of a word, else anywhere."""
    if since and text.startswith(letter, since):
        return since
    begins = (at for at in range(since, len(text)) if text[at] == letter and _begins(text, at))
    return next(begins, text.find(letter, since))


def _begins(text: str, at: int) -> bool:
    """Whether a word begins there; each character of a script without spaces is one."""
    return at == 0 or not text[at - 1].isalnum() or ord(text[at]) > 0x2E80


def best(query: str, things: Iterable[_Thing], title: Callable[[_Thing], str]) -> list[_Thing]:
    """The things whose titles fit, the best first; those that fit alike in the order in which they come."""
    fits = [(fit(query, title(thing)), thing) for thing in things]
    found = [(worth, thing) for worth, thing in fits if worth is not None]
    return [thing for _, thing in sorted(found, key=lambda each: -each[0])]

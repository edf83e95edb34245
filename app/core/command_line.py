"""Options of the command line whose help and refusals are said in the language of who asks."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

from app.core.errors import RequestError
from app.core.spoken import ENGLISH
from app.core.typing import override

if TYPE_CHECKING:
    from app.core.phrases import Phrases

Tell = Callable[[str], str]


def teller(language: str) -> Tell:
    """What puts sentences of the lab into a language; they are read when the first one is said."""
    if language == ENGLISH:
        return str
    phrases: list[Phrases] = []

    def tell(text: str) -> str:
        if not phrases:
            from app.core.phrases import Phrases, read_phrases  # late: the lab opens before it says anything

            phrases.append(Phrases(read_phrases(language)))
        return phrases[0].say(text)

    return tell


class Parser(argparse.ArgumentParser):
    """Refuses with one sentence instead of a usage dump and an exit: RequestError, in English.

    What `--help` shows is in the language of `lang`; so are argparse's own words.
    """

    def __init__(self, *, lang: str, prog: str, command: str | None = None, **rest: Any) -> None:
        """`command`: what stands between `python3 main.py` and `--help`, where it isn't `prog`."""
        self._tell = teller(lang)
        self._command = prog if command is None else command
        super().__init__(
            prog=prog, allow_abbrev=False, formatter_class=partial(_Formatter, tell=self._tell), **rest
        )

    @override
    def error(self, message: str) -> NoReturn:
        asked = " ".join(("python3 main.py", *filter(None, [self._command]), "--help"))
        raise RequestError(f"{message[:1].upper()}{message[1:]}. See `{asked}`.")

    @override
    def format_help(self) -> str:
        self.description = self._tell(self.description) if self.description else None
        for group in self._action_groups:
            group.title = self._tell(group.title or "")
        for action in self._actions:
            action.help = self._tell(action.help) if action.help else action.help
        return super().format_help()

    @override
    def _print_message(self, message: str, file: Any = None) -> None:
        """To a terminal that hasn't a character it is spelled out."""
        encoding = getattr(file, "encoding", None) or "utf-8"
        super()._print_message(message.encode(encoding, "backslashreplace").decode(encoding), file)


class _Formatter(argparse.HelpFormatter):
    """Breaks lines where they are as wide as the terminal: Chinese has few spaces and wide characters."""

    def __init__(self, prog: str, *, tell: Tell, **rest: Any) -> None:
        super().__init__(prog, **rest)
        self._tell = tell

    @override
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, self._tell("usage: ") if prefix is None else prefix)

    @override
    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrapped(text, width)

    @override
    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in wrapped(text, width))


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns of a terminal, broken at spaces and between wide characters."""
    lines, line, used = [], "", 0
    for piece in _pieces(" ".join(text.split())):
        wide = _columns(piece)
        if line and used + _columns(piece.rstrip()) > width:
            lines.append(line.rstrip())
            line, used = "", 0
        line += piece
        used += wide
    return [*lines, line.rstrip()] if line else lines


def _pieces(text: str) -> Iterable[str]:
    """What stays together: a word with the space after it, a wide character with the punctuation after it."""
    piece = ""
    for letter, following in zip(text, (*text[1:], ""), strict=False):
        piece += letter
        if letter == " " or (_is_wide(letter) and not _closes(following)) or _opens_wide(letter, following):
            yield piece
            piece = ""
    if piece:
        yield piece


def _opens_wide(letter: str, following: str) -> bool:
    """Whether a word of other letters ends here and Chinese begins."""
    return bool(following) and not _is_wide(letter) and _is_wide(following) and not _closes(following)


def _closes(letter: str) -> bool:
    return letter in "，。：；、！？）”》" or (bool(letter) and letter in ",.:;!?)")


def _is_wide(letter: str) -> bool:
    import unicodedata  # late: it is a large library, for --help alone

    return unicodedata.east_asian_width(letter) in "WF"


def _columns(text: str) -> int:
    return sum(2 if _is_wide(letter) else 1 for letter in text)

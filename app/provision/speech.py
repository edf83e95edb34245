"""Says what set-up has to say in the language of who started it.

The words are the lab's own, and asked for by name: set-up imports nothing of the lab, and goes on in English where
the lab isn't whole.
"""

import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module

Tell = Callable[[str], str]


def said(sentence: str) -> str:
    """The sentence in the language that `--lang` asks for, else in the system's."""
    return teller(language(sys.argv[1:]))(sentence)


def language(argv: list[str]) -> str:
    """The language that these arguments ask for, else the system's."""
    try:
        spoken = import_module("app.core.spoken")
    except ImportError:
        return "en"
    return str(spoken.asked_language(argv) or spoken.system_language())


@cache
def teller(language: str) -> Tell:
    """What puts sentences into a language."""
    try:
        tell: Tell = import_module("app.core.command_line").teller(language)
    except ImportError:
        return str
    return tell

"""Prints what a command has to say, to somebody who may have stopped listening."""

import contextlib
import os
import sys
from collections.abc import Iterable

from app.core.command_line import teller


def say(text: str) -> None:
    """Print to stdout; where nobody reads it any more, nothing happens."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        # What is left in the buffer would be written once more at the interpreter's end, and fail there.
        with contextlib.suppress(OSError, ValueError):
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, sys.stdout.fileno())
            os.close(null)


def complain(sentences: Iterable[object], language: str) -> None:
    """Print to stderr in a language, a line for each."""
    tell = teller(language)
    with contextlib.suppress(BrokenPipeError):
        for sentence in sentences:
            print(tell(str(sentence)), file=sys.stderr)


def never_fail_on_characters() -> None:
    """A terminal or file that hasn't a character gets it spelled out."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")

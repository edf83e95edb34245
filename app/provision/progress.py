"""Show how set-up gets on, as lines on stderr."""

import sys
from typing import Protocol


class Progress(Protocol):
    """Where set-up tells what it does."""

    def say(self, text: str) -> None:
        """Tell one step."""

    def count(self, done: int, total: int, text: str) -> None:
        """Tell that `done` of `total` packages have been reached."""

    def complain(self, sentence: str) -> None:
        """Tell why set-up stopped."""


class Lines:
    """Progress as lines on stderr; silent where there is none."""

    def say(self, text: str) -> None:
        """Tell one step."""
        self._write(text)

    def count(self, done: int, total: int, text: str) -> None:
        """Tell that `done` of `total` packages have been reached."""
        self._write(f"  {done:2} of {total}: {text}")

    def complain(self, sentence: str) -> None:
        """Tell why set-up stopped."""
        self._write(sentence)

    def _write(self, line: str) -> None:
        if sys.stderr is not None:
            sys.stderr.write(line + "\n")
            sys.stderr.flush()

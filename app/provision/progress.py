"""Show how set-up gets on, as lines on stderr."""

from typing import Protocol

from app.provision.ground import tell


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
        tell(text)

    def count(self, done: int, total: int, text: str) -> None:
        """Tell that `done` of `total` packages have been reached."""
        tell(f"  {done:2} of {total}: {text}")

    def complain(self, sentence: str) -> None:
        """Tell why set-up stopped."""
        tell(sentence)

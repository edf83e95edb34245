"""The question before a program that takes much memory: how much that is, and how much is free."""

import psutil

from app.shell.ask_bar import AskBar

_MUCH_BYTES = 500_000_000
_MUCH_SHARE = 4  # of what is free


class MemoryBar(AskBar):
    """Asks where an estimate says that it matters; once for as much."""

    def __init__(self) -> None:
        super().__init__()
        self._asked = 0
        self._accepted = 0
        self.accepted.connect(self._remember)

    def must_ask(self, needed: int) -> bool:
        """Whether a program that takes `needed` bytes has to wait for an answer, which is asked for then."""
        free = psutil.virtual_memory().available
        if needed <= self._accepted or not is_much(needed, free):
            self.hide()
            return False
        self._asked = needed
        words = (
            self.tr(
                "This will take about {0} of memory, more than the {1} that are free: the machine may stand still."
            )
            if needed > free
            else self.tr("This will take about {0} of memory; {1} are free.")
        )
        self.put(words.format(gigabytes(needed), gigabytes(free)))
        return True

    def forget(self) -> None:
        """Another program, other values: what was asked counts no more."""
        self._accepted = 0
        self.hide()

    def _remember(self) -> None:
        self._accepted = self._asked


def is_much(needed: int, free: int) -> bool:
    """Whether so many bytes are worth a question."""
    return needed > _MUCH_BYTES or needed * _MUCH_SHARE > free


def gigabytes(count: int) -> str:
    """Bytes for people: `4.0 GB`, `80 MB`."""
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"

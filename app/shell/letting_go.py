"""Frees what a large recording was made of a little at a time: millions of objects at once take a third of a second."""

import sys

from PySide6.QtCore import QObject, QTimer

from app.core.ending import Ending

_EVERY_MS = 20
_AT_ONCE = 20_000  # objects
_OURS = 3  # references: the one in the ending, our own, and the question's


class LettingGo(QObject):
    """Takes evidence that nobody else has any more."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lists: list[list[object]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._free_some)

    @property
    def left(self) -> int:
        """How many objects are still to be freed."""
        return sum(len(each) for each in self._lists)

    def take(self, ending: Ending | None) -> None:
        """Let this go, unless somebody still looks at its evidence; whoever calls drops it then."""
        if ending is None:
            return
        evidence = ending.evidence
        if sys.getrefcount(evidence) > _OURS + (ending.moments is not None):
            return
        many = (evidence.spans, evidence.flows, *evidence.held.values())
        self._lists += [each for each in many if isinstance(each, list) and len(each) > _AT_ONCE]
        if self._lists:
            self._timer.start()

    def _free_some(self) -> None:
        last = self._lists[-1]
        del last[-_AT_ONCE:]
        if not last:
            self._lists.pop()
        if not self._lists:
            self._timer.stop()

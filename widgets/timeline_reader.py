"""A timeline's lanes for screen readers: one thing with a name and words for each lane in sight.

Qt asks a widget's children what they are, and of what is only painted it knows nothing. So that a lane can be
found and heard, an empty label lies over each; it paints nothing, and pointer and keyboard pass it by.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtCore import QObject, QRect, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QWidget

_PATIENCE_MS = 250  # a screen reader needs no 60 frames a second


class SpokenLane(NamedTuple):
    """A lane in sight: its place in the widget, its name, and what it does."""

    place: QRect
    name: str
    words: str


class LaneReader(QObject):
    """Keeps the labels up to date while somebody listens."""

    def __init__(self, timeline: QWidget, lanes: Callable[[], Iterable[SpokenLane]]) -> None:
        super().__init__(timeline)
        self._timeline, self._lanes = timeline, lanes
        self._labels: list[QLabel] = []
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PATIENCE_MS)
        self._later.timeout.connect(self.read)

    def changed(self) -> None:
        """Something is different: bring the labels up to date soon; without a screen reader there are none."""
        if QAccessible.isActive() and not self._later.isActive():
            self._later.start()

    def read(self) -> None:
        """Bring the labels up to date now."""
        spoken = list(self._lanes())
        while len(self._labels) < len(spoken):
            label = QLabel(self._timeline)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            label.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
            self._labels.append(label)
        for label, lane in zip(self._labels, spoken, strict=False):
            label.setGeometry(lane.place)
            label.setAccessibleName(lane.name)
            label.setAccessibleDescription(lane.words)
            label.show()
        for label in self._labels[len(spoken) :]:
            label.hide()

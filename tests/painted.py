"""What of a widget is painted: for tests of what is no reason to paint."""

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.core.typing import override

_ENOUGH = 5  # looks


class Painted(QObject):
    """Watches a widget that is shown."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        QApplication.processEvents()
        self._places: list[QRect] = []
        self._looks = 0
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self._places.append(event.region().boundingRect())
        return False

    def is_quiet(self) -> bool:
        """Whether nothing was painted in the last looks, of which this is one: what had begun before has ended."""
        self._looks = 0 if self.places() else self._looks + 1
        return self._looks > _ENOUGH

    def places(self) -> list[QRect]:
        """Of each frame since the last question, what was painted."""
        QApplication.processEvents()
        found, self._places = self._places, []
        return found

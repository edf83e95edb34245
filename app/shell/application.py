"""The lab's application object: what the system asks of the whole lab, and of no window of its own."""

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from app.core.typing import override


class Application(QApplication):
    """Asks before it quits.

    A filter on a plain one would do the same, and be called for each event of each widget.
    """

    #: What the system's wish to end the lab, as when the user logs out, does instead; None: it ends.
    leave: Callable[[], object] | None = None

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Quit or self.leave is None:
            return super().event(event)
        self.leave()
        return True

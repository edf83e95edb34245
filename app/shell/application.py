"""The lab's application object: what the system asks of the whole lab, and of no window of its own."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QApplication

from app.core.typing import override


class Application(QApplication):
    """Asks before it quits.

    A filter on a plain one would do the same, and be called for each event of each widget.

    Signals:
        quit_requested(): the system wants the lab to end, as when the user logs out.
    """

    quit_requested = Signal()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Quit:
            return super().event(event)
        self.quit_requested.emit()
        return True

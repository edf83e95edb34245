"""Distances that follow the font: what is laid out at one zoom must look right at another."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QWidget

from app.core.typing import override
from widgets.theme import scaled

_MOST_OF_SCREEN = 0.9


class _FontWatch(QObject):
    def __init__(self, widget: QWidget, space: Callable[[], None]) -> None:
        super().__init__(widget)
        self._space = space
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FontChange:
            self._space()
        return False


def size_dialog(dialog: QWidget, width: int, height: int) -> None:
    """Make a dialog so large (pixels at the usual zoom), and leave room on the screen for its frame."""
    wanted = QSize(scaled(width, dialog), scaled(height, dialog))
    dialog.resize(wanted.boundedTo(dialog.screen().availableSize() * _MOST_OF_SCREEN))


def follow_font(widget: QWidget, space: Callable[[], None]) -> None:
    """Call `space`, which sets margins and gaps, now and whenever the font of `widget` has changed."""
    _FontWatch(widget, space)
    space()

"""Distances that follow the font: what is laid out at one zoom must look right at another."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from app.core.typing import override


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


def follow_font(widget: QWidget, space: Callable[[], None]) -> None:
    """Call `space`, which sets margins and gaps, now and whenever the font of `widget` has changed."""
    _FontWatch(widget, space)
    space()

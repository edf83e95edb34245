"""Rows, grids and splitters whose parts lie one above the other where they don't fit side by side: large letters."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QSplitter, QWidget

from app.core.typing import override

_BESIDE, _ABOVE = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
_ROOMY = 1.3  # of the least height: where panes lie one above the other, one scrolls anyway


class Group(QWidget):
    """Parts that stay in a row, whatever the width."""

    def __init__(self, *parts: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            self.add(part)

    def add(self, part: QWidget) -> None:
        """Put a part behind the others."""
        self._box.addWidget(part)

    def set_spacing(self, pixels: int) -> None:
        """The room between two parts."""
        self._box.setSpacing(pixels)


@runtime_checkable
class Yielding(Protocol):
    """A part that can be narrower than it should be beside another one."""

    def width_beside(self) -> int:
        """What it needs side by side with others, in pixels."""


class StackingRow(QWidget):
    """Parts in a row, each with its share of the width that is left; one above the other they begin at the left."""

    def __init__(self, parts: dict[QWidget, int], parent: QWidget | None = None) -> None:
        """`parts`: each with the share of the width that it gets beyond what it needs."""
        super().__init__(parent)
        self._parts = parts
        self._box = QBoxLayout(_BESIDE, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        for part, share in parts.items():
            self._box.addWidget(part, share)
        if not any(parts.values()):
            self._box.addStretch(1)  # nobody wants the room that is left

    def set_spacing(self, pixels: int) -> None:
        """The room between two parts, and between those of the rows within."""
        self._box.setSpacing(pixels)
        for part in self._parts:
            if isinstance(part, StackingRow | Group):
                part.set_spacing(pixels)
        self._stack()

    @property
    def stacked(self) -> bool:
        """Whether the parts lie one above the other now."""
        return self._box.direction() == _ABOVE

    def width_beside(self) -> int:
        """What the parts need side by side, in pixels; those that could stack themselves needn't for that."""
        widths = list(map(_width_beside, self._shown()))
        return sum(widths) + self._box.spacing() * max(len(widths) - 1, 0)

    def _shown(self) -> list[QWidget]:
        return [part for part in self._parts if not part.isHidden()]

    @override
    def event(self, event: QEvent) -> bool:
        """Parts that need other room, as with other letters, may lie another way."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._stack()
        return super().event(event)

    @override
    def minimumSizeHint(self) -> QSize:
        least = max(map(_least, self._shown()), default=0)
        return QSize(least, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stack()

    def _stack(self) -> None:
        wanted = _BESIDE if self.width() >= self.width_beside() else _ABOVE
        for part in self._parts:
            if isinstance(part, StackingRow):  # it isn't squeezed for the sake of a part that only likes more
                part.setMinimumWidth(part.width_beside() if wanted == _BESIDE else 0)
        if self._box.direction() == wanted:
            return
        self._box.setDirection(wanted)
        left = Qt.AlignmentFlag.AlignLeft
        for part, share in self._parts.items():
            fills = wanted == _BESIDE or share or isinstance(part, StackingRow)
            self._box.setAlignment(part, Qt.AlignmentFlag(0) if fills else left)
        self.updateGeometry()


class StackingGrid(QWidget):
    """Parts of equal width in rows, each row with as many as fit, and as few as need be."""

    def __init__(self, most: int, parent: QWidget | None = None) -> None:
        """`most`: parts in a row."""
        super().__init__(parent)
        self._most = most
        self._across = 0
        self._parts: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)

    def set_spacing(self, pixels: int) -> None:
        """The room between two parts."""
        self._grid.setSpacing(pixels)

    def set_parts(self, parts: Sequence[QWidget]) -> None:
        """Show these; who was shown before is hidden, and stays its owner's."""
        for part in self._parts:
            self._grid.removeWidget(part)
            part.hide()
        self._parts, self._across = list(parts), 0
        self._lay_out()
        for part in parts:
            part.show()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(max(map(_least, self._parts), default=0), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        count, gap = len(self._parts), self._grid.spacing()
        if not count:
            return
        fit = (self.width() + gap) // (max(map(_least, self._parts)) + gap)
        rows = -(-count // max(min(fit, self._most), 1))
        across = -(-count // rows)
        if across == self._across:
            return
        self._across = across
        for place, part in enumerate(self._parts):
            self._grid.removeWidget(part)
            self._grid.addWidget(part, *divmod(place, across))
        self.updateGeometry()


class StackingSplitter(QSplitter):
    """Two panes with a handle between them; one above the other they get more than their least height."""

    def __init__(self, panes: tuple[QWidget, QWidget], parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._panes = panes
        self._beside = QByteArray()  # the shares when the panes lay side by side last
        self.setChildrenCollapsible(False)
        for pane in panes:
            self.addWidget(pane)

    @property
    def stacked(self) -> bool:
        """Whether the panes lie one above the other now."""
        return self.orientation() == Qt.Orientation.Vertical

    @override
    def minimumSizeHint(self) -> QSize:
        height = super().minimumSizeHint().height()
        return QSize(max(map(_least, self._panes)), round(height * _ROOMY) if self.stacked else height)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._stack()
        super().resizeEvent(event)

    def _stack(self) -> None:
        fits = self.width() >= sum(map(_width_beside, self._panes)) + self.handleWidth()
        if fits != self.stacked:
            return
        if fits:
            width = self.handleWidth()
            self.restoreState(self._beside)
            self.setHandleWidth(width)
        else:
            self._beside = self.saveState()
            self.setOrientation(Qt.Orientation.Vertical)
        self.updateGeometry()


def _width_beside(part: QWidget) -> int:
    return part.width_beside() if isinstance(part, Yielding) else _least(part)


def _least(part: QWidget) -> int:
    least = part.minimumSizeHint().width()
    return least if isinstance(part, StackingRow) else max(least, part.minimumWidth())

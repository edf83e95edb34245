"""A line of words that is cut with dots where there is no room for it; its tip then says it whole."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QToolTip

from app.core.typing import override


class ElidedLabel(QLabel):
    """Plain text in one line."""

    @override
    def minimumSizeHint(self) -> QSize:
        """As narrow as need be."""
        return QSize(0, super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        words, room = self.fitting(), self.contentsRect()
        role, align = self.foregroundRole(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.style().drawItemText(painter, room, align, self.palette(), self.isEnabled(), words, role)

    @override
    def event(self, event: QEvent) -> bool:
        """Tell all of it where some of it isn't seen."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.text() if self.fitting() != self.text() else "", self)
            return True
        return super().event(event)

    def fitting(self) -> str:
        """What is seen of the words."""
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

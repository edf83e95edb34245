"""A column of widgets that scrolls when its pane is too low for it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.core.typing import override


class ScrollPage(QScrollArea):
    """Put the widgets into `rows`; they are as wide as the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = page = QWidget()
        self.rows = QVBoxLayout(page)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(page)  # which makes it paint a ground of its own
        page.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    @override
    def sizeHint(self) -> QSize:
        """Room for everything."""
        return self._page.sizeHint()

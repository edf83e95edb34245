"""A page that scrolls where the window is too small for it, as with large letters, instead of being cut."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.core.typing import override


def bring_into_view(part: QWidget) -> None:
    """Scroll the page on which a part lies to where it is seen; nothing where the page needn't scroll."""
    above = part.parentWidget()
    while above is not None and not isinstance(above, PageArea):
        above = above.parentWidget()
    if above is not None:
        above.ensureWidgetVisible(part)


class PageArea(QScrollArea):
    """Gives its page all the room that there is, and no less than its smallest size.

    Qt's own way (`setWidgetResizable`) asks pages with wrapped lines for the height that they'd like best.
    """

    def __init__(self, page: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)  # which makes it paint a ground of its own
        page.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def _fit(self) -> None:
        room, least = self.maximumViewportSize(), self._page.minimumSizeHint()
        wide = self.verticalScrollBar().sizeHint().width()  # larger letters make it wider
        high = self.horizontalScrollBar().sizeHint().height()
        below = least.width() > room.width()
        beside = self._least_height(room.width()) > room.height() - (high if below else 0)
        below = below or least.width() > room.width() - (wide if beside else 0)
        left = QSize(room.width() - (wide if beside else 0), room.height() - (high if below else 0))
        width = max(left.width(), least.width())
        self._page.resize(width, max(left.height(), self._least_height(width)))

    def _least_height(self, width: int) -> int:
        """Where words wrap, a page tells its smallest height for one width only, the smallest."""
        layout = self._page.layout()
        if layout is not None and layout.hasHeightForWidth():
            return layout.minimumHeightForWidth(max(width, self._page.minimumSizeHint().width()))
        return self._page.minimumSizeHint().height()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

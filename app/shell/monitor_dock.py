"""The frame of the monitor beside the demos; where there is no room beside, it is a window of its own."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QWidget

from app.core.typing import override
from app.shell.spacing import follow_font
from app.shell.window import Window
from widgets.buttons import IconButton
from widgets.theme import GAP, PAD, SMALL, current_palette, scaled

# Pixels of width at the base size.
_LEAST, _MOST = 300, 400
_LEAST_PAGE, _USUAL_PAGE = 450, 720  # what the page beside it has to keep, and what it should


class MonitorDock(QDockWidget):
    """Beside the tabs, as wide as they leave room for.

    Signals:
        dismissed(): the user closed it by its own button.
    """

    dismissed = Signal()

    def __init__(self, pane: QWidget, window: Window) -> None:
        super().__init__(window)
        self._lab = window
        self._placing = self._chosen = False  # by the lab just now; by the user for good
        self._least = 0  # pixels, at the size of letters when it was given its width
        self.setWindowTitle(self.tr("Monitor"))
        self.setObjectName("monitor")
        self.setAllowedAreas(Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea)
        self.setWidget(pane)
        self._head = _Head(self.windowTitle())
        self._head.float.clicked.connect(self._float_or_dock)
        self._head.close_button.clicked.connect(self.close)
        self.setTitleBarWidget(self._head)
        self.topLevelChanged.connect(self._moved)
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self)
        window.room_changed.connect(self.fit)

    def fit(self) -> None:
        """Take the place that there is, beside the page or else before it, unless the user chose one."""
        if self._chosen:
            return
        self._placing = True
        room = self._lab.width() - self._lab.rail.taken()
        if room < scaled(_LEAST) + scaled(_LEAST_PAGE):
            self._stand_before_page()
        else:
            self._stand_beside_page(room)
        self._placing = False

    def _stand_beside_page(self, room: int) -> None:
        """Leave it the width that the user gave it, as long as the page has enough."""
        least = scaled(_LEAST)
        kept = not self.isFloating() and self._least == least
        self.setFloating(False)
        if not kept or not least <= self.width() <= room - scaled(_LEAST_PAGE):
            width = min(max(least, room - scaled(_USUAL_PAGE)), scaled(_MOST))
            self._lab.resizeDocks([self], [width], Qt.Orientation.Horizontal)
            self._least = least

    def _stand_before_page(self) -> None:
        width = max(scaled(_LEAST), self.minimumSizeHint().width())
        on_screen = self.screen().availableGeometry().contains(self.geometry())
        if not self.isFloating() or self.width() < width or not on_screen:
            self.setFloating(True)
            self.setGeometry(self._free_place(width))

    def _free_place(self, width: int) -> QRect:
        """Outside of the window if the screen has room there, else at the right within."""
        lab, screen = self._lab.frameGeometry(), self._lab.screen().availableGeometry()
        inside = self._lab.geometry()
        rail = self._lab.rail.geometry().translated(inside.topLeft())
        place = QRect(inside.right() + 1 - width, rail.top(), width, rail.height())
        if lab.right() + width <= screen.right():
            place.moveLeft(lab.right() + 1)
        elif lab.left() - width >= screen.left():
            place.moveRight(lab.left() - 1)
        return place

    def _moved(self, floating: bool) -> None:
        self._chosen = self._chosen or not self._placing
        self._head.tell(floating)

    def _float_or_dock(self) -> None:
        self.setFloating(not self.isFloating())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline around what lies before the page."""
        super().paintEvent(event)
        if self.isFloating():
            painter = QPainter(self)
            painter.setPen(QColor(current_palette().hairline))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed counts as switched off in the menu."""
        super().closeEvent(event)
        self.dismissed.emit()


class _Head(QWidget):
    """Title and buttons, which grow with the letters as Qt's own don't."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.float = IconButton("copy", "")
        self.close_button = IconButton("close", self.tr("Close"))
        self._row = QHBoxLayout(self)
        self._row.addWidget(QLabel(title), 1)
        self._row.addWidget(self.float)
        self._row.addWidget(self.close_button)
        follow_font(self, self._space)
        self.tell(floating=False)

    def tell(self, floating: bool) -> None:
        """Say what the button does now."""
        tip = self.tr("Put it beside the demo") if floating else self.tr("Make it a window of its own")
        self.float.setToolTip(tip)
        self.float.setAccessibleName(tip)

    def _space(self) -> None:
        small = scaled(SMALL, self)
        self._row.setContentsMargins(scaled(PAD, self), small, scaled(GAP, self), small)
        self._row.setSpacing(small)

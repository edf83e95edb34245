"""A thin strip with the whole run and the stretch of it that a timeline shows, to be dragged about."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.typing import override
from widgets.palette import Palette
from widgets.theme import current_palette, scaled

_HEIGHT = 22  # pixels at the base size
_EDGE = 5  # pixels beside an edge of the frame that take hold of it
_REFRESH_MS = 300

#: (columns, rows of screen pixels) to the picture of the whole run.
Painter = Callable[[int, int], QImage]
Grip = Literal["left", "right", "middle"]


class Minimap(QWidget):
    """The whole run in a strip.

    Drag the frame, or one of its edges; press elsewhere to go there; double click to see everything.

    Signals:
        range_chosen(object, object): first and last ns that shall be in sight.
        everything_chosen(): the whole run shall be in sight.
    """

    range_chosen = Signal(object, object)
    everything_chosen = Signal()

    def __init__(self, painter: Painter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painter = painter
        self._palette = current_palette()
        self._image: QImage | None = None
        self._stale = True
        self._whole = (0, 1)
        self._range = (0, 1)
        self._cursor: int | None = None
        self._area: tuple[float, float] | None = None
        self._grip: Grip | None = None
        self._grabbed = 0.0  # ns from the pointer to the edge, or the first instant, that it holds
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.setInterval(_REFRESH_MS)
        self._refresh.timeout.connect(self._renew)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("The whole run"))
        self.setToolTip(
            self.tr("The whole run: drag the frame or its edges; double-click to see everything (0)")
        )

    # Values in ----------------------------------------------------------------------------------------------

    def set_palette_colours(self, palette: Palette) -> None:
        """Draw with these colours from now on."""
        self._palette = palette
        self._renew()

    def set_area(self, left: float, right: float) -> None:
        """Where the time axis of the timeline begins and ends, so that both align."""
        self._area = left, right
        self._renew()

    def set_range(self, start_ns: int, end_ns: int) -> None:
        """The stretch of time in sight."""
        if (start_ns, end_ns) != self._range:
            self._range = start_ns, end_ns
            self.update()

    def set_cursor_ns(self, t_ns: int | None) -> None:
        """Where the cursor line stands."""
        if t_ns != self._cursor:
            self._cursor = t_ns
            self.update()

    def refresh(self, whole_ns: tuple[int, int]) -> None:
        """There is more to see, or another run: painted a few times a second at most."""
        if whole_ns[1] < self._whole[1]:
            self._image = None
        self._whole = whole_ns
        self._stale = True
        if self._image is None:
            self.update()
        elif not self._refresh.isActive():
            self._refresh.start()

    # Painting -----------------------------------------------------------------------------------------------

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, scaled(_HEIGHT, self))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(40, scaled(_HEIGHT, self))

    def _renew(self) -> None:
        self._stale = True
        self.update()

    def _strip(self) -> QRectF:
        left, right = self._area or (0.0, float(self.width()))
        return QRectF(left, 1, max(min(right, self.width()) - left, 1), max(self.height() - 2, 1))

    def _x(self, t_ns: float) -> float:
        strip = self._strip()
        start, end = self._whole
        return strip.left() + (t_ns - start) / (end - start) * strip.width()

    def frame(self) -> QRectF:
        """The place of the stretch in sight."""
        strip = self._strip()
        left = max(self._x(self._range[0]), strip.left())
        right = min(self._x(self._range[1]), strip.right())
        return QRectF(left, strip.top(), max(right - left, 2), strip.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        # An exception that leaves an overridden paintEvent can crash the process (in `grab`, PySide6 6.11.3).
        try:
            self._paint()
        except Exception:
            sys.excepthook(*sys.exc_info())

    def _paint(self) -> None:
        strip, ratio = self._strip(), self.devicePixelRatioF()
        if self._stale and not self._refresh.isActive():
            self._stale = False
            self._image = self._painter(
                round(strip.width() * ratio), max(round(strip.height() * ratio) - 4, 1)
            )
        with QPainter(self) as painter:
            painter.fillRect(strip, QColor(self._palette.window))
            if self._image is not None:
                painter.drawImage(strip.adjusted(0, 2, 0, -2), self._image)
            self._paint_frame(painter, strip)

    def _paint_frame(self, painter: QPainter, strip: QRectF) -> None:
        frame, palette = self.frame(), self._palette
        veil = QColor(palette.card)
        veil.setAlpha(170)
        painter.fillRect(QRectF(strip.topLeft(), QPointF(frame.left(), strip.bottom())), veil)
        painter.fillRect(QRectF(QPointF(frame.right(), strip.top()), strip.bottomRight()), veil)
        if self._cursor is not None and self._whole[0] <= self._cursor <= self._whole[1]:
            painter.fillRect(
                QRectF(round(self._x(self._cursor)), strip.top(), 1, strip.height()), QColor(palette.accent)
            )
        painter.setPen(QPen(QColor(palette.hairline), 1))
        painter.drawRect(strip.adjusted(0.5, 0.5, -0.5, -0.5))
        if frame.width() < strip.width() - 1:
            painter.setPen(QPen(QColor(palette.accent), 1.5))
            painter.drawRect(frame.adjusted(0.75, 0.75, -0.75, -0.75))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._renew()

    # Pointer ------------------------------------------------------------------------------------------------

    def _grip_at(self, x: float) -> Grip | None:
        frame = self.frame()
        nearest = min((abs(x - frame.left()), "left"), (abs(x - frame.right()), "right"))
        if nearest[0] <= min(_EDGE, frame.width() / 3 + 2):
            return "left" if nearest[1] == "left" else "right"
        return "middle" if frame.left() < x < frame.right() else None

    def _instant(self, x: float) -> float:
        strip, (start, end) = self._strip(), self._whole
        return start + (x - strip.left()) / strip.width() * (end - start)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        t_ns = self._instant(event.position().x())
        self._grip = self._grip_at(event.position().x())
        if self._grip is None:
            self._grip = "middle"
            length = self._range[1] - self._range[0]
            self._choose(t_ns - length / 2, t_ns + length / 2)
        self._grabbed = t_ns - (self._range[1] if self._grip == "right" else self._range[0])

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._grip is None:
            shape = {"left": Qt.CursorShape.SizeHorCursor, "right": Qt.CursorShape.SizeHorCursor}
            self.setCursor(shape.get(self._grip_at(x) or "", Qt.CursorShape.ArrowCursor))
            return
        at = self._instant(x) - self._grabbed
        start, end = self._range
        if self._grip == "middle":
            self._choose(at, at + end - start)
        elif self._grip == "left":
            self._choose(min(at, end - 1), end)
        else:
            self._choose(start, max(at, start + 1))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._grip = None
        self.everything_chosen.emit()

    def _choose(self, start_ns: float, end_ns: float) -> None:
        """Ask for a stretch, moved so that it lies in the run."""
        length = end_ns - start_ns
        first = max(min(start_ns, self._whole[1] - length), self._whole[0])
        self.range_chosen.emit(round(first), round(first + length))

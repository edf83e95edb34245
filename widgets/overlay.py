"""What lies over a whole window: a curtain, a spotlight, a lens, a card of words."""

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QCursor, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from app.core.typing import override
from widgets.theme import current_palette, scaled

_FOLLOW_MS = 16
_SHADE = 0.72  # of black over what the spotlight leaves out
_HOLE = 0.17  # of the window's height: the radius of the spotlight
_LENS = 0.42  # of the window's height: the side of the lens
_ENLARGED = 2.0


class Overlay(QWidget):
    """Covers its parent, whatever size that has, and lets the mouse through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        parent.installEventFilter(self)
        self.hide()

    def set_shown(self, shown: bool) -> None:
        """Cover the parent, or no longer."""
        if shown:
            self.setGeometry(self._room.rect())
            self.raise_()
        self.setVisible(shown)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._room:
            self.setGeometry(self._room.rect())
        return False


class Curtain(Overlay):
    """The whole window in one colour: eyes go to whoever speaks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("The picture is hidden"))
        self.colour = "#000000"

    def draw(self, colour: str) -> None:
        """Hide everything behind this colour; the same colour again shows it."""
        shown = self.isVisible() and self.colour == colour
        self.colour = colour
        self.update()
        self.set_shown(not shown)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), QColor(self.colour))


class _Follower(Overlay):
    """Something round the pointer. It asks where that is: most widgets tell of no moves without a button."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.centre = QPoint()
        self._timer = QTimer(self)
        self._timer.setInterval(_FOLLOW_MS)
        self._timer.timeout.connect(self._look)

    @override
    def set_shown(self, shown: bool) -> None:
        """Follow the pointer, or no longer."""
        if shown:
            self.centre = self.mapFromGlobal(QCursor.pos())
            self._timer.start()
        else:
            self._timer.stop()
        super().set_shown(shown)

    def _look(self) -> None:
        here = self.mapFromGlobal(QCursor.pos())
        if here != self.centre:
            self.centre = here
            self.update()


class Spotlight(_Follower):
    """Everything is dark but a circle round the pointer."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        radius = self.height() * _HOLE
        path = QPainterPath()
        path.addRect(QRectF(self.rect()))
        path.addEllipse(QPointF(self.centre), radius, radius)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shade = QColor("#000000")
        shade.setAlphaF(_SHADE)
        painter.fillPath(path, shade)
        painter.setPen(QPen(QColor(current_palette().accent), scaled(2)))  # shade alone hardly shows on dark
        painter.drawEllipse(QPointF(self.centre), radius, radius)


class Lens(_Follower):
    """A square round the pointer in which what lies below is twice as large."""

    def __init__(self, parent: QWidget, below: QWidget) -> None:
        """`below`: the widget that is looked at; it mustn't contain the lens."""
        super().__init__(parent)
        self._below = below

    @override
    def _look(self) -> None:
        self.centre = self.mapFromGlobal(QCursor.pos())
        self.update()  # what is below may have changed

    def place(self) -> QRect:
        """Where the enlarged picture lies."""
        side = round(self.height() * _LENS)
        square = QRect(0, 0, side, side)
        square.moveCenter(self.centre)
        return square

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        place = self.place()
        seen = QRect(0, 0, round(place.width() / _ENLARGED), round(place.height() / _ENLARGED))
        seen.moveCenter(self._below.mapFrom(self.window(), self.mapTo(self.window(), self.centre)))
        picture = QPixmap(place.size() * self.devicePixelRatioF())
        picture.setDevicePixelRatio(picture.width() / seen.width())
        palette = current_palette()
        picture.fill(QColor(palette.window))
        inside = seen & self._below.rect()
        self._below.render(picture, inside.topLeft() - seen.topLeft(), QRegion(inside))
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = scaled(12)
        path = QPainterPath()
        path.addRoundedRect(QRectF(place), radius, radius)
        painter.setClipPath(path)
        painter.drawPixmap(place, picture)
        painter.setClipping(False)
        painter.setPen(QPen(QColor(palette.accent), scaled(2)))
        painter.drawPath(path)

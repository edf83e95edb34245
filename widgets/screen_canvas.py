"""Shows the pixels of another program's window, and says what a person does to them."""

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.screen import Act, Given, Picture
from app.core.typing import override
from widgets.palette import Palette
from widgets.theme import GAP, PAD, RADIUS, current_palette, scaled

_LEAST = QSize(80, 60)
_SEEN = QSize(160, 220)  # so much of a larger picture is seen at least, at the usual zoom
_PALE = 150  # of 255: how much of the ground covers a picture that isn't up to date
_CENTRED = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
_MOST_SHAPE = Qt.CursorShape.DragLinkCursor.value


class ScreenCanvas(QWidget):
    """One picture, as large as it is or as there is room; keys go to it after a click, until Shift+Esc.

    Signals:
        given(object): Given, in pixels of the picture.
        keys_changed(bool): whether the keys go to it.
    """

    given = Signal(object)
    keys_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._picture: Picture | None = None
        self._words = ""
        self._alarming = False
        self._live = True
        self._follows = False
        self._palette = current_palette()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_palette_colours(self, palette: Palette) -> None:
        """Paint in these colours."""
        self._palette = palette
        self.update()

    # what is shown ------------------------------------------------------------------------------------------
    def show_picture(self, picture: Picture) -> None:
        """Show a newer picture; one without pixels leaves the last one there."""
        if picture.pixels:
            was = self._image.size()
            stride = picture.width * 4
            image = QImage(picture.pixels, picture.width, picture.height, stride, QImage.Format.Format_RGB32)
            image.setDevicePixelRatio(picture.scale)
            self._image = image  # on the bytes of the picture, which is kept
            self._picture = picture
            if image.size() != was:
                self.updateGeometry()
        shape = picture.cursor if 0 <= picture.cursor <= _MOST_SHAPE else 0
        if self.cursor().shape().value != shape:
            self.setCursor(Qt.CursorShape(shape))
        self.update()

    def set_words(self, words: str, alarming: bool = False) -> None:
        """Words over a paled picture; empty: the picture is as it should be."""
        if (words, alarming) == (self._words, self._alarming):
            return
        paled, before = bool(words and self._words), self._pill()
        self._words, self._alarming = words, alarming
        if paled:  # the picture below is as it was
            self.update(before.united(self._pill()).toAlignedRect().adjusted(-1, -1, 1, 1))
        else:
            self.update()

    def set_live(self, live: bool) -> None:
        """Whether somebody is there to be worked with; if not, the last picture stays, grey."""
        if live == self._live:
            return
        self._live = live
        if not live:
            self._image = self._image.convertToFormat(QImage.Format.Format_Grayscale8)
            self.unsetCursor()
            self.clearFocus()
        self.update()

    def follow_size(self, follows: bool) -> None:
        """Ask the program to make its window as large as this is, now and whenever that changes."""
        self._follows = follows
        if follows:
            self._ask_size()

    def target(self) -> QRectF:
        """Where the picture is, in pixels of this widget."""
        ratio = self._image.devicePixelRatio()
        width, height = self._image.width() / ratio, self._image.height() / ratio
        if not width or not height:
            return QRectF()
        factor = min(1.0, self.width() / width, self.height() / height)
        width, height = width * factor, height * factor
        left, top = (self.width() - width) // 2, (self.height() - height) // 2
        return QRectF(left, top, width, height)

    @override
    def sizeHint(self) -> QSize:
        """As large as the picture."""
        ratio = self._image.devicePixelRatio()
        size = self._image.size()
        return QSize(round(size.width() / ratio), round(size.height() / ratio)) if size.width() > 0 else size

    @override
    def minimumSizeHint(self) -> QSize:
        """So large that one sees what is in the picture: the page scrolls where there is less room."""
        least = QSize(scaled(_SEEN.width(), self), scaled(_SEEN.height(), self))
        return self.sizeHint().boundedTo(least).expandedTo(_LEAST)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, and what has to be said over it."""
        painter = QPainter(self)
        target = self.target()
        if not target.isEmpty():
            smooth = abs(target.width() * self._image.devicePixelRatio() - self._image.width()) > 0.5
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
            painter.drawImage(target, self._image)
            if self._words or not self._live:
                ground = QColor(self._palette.card)
                ground.setAlpha(_PALE)
                painter.fillRect(target, ground)
            if self.hasFocus():
                painter.setPen(QPen(QColor(self._palette.accent), 1))
                painter.drawRect(target.adjusted(0, 0, -1, -1))
        if self._words:
            self._paint_words(painter)

    def _pill(self) -> QRectF:
        """Where the words stand."""
        side, top = scaled(PAD, self), scaled(GAP, self)
        room = QRect(0, 0, self.width() - 4 * top, self.height())
        words = self.fontMetrics().boundingRect(room, _CENTRED, self._words)
        pill = QRectF(words.adjusted(-side, -top, side, top))
        pill.moveCenter(QRectF(self.rect()).center())
        return pill

    def _paint_words(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pill = self._pill()
        alarm = self._alarming
        painter.setPen(Qt.PenStyle.NoPen if alarm else QPen(QColor(self._palette.hairline), 1))
        painter.setBrush(QColor(self._palette.bad if alarm else self._palette.card))
        radius = scaled(RADIUS, self)
        painter.drawRoundedRect(pill, radius, radius)
        painter.setPen(QColor(self._palette.on_accent if alarm else self._palette.muted))
        painter.drawText(pill, _CENTRED, self._words)

    # what is done -------------------------------------------------------------------------------------------
    def _give(self, act: Act, *numbers: int, modifiers: int = 0, text: str = "") -> None:
        if self._live:
            a, b, c, d = (*numbers, 0, 0, 0, 0)[:4]
            self.given.emit(Given(act, a, b, c, d, modifiers, text))

    def _at(self, point: QPoint) -> tuple[int, int] | None:
        """The pixel of the picture under a point, None beside it."""
        target = self.target()
        if target.isEmpty():
            return None
        x = (point.x() - target.x()) * self._image.width() / target.width()
        y = (point.y() - target.y()) * self._image.height() / target.height()
        return int(x // 1), int(y // 1)

    def _is_inside(self, at: tuple[int, int]) -> bool:
        return 0 <= at[0] < self._image.width() and 0 <= at[1] < self._image.height()

    def _mouse(self, act: Act, event: QMouseEvent) -> None:
        at = self._at(event.position().toPoint())
        if at is None or (not self._is_inside(at) and act is not Act.RELEASE and not event.buttons()):
            return
        if act is Act.PRESS and not self._is_inside(at):
            return
        button = event.button().value if act is not Act.MOVE else 0
        self._give(act, *at, event.buttons().value, button, modifiers=event.modifiers().value)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Goes to the program."""
        self._mouse(Act.PRESS, event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """For the program a press like any other: it knows by itself when two are one."""
        self._mouse(Act.PRESS, event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Goes to the program."""
        self._mouse(Act.RELEASE, event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Goes to the program."""
        self._mouse(Act.MOVE, event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Goes to the program."""
        at = self._at(event.position().toPoint())
        if at is not None and self._is_inside(at):
            delta = event.angleDelta()
            self._give(Act.WHEEL, *at, delta.x(), delta.y(), modifiers=event.modifiers().value)
        event.accept()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is somewhere else."""
        self._give(Act.LEAVE)

    @override
    def event(self, event: QEvent) -> bool:
        """All keys are the program's while it has them, the lab's shortcuts and Tab too."""
        if isinstance(event, QKeyEvent) and self._live and self.hasFocus():
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.keyPressEvent(event)
                return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Goes to the program, but for Shift+Esc, which gives the keys back."""
        if event.key() == Qt.Key.Key_Escape and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.clearFocus()
            return
        self._key(Act.KEY_DOWN, event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Goes to the program."""
        self._key(Act.KEY_UP, event)

    def _key(self, act: Act, event: QKeyEvent) -> None:
        repeats = int(event.isAutoRepeat())
        self._give(act, event.key(), repeats, modifiers=event.modifiers().value, text=event.text())

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Chinese and the like: what was chosen goes to the program."""
        if event.commitString():
            self._give(Act.TEXT, text=event.commitString())
        event.accept()

    @override
    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        """Where the list of characters opens."""
        if query == Qt.InputMethodQuery.ImEnabled:
            return self._live
        if query == Qt.InputMethodQuery.ImCursorRectangle:
            return QRect(self.target().bottomLeft().toPoint(), QSize(1, 1))
        return super().inputMethodQuery(query)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys are the program's now."""
        self._focus(True)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keys are the lab's again."""
        self._focus(False)

    def _focus(self, has: bool) -> None:
        self._give(Act.FOCUS, int(has))
        self.keys_changed.emit(has and self._live)
        self.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The program follows, if it is asked to."""
        if self._follows:
            self._ask_size()

    def _ask_size(self) -> None:
        ratio = self._image.devicePixelRatio()
        self._give(Act.RESIZE, round(self.width() * ratio), round(self.height() * ratio))

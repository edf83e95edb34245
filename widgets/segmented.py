"""A row of choices of which one is taken: the variants of a demo; what doesn't fit goes into a menu."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from app.core.typing import override
from widgets.icons import paint_icon
from widgets.palette import Palette
from widgets.theme import current_palette, scaled

_RADIUS = 6
_IN_SIGHT = 2  # segments, before others may lie beside the control
_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


@dataclass(frozen=True, slots=True)
class Segment:
    """One choice; `tip` says more, or why it can't be taken when it isn't `enabled`."""

    id: str
    title: str
    tip: str = ""
    enabled: bool = True


class SegmentedControl(QWidget):
    """Exclusive segments with arrow keys.

    Signals:
        chosen(str): the id of the segment that the user took (not emitted by `choose`).
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = current_palette()
        self._buttons: list[_SegmentButton] = []
        self._more = _MoreButton(self)
        self._more.clicked.connect(self._open_menu)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_segments(self, segments: Sequence[Segment]) -> None:
        """Show these; the choice stays where its id is still there, else the first enabled one is taken."""
        chosen = self.chosen_id()
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [_SegmentButton(segment, self) for segment in segments]
        for button in self._buttons:
            button.clicked.connect(self._take_sender)
        enabled = [segment.id for segment in segments if segment.enabled]
        if chosen in enabled or enabled:
            self.choose(chosen if chosen in enabled and chosen is not None else enabled[0])
        self._place()
        self.updateGeometry()

    def reword(self, say: Callable[[str], str]) -> None:
        """Put titles and tips into another language; nothing is made anew."""
        for button in self._buttons:
            button.take(replace(button.segment, title=say(button.segment.title), tip=say(button.segment.tip)))
        self._place()
        self.updateGeometry()

    def choose(self, segment_id: str) -> None:
        """Take a segment without telling anybody; KeyError if there is none with this id."""
        if all(button.segment.id != segment_id for button in self._buttons):
            raise KeyError(segment_id)
        for button in self._buttons:
            taken = button.segment.id == segment_id
            button.setChecked(taken)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if taken else Qt.FocusPolicy.ClickFocus)
        self._place()

    def chosen_id(self) -> str | None:
        """The id of the taken segment; None when there are none."""
        return next((button.segment.id for button in self._buttons if button.isChecked()), None)

    def segments(self) -> list[Segment]:
        """All segments, also those that are in the menu."""
        return [button.segment for button in self._buttons]

    def visible_ids(self) -> list[str]:
        """The ids of the segments that fit; the others are in the menu."""
        return [button.segment.id for button in self._buttons if not button.isHidden()]

    def set_palette_colours(self, palette: Palette) -> None:
        """Paint in these colours."""
        self._palette = palette
        self.update()

    def palette_colours(self) -> Palette:
        """The colours in force."""
        return self._palette

    @override
    def sizeHint(self) -> QSize:
        """Room for all."""
        return QSize(sum(button.sizeHint().width() for button in self._buttons), self._height())

    @override
    def minimumSizeHint(self) -> QSize:
        """Room for one, cut, and the menu."""
        return QSize(self._more.sizeHint().width() + scaled(80, self), self._height())

    def width_beside(self) -> int:
        """Room for the first few, in pixels: with less of them in sight nobody finds the others."""
        widths = [button.sizeHint().width() for button in self._buttons]
        more = self._more.sizeHint().width() if len(widths) > _IN_SIGHT else 0
        return sum(widths[:_IN_SIGHT]) + more

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other segments fit."""
        self._place()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Other sizes with another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._place()
            self.updateGeometry()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows take the neighbour, Home and End the ends."""
        enabled = [button for button in self._buttons if button.isEnabled()]
        place = next((i for i, button in enumerate(enabled) if button.isChecked()), 0)
        step = {
            Qt.Key.Key_Left: place - 1,
            Qt.Key.Key_Up: place - 1,
            Qt.Key.Key_Right: place + 1,
            Qt.Key.Key_Down: place + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(enabled) - 1,
        }.get(Qt.Key(event.key()))
        if step is None or not enabled:
            super().keyPressEvent(event)
        elif 0 <= step < len(enabled):
            self.take(enabled[step].segment.id)
            enabled[step].setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground and frame around the segments, which paint themselves on it."""
        if not self._buttons:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._palette.hairline), 1))
        painter.setBrush(QColor(self._palette.card))
        painter.drawPath(self._frame())

    def _frame(self) -> QPainterPath:
        right = max(w.geometry().right() for w in (*self._buttons, self._more) if not w.isHidden()) + 1
        radius = scaled(_RADIUS, self)
        path = QPainterPath()
        path.addRoundedRect(QRectF(0.5, 0.5, right - 1, self.height() - 1), radius, radius)
        return path

    def _height(self) -> int:
        return QFontMetrics(self.font()).height() + scaled(12, self)

    def _place(self) -> None:
        """Lay out those that fit; the taken one always does."""
        if not self._buttons:
            self._more.hide()
            return
        shown = self._fitting()
        crowded = len(shown) < len(self._buttons)
        room = self.width() - (self._more.sizeHint().width() if crowded else 0)
        x, height = 0, self._height()
        for button in self._buttons:
            button.setVisible(button in shown)
            if button in shown:
                width = min(button.sizeHint().width(), max(room - x, 0))
                button.setGeometry(x, 0, width, height)
                x += width
        self._more.setVisible(crowded)
        self._more.setGeometry(x, 0, self._more.sizeHint().width(), height)
        self.update()

    def _fitting(self) -> list["_SegmentButton"]:
        widths = {button: button.sizeHint().width() for button in self._buttons}
        if sum(widths.values()) <= self.width():
            return self._buttons
        taken = [button for button in self._buttons if button.isChecked()]
        room = self.width() - self._more.sizeHint().width() - sum(widths[button] for button in taken)
        fitting = set(taken)
        for button in self._buttons:
            if button not in fitting:
                room -= widths[button]
                if room < 0:
                    break
                fitting.add(button)
        return [button for button in self._buttons if button in fitting] or self._buttons[:1]

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for button in self._buttons:
            if button.isHidden():
                action = menu.addAction(button.segment.title)
                action.setData(button.segment.id)
                action.setEnabled(button.segment.enabled)
                action.setToolTip(button.segment.tip)
        menu.triggered.connect(self._take_action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _take_action(self, action: object) -> None:
        self.take(str(action.data()))  # type: ignore[attr-defined]

    def _take_sender(self) -> None:
        button = self.sender()
        if isinstance(button, _SegmentButton):
            self.take(button.segment.id)

    def take(self, segment_id: str) -> None:
        """Take a segment as a click does; KeyError if there is none with this id."""
        changed = segment_id != self.chosen_id()
        self.choose(segment_id)
        if changed:
            self.chosen.emit(segment_id)


class _SegmentButton(QAbstractButton):
    """One segment; a click never leaves it unchecked, so its check mark is set by the control alone."""

    def __init__(self, segment: Segment, control: SegmentedControl) -> None:
        super().__init__(control)
        self._control = control
        self._by_keyboard = False
        self.take(segment)
        self.setCheckable(True)

    def take(self, segment: Segment) -> None:
        """Stand for this one."""
        self.segment = segment
        self.setText(segment.title)
        self.setToolTip(segment.tip)
        self.setAccessibleDescription(segment.tip)
        self.setEnabled(segment.enabled)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """The focus is drawn for those who came by keys."""
        if event.reason() not in (
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.PopupFocusReason,
        ):
            self._by_keyboard = event.reason() in _KEYBOARD
        super().focusInEvent(event)

    @override
    def nextCheckState(self) -> None:
        """Left to the control."""

    @override
    def sizeHint(self) -> QSize:
        """As wide as the bold words, so that nothing moves when it is taken."""
        bold = QFontMetrics(self._bold())
        return QSize(bold.horizontalAdvance(self.text()) + scaled(24, self), bold.height() + scaled(12, self))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, a tint when taken, a hairline at the left unless it is the first."""
        palette = self._control.palette_colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-self.x(), 0)
        painter.setClipPath(self._control._frame())
        inside = QRectF(self.geometry()).adjusted(0, 1, -1 if self._is_last() else 0, -1)
        if self.isChecked():
            painter.fillRect(inside.adjusted(1 if self.x() == 0 else 0, 0, 0, 0), QColor(palette.accent_soft))
        elif self.underMouse() and self.isEnabled():
            painter.fillRect(inside.adjusted(1, 0, 0, 0), QColor(palette.hover))
        painter.setClipping(False)
        if self.x() > 0:
            painter.fillRect(QRectF(self.x(), 1, 1, self.height() - 2), QColor(palette.hairline))
        self._paint_words(painter, palette)
        if self.hasFocus() and self._by_keyboard:
            painter.setPen(QPen(QColor(palette.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            radius = scaled(_RADIUS, self) - 1
            painter.drawRoundedRect(QRectF(self.geometry()).adjusted(1, 1, -1, -1), radius, radius)

    def _paint_words(self, painter: QPainter, palette: Palette) -> None:
        colour = palette.accent if self.isChecked() else palette.text if self.isEnabled() else palette.faint
        painter.setPen(QColor(colour))
        painter.setFont(self._bold() if self.isChecked() else self.font())
        room = self.width() - scaled(12, self)
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(self.geometry(), Qt.AlignmentFlag.AlignCenter, words)

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _is_last(self) -> bool:
        return self.geometry().right() >= self._control._frame().boundingRect().right() - 1


class _MoreButton(QAbstractButton):
    """Opens the menu of the segments that don't fit."""

    def __init__(self, control: SegmentedControl) -> None:
        super().__init__(control)
        self._control = control
        self.setAccessibleName(self.tr("More"))
        self.setToolTip(self.tr("More"))

    @override
    def sizeHint(self) -> QSize:
        """A narrow segment."""
        return QSize(scaled(34, self), scaled(28, self))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Three dots."""
        palette = self._control.palette_colours()
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 1, 1, self.height() - 2), QColor(palette.hairline))
        side = scaled(16, self)
        square = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        paint_icon(painter, "more", square, palette.accent if self.hasFocus() else palette.muted)

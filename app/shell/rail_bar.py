"""The lines of the rail: tabs that read horizontally, with chapters as headings."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QTabBar, QWidget

from app.core.typing import override
from widgets.palette import Palette
from widgets.theme import GAP, PAD, SMALL, current_palette, scaled

PAGE, HEADING, NOTHING = "page", "heading", "nothing"  # what a tab is: its data
_BY_KEYS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


def _longest_word(words: str, metrics: QFontMetrics) -> int:
    """Pixels of the longest piece that no line may end within: in Chinese, a character."""
    return metrics.boundingRect(QRect(0, 0, 1, 0), Qt.TextFlag.TextWordWrap, words).width()


def _wrap(words: str, metrics: QFontMetrics, room: int) -> Qt.TextFlag:
    """Where words go on in the next line: between two of them, or anywhere if one is too long."""
    fits = _longest_word(words, metrics) <= room
    return Qt.TextFlag.TextWordWrap if fits else Qt.TextFlag.TextWrapAnywhere


class RailBar(QTabBar):
    """Tabs as lines of a list; disabled ones are headings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = current_palette()
        self._by_keys = False  # then the focus has to be seen
        self._width = 0  # pixels
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)  # it is as long as it needs to be, in an area that scrolls
        self.setShape(QTabBar.Shape.RoundedWest)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Demos"))

    def set_palette_colours(self, palette: Palette) -> None:
        """Paint in these colours."""
        self._palette = palette
        self.update()

    def wanted_width(self) -> int:
        """As wide as the longest name, in pixels."""
        named = [index for index in range(self.count()) if self.tabData(index) != NOTHING]
        widths = [metrics.horizontalAdvance(words) for words, metrics in map(self._told, named)]
        return max(widths, default=0) + scaled(44, self)

    def least_width(self) -> int:
        """As wide as the longest word, in pixels."""
        widths = [_longest_word(*self._told(index)) for index in range(self.count())]
        return max(widths, default=0) + scaled(44, self)

    def set_width(self, pixels: int) -> None:
        """Be that wide: with large letters, long names go on in a second line."""
        if pixels != self._width:
            self._width = pixels
            self.lay_out()

    def lay_out(self) -> None:
        """Lay the lines out anew: some have been hidden, or are called otherwise."""
        self.setElideMode(self.elideMode())  # which does it
        self.updateGeometry()

    def _beside(self) -> int:
        """What of a line's width isn't for its words, in pixels."""
        return scaled(PAD, self) + scaled(SMALL, self) + scaled(GAP, self)

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    def _heading(self) -> QFont:
        font = self._bold()
        font.setPointSizeF(font.pointSizeF() * 0.8)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6)
        return font

    def _told(self, index: int) -> tuple[str, QFontMetrics]:
        """A line's words and their measures: those of the open page's, which is bold, so that lines stay."""
        words = self.tabText(index)
        if self.tabData(index) == HEADING:
            return words.upper(), QFontMetrics(self._heading())
        return words, QFontMetrics(self._bold())

    @override
    def tabSizeHint(self, index: int) -> QSize:
        words, metrics = self._told(index)
        room = self._width - self._beside()
        lines = metrics.boundingRect(QRect(0, 0, room, 0), _wrap(words, metrics, room), words)
        return QSize(self._width, lines.height() + scaled(9 if self.tabData(index) == PAGE else 20, self))

    @override
    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for index in range(self.count()):
            if self.isTabVisible(index):
                self._paint_tab(painter, index)

    def _paint_tab(self, painter: QPainter, index: int) -> None:
        kind = self.tabData(index)
        rect = self.tabRect(index)
        text = rect.adjusted(scaled(PAD, self) + scaled(SMALL, self), 0, -scaled(GAP, self), 0)
        if kind == HEADING:
            self._paint_heading(painter, text, self.tabText(index))
            return
        if kind == NOTHING:
            self._paint_nothing(painter, text, self.tabText(index))
            return
        current = index == self.currentIndex()
        if current:
            painter.fillRect(rect, QColor(self._palette.card))
            painter.fillRect(QRect(rect.left(), rect.top(), scaled(3, self), rect.height()), self._accent())
        painter.setFont(self._bold() if current else self.font())
        painter.setPen(QColor(self._palette.text))
        self._paint_words(painter, text, Qt.AlignmentFlag.AlignVCenter, self.tabText(index))
        if current and self._by_keys and self.hasFocus():
            painter.setPen(self._accent())
            painter.drawRect(rect.adjusted(0, 0, -2, -1))

    def _paint_heading(self, painter: QPainter, rect: QRect, words: str) -> None:
        painter.setFont(self._heading())
        painter.setPen(QColor(self._palette.muted))
        lower = rect.adjusted(0, 0, 0, -scaled(SMALL, self))
        self._paint_words(painter, lower, Qt.AlignmentFlag.AlignBottom, words.upper())

    def _paint_nothing(self, painter: QPainter, rect: QRect, words: str) -> None:
        painter.setFont(self.font())
        painter.setPen(QColor(self._palette.muted))
        self._paint_words(painter, rect, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_words(self, painter: QPainter, rect: QRect, align: Qt.AlignmentFlag, words: str) -> None:
        flags = align | Qt.AlignmentFlag.AlignLeft | _wrap(words, painter.fontMetrics(), rect.width())
        painter.drawText(rect, flags, words)

    def _accent(self) -> QColor:
        return QColor(self._palette.accent)

    def _show_focus(self, by_keys: bool) -> None:
        self._by_keys = by_keys
        self.update()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_focus(event.reason() in _BY_KEYS)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._show_focus(False)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self._show_focus(True)
        index = self.currentIndex() + step
        while 0 <= index < self.count() and not (self.isTabEnabled(index) and self.isTabVisible(index)):
            index += step
        if 0 <= index < self.count():
            self.setCurrentIndex(index)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the list scrolls; to go through the pages would be to build them one after the other

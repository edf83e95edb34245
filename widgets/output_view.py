"""Draws output lines, only those in sight: time and lane before the text, which can be selected."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.core.typing import override
from widgets.fonts import code_font
from widgets.output_lines import Line, OutputLines, match_lines
from widgets.output_picture import MOST_DRAWN, Columns, LinePicture
from widgets.palette import Palette
from widgets.theme import PAD, current_palette, scaled

_TAB = 8


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place between characters: the line's number since the beginning of the run, and the column."""

    line: int
    column: int


class OutputView(QAbstractScrollArea):
    """Shows `OutputLines` up to a moment.

    Signals:
        moment_chosen(object, object): time in ns and actor id (or None) of a line clicked at its left.
    """

    moment_chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = OutputLines()
        self.message = ""
        self._palette = current_palette()
        self._horizon_ns: int | None = None
        self._following = True
        self._widest = 0
        self._anchor: Spot | None = None
        self._caret: Spot | None = None
        self._wanted = ""
        self.columns = self._fitted()
        # The family and its features; the size is the style sheet's, which would undo ours with each theme.
        self.setFont(code_font(QGuiApplication.font().pointSizeF()))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)
        self.setAccessibleName(self.tr("Output"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._add_action(self.tr("Copy"), self.copy_selection)
        self._add_action(self.tr("Select all"), self.select_all)

    def lines_changed(self) -> None:
        """Lines were added or dropped: look at them again."""
        self._measure()

    def set_horizon(self, t_ns: int | None) -> None:
        """Show what was written up to a moment; None: everything."""
        if t_ns != self._horizon_ns:
            self._horizon_ns = t_ns
            self._measure()

    def set_palette_colours(self, palette: Palette) -> None:
        """Paint in these colours."""
        self._palette = palette
        self.viewport().update()

    def shown(self) -> int:
        """How many lines are shown, without the one that tells of dropped ones."""
        return self.lines.count_at(self._horizon_ns)

    def selected_text(self) -> str:
        """The text between the ends of the selection, without times and lanes."""
        if self._anchor is None or self._caret is None:
            return ""
        start, end = sorted((self._anchor, self._caret))
        first, last = self._place(start.line), self._place(end.line)
        texts = [self._text(line) for line in self.lines.lines[max(first, 0) : max(last + 1, 0)]]
        if texts:
            texts[-1] = texts[-1][: end.column]
            texts[0] = texts[0][start.column if first >= 0 else 0 :]
        return "\n".join(texts)

    def copy_selection(self) -> None:
        """Put the selected text on the clipboard; nothing selected changes nothing."""
        if text := self.selected_text():
            QGuiApplication.clipboard().setText(text)

    def select_all(self) -> None:
        """Select every line that is shown."""
        count = self.shown()
        if count:
            self._anchor = Spot(self.lines.dropped, 0)
            self._caret = Spot(self.lines.dropped + count - 1, len(self._text(self.lines.lines[count - 1])))
            self.viewport().update()

    def search(self, wanted: str) -> int:
        """Tint the text wherever it stands; how many lines contain it."""
        self._wanted = wanted
        self.viewport().update()
        return len(self._found())

    def step(self, direction: int) -> int:
        """Select the next (1), previous (-1) or nearest (0) line that matches; its number from 1, 0: none."""
        found = self._found()
        if not found:
            return 0
        here = self._place(self._caret.line) if self._caret else self.verticalScrollBar().value()
        if direction < 0:
            chosen = (bisect_left(found, here) - 1) % len(found)
        else:
            chosen = bisect_left(found, here + (1 if direction else 0)) % len(found)
        self._select_match(found[chosen])
        return chosen + 1

    @override
    def sizeHint(self) -> QSize:
        """Room for a few lines."""
        return QSize(scaled(380, self), round(6 * self.columns.pitch))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """The lines in sight."""
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        count, pitch = self.shown(), self.columns.pitch
        if not count and not self.lines.dropped:
            self._paint_message(painter)
            return
        top, first = 0.0, self.verticalScrollBar().value()
        if self.lines.dropped:
            if first == 0:
                self._paint_dropped(painter, top)
                top += pitch
            first = max(first - 1, 0)
        painter.translate(-self.horizontalScrollBar().value(), 0)
        picture = LinePicture(self._palette, self.columns, self._wanted)
        for place in range(first, count):
            if top > self.viewport().height():
                break
            line = self.lines.lines[place]
            picture.paint(painter, line, self._text(line), top, self._selected(place))
            top += pitch

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another number of lines is in sight."""
        self._measure()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Another font has other sizes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a selection, or choose the moment of a line by its time or lane."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        spot = self._spot(event.position())
        place = self._place(spot.line)
        if event.position().x() + self.horizontalScrollBar().value() < self.columns.text_left:
            if 0 <= place < self.shown():
                line = self.lines.lines[place]
                self.moment_chosen.emit(line.t_ns, line.actor)
            return
        extend = event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._anchor is not None
        self._caret = spot
        if not extend:
            self._anchor = spot
        self.viewport().update()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the end of the selection."""
        if event.buttons() & Qt.MouseButton.LeftButton and self._anchor is not None:
            bar, y = self.verticalScrollBar(), event.position().y()
            if y < 0 or y > self.viewport().height():
                bar.setValue(bar.value() + (1 if y > 0 else -1))
            self._caret = self._spot(event.position())
            self.viewport().update()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the line."""
        place = self._place(self._spot(event.position()).line)
        if 0 <= place < self.shown():
            number = place + self.lines.dropped
            self._anchor = Spot(number, 0)
            self._caret = Spot(number, len(self._text(self.lines.lines[place])))
            self.viewport().update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, copy, select all."""
        bar = self.verticalScrollBar()
        keys = {
            Qt.Key.Key_Home: bar.minimum(),
            Qt.Key.Key_End: bar.maximum(),
            Qt.Key.Key_PageUp: bar.value() - bar.pageStep(),
            Qt.Key.Key_PageDown: bar.value() + bar.pageStep(),
        }
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
        elif (value := keys.get(Qt.Key(event.key()))) is not None:
            bar.setValue(value)
        else:
            super().keyPressEvent(event)

    def _add_action(self, words: str, slot: Callable[[], None]) -> None:
        action = QAction(words, self)
        action.triggered.connect(slot)
        self.addAction(action)

    def _measure(self) -> None:
        """Fit the scroll bars; at the end, stay at the end."""
        self.columns = self._fitted()
        rows = self.shown() + (1 if self.lines.dropped else 0)
        page = max(int(self.viewport().height() / self.columns.pitch), 1)
        bar, following = self.verticalScrollBar(), self._following
        bar.setPageStep(page)
        bar.setRange(0, max(rows - page, 0))
        if following:
            bar.setValue(bar.maximum())
        self._following = following
        self._widen()
        self.viewport().update()

    def _widen(self) -> None:
        """The horizontal range fits the longest line that has been in sight."""
        first = self.verticalScrollBar().value()
        count = self.shown()
        seen = self.lines.lines[first : min(first + self.verticalScrollBar().pageStep(), count)]
        self._widest = max([len(line.text) for line in seen] + [self._widest if count else 0], default=0)
        left, advance = self.columns.text_left, self.columns.advance
        width = left + min(self._widest + 4, MOST_DRAWN + 40) * advance
        bar = self.horizontalScrollBar()
        bar.setPageStep(self.viewport().width())
        bar.setSingleStep(round(4 * advance))
        fits = left + self._widest * advance <= self.viewport().width()
        bar.setRange(0, 0 if fits else round(width - self.viewport().width()))

    def _scrolled(self, value: int) -> None:
        self._following = value >= self.verticalScrollBar().maximum()
        self._widen()
        self.viewport().update()

    def _paint_dropped(self, painter: QPainter, top: float) -> None:
        painter.setPen(QColor(self._palette.muted))
        words = self.tr("{0} earlier lines are no longer kept").format(f"{self.lines.dropped:,}")
        painter.drawText(QPointF(self.columns.margin, top + self.columns.ascent), words)

    def _paint_message(self, painter: QPainter) -> None:
        painter.setPen(QColor(self._palette.muted))
        painter.setFont(QGuiApplication.font())
        margin = self.columns.margin
        room = QRectF(self.viewport().rect()).adjusted(margin, 0, -margin, 0)
        painter.drawText(room, Qt.TextFlag.TextWordWrap, self.message)

    def _text(self, line: Line) -> str:
        return line.text_at(self._horizon_ns).expandtabs(_TAB)

    def _spot(self, position: QPointF) -> Spot:
        row = int(position.y() // self.columns.pitch) + self.verticalScrollBar().value()
        place = min(max(row - (1 if self.lines.dropped else 0), 0), max(self.shown() - 1, 0))
        if not self.shown():
            return Spot(self.lines.dropped, 0)
        text = self._text(self.lines.lines[place])[:MOST_DRAWN]
        x = position.x() + self.horizontalScrollBar().value()
        columns = self.columns
        column = bisect_left(range(len(text)), x, key=lambda i: columns.x_of(text, i + 1))
        if column < len(text):
            column += x > (columns.x_of(text, column) + columns.x_of(text, column + 1)) / 2
        return Spot(place + self.lines.dropped, column)

    def _selected(self, place: int) -> tuple[int, int] | None:
        """The selected columns of a line; a line end that is selected counts as one character."""
        if self._anchor is None or self._caret is None or self._anchor == self._caret:
            return None
        number = place + self.lines.dropped
        first, last = sorted((self._anchor, self._caret))
        if not first.line <= number <= last.line:
            return None
        start = first.column if number == first.line else 0
        return start, last.column if number == last.line else len(self._text(self.lines.lines[place])) + 1

    def _fitted(self) -> Columns:
        metrics, width = QFontMetricsF(self.font()), self.viewport().width()
        return Columns.fit(metrics, width, self.lines.name_width, scaled(PAD, self))

    def _place(self, number: int) -> int:
        """The place among the kept lines of a line's number; negative: it was dropped."""
        return number - self.lines.dropped

    def _found(self) -> list[int]:
        if not self._wanted:
            return []
        return match_lines(self.lines.lines[: self.shown()], self._wanted)

    def _select_match(self, place: int) -> None:
        text = self._text(self.lines.lines[place])
        start = max(text.casefold().find(self._wanted.casefold()), 0)
        number = place + self.lines.dropped
        self._anchor, self._caret = Spot(number, start), Spot(number, start + len(self._wanted))
        bar = self.verticalScrollBar()
        if not bar.value() <= place < bar.value() + bar.pageStep():
            bar.setValue(place - bar.pageStep() // 2)
        self.viewport().update()

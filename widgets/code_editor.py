"""A plain editor for Python: line numbers, marked lines, tinted values, and the keys that code needs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QToolTip, QWidget

from app.core.typing import override
from widgets.code_keys import handle_code_key
from widgets.fonts import code_font
from widgets.palette import Palette
from widgets.theme import current_palette, scaled

#: Why a line is marked: where the chosen lane is, where the lane is that it waits for, where another one is.
LineRole = Literal["current", "holder", "other"]

_LEAST_LINES = 6  # that are seen


@dataclass(slots=True)
class _Mistake:
    """A line that Python refuses, and why."""

    place: QTextCursor
    message: str


class CodeEditor(QPlainTextEdit):
    """The editor of a `SourceView`. Marks and chips are kept as cursors, so they move with the text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.palette_colours = current_palette()
        self._marked: list[tuple[QTextCursor, LineRole]] = []
        self._chips: list[QTextCursor] = []
        self._mistake: _Mistake | None = None
        self._gutter = _Gutter(self)
        # The family and its features; the size is the style sheet's, which would undo ours with each theme.
        self.setFont(code_font(QGuiApplication.font().pointSizeF()))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setAccessibleName(self.tr("Program"))
        self.document().setDocumentMargin(2)
        self.blockCountChanged.connect(self._fit_gutter)
        self.updateRequest.connect(self._scroll_gutter)

    @override
    def minimumSizeHint(self) -> QSize:
        """So high that a few lines are seen together."""
        lines = round(_LEAST_LINES * self.fontMetrics().lineSpacing())
        bar = self.horizontalScrollBar().sizeHint().height()
        return super().minimumSizeHint().expandedTo(QSize(0, lines + bar))

    def mark_lines(self, marks: Mapping[int, LineRole]) -> None:
        """Mark these lines (from 1) and no others."""
        marked = [(self.cursor_at(line), role) for line, role in marks.items() if self._has(line)]
        if marked != self._marked:
            self._marked = marked
            self._repaint()

    def current_line(self) -> int | None:
        """The line marked as the chosen lane's."""
        return next((c.blockNumber() + 1 for c, role in self._marked if role == "current"), None)

    def role_of(self, block_number: int) -> LineRole | None:
        """How a block (from 0) is marked; where a line has several marks, the strongest."""
        roles = {role for cursor, role in self._marked if cursor.blockNumber() == block_number}
        return next((role for role in ("current", "holder", "other") if role in roles), None)

    def set_chips(self, chips: Sequence[tuple[int, int, int]]) -> list[QTextCursor]:
        """Tint (line from 1, start column, end column); the cursors that select them."""
        self._chips = []
        for line, start, end in chips:
            if self._has(line):
                cursor = self.cursor_at(line)
                first, length = cursor.block().position(), cursor.block().length() - 1
                cursor.setPosition(first + min(start, length))
                cursor.setPosition(first + min(end, length), QTextCursor.MoveMode.KeepAnchor)
                self._chips.append(cursor)
        self._repaint()
        return self._chips

    def mark_error(self, line: int | None, message: str) -> None:
        """Mark a line (from 1) as refused and say why beside it; None: none."""
        self._mistake = _Mistake(self.cursor_at(line), message) if line and self._has(line) else None
        self._repaint()

    def error_line(self) -> int | None:
        """The line (from 1) marked as refused."""
        return self._mistake.place.blockNumber() + 1 if self._mistake else None

    def cursor_at(self, line: int) -> QTextCursor:
        """A cursor at the beginning of a line (from 1)."""
        return QTextCursor(self.document().findBlockByNumber(line - 1))

    def set_palette_colours(self, palette: Palette) -> None:
        """Paint in these colours."""
        self.palette_colours = palette
        self._repaint()

    def visible_blocks(self, within: QRect) -> Iterator[tuple[QTextBlock, QRectF]]:
        """The blocks in sight and their rectangles in the viewport."""
        block = self.firstVisibleBlock()
        while block.isValid():
            rect = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if rect.top() > within.bottom():
                return
            if block.isVisible() and rect.bottom() >= within.top():
                yield block, rect
            block = block.next()

    def band_colour(self, block_number: int) -> str | None:
        """The colour of the band below a block's text; None: no band."""
        palette = self.palette_colours
        if self._mistake and self._mistake.place.blockNumber() == block_number:
            return palette.error_mark
        role = self.role_of(block_number)
        return {"current": palette.line_mark, "holder": palette.holder_mark}.get(role or "")

    def gutter_width(self) -> int:
        """Room for the longest line number and the signs before it."""
        digits = max(2, len(str(self.blockCount())))
        return round(self.fontMetrics().horizontalAdvance("0") * digits) + scaled(36, self)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Bands and chips below the text, the message of an error beside it."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for block, rect in self.visible_blocks(event.rect()):
            if colour := self.band_colour(block.blockNumber()):
                band = QRectF(0, rect.top(), self.viewport().width(), rect.height())
                painter.fillRect(band, QColor(colour))
        self._paint_chips(painter)
        self._paint_message(painter)
        painter.end()
        super().paintEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The gutter is as high as the editor."""
        super().resizeEvent(event)
        self._fit_gutter()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """A tab is four characters wide in every font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setTabStopDistance(4 * QFontMetricsF(self.font()).horizontalAdvance(" "))
            self._fit_gutter()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that mean something in code. After Esc, Tab leaves the editor instead of indenting."""
        if not self.isReadOnly():
            self.setTabChangesFocus(event.key() == Qt.Key.Key_Escape)
        if not handle_code_key(self, event):
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tab indents again."""
        super().focusInEvent(event)
        self.setTabChangesFocus(self.isReadOnly())

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text, but no files: whoever drops one wants to open it."""
        return source.hasText() and not source.hasUrls()

    def _has(self, line: int) -> bool:
        return 1 <= line <= self.blockCount()

    def _repaint(self) -> None:
        self.viewport().update()
        self._gutter.update()

    def _paint_chips(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.palette_colours.accent_soft))
        pad, radius = scaled(3.5, self), scaled(3, self)
        for cursor in self._chips:
            if not cursor.hasSelection():
                continue
            start, end = QTextCursor(cursor), QTextCursor(cursor)
            start.setPosition(cursor.selectionStart())
            end.setPosition(cursor.selectionEnd())
            left, right = self.cursorRect(start), self.cursorRect(end)
            if left.top() == right.top():
                chip = QRectF(left.left(), left.top(), right.left() - left.left(), left.height())
                painter.drawRoundedRect(chip.adjusted(-pad, 0, pad, 0), radius, radius)

    def _paint_message(self, painter: QPainter) -> None:
        if not self._mistake or not self._mistake.message:
            return
        block = self._mistake.place.block()
        rect = self.blockBoundingGeometry(block).translated(self.contentOffset())
        left = rect.left() + block.layout().lineAt(0).naturalTextWidth() + scaled(24, self)
        room = QRectF(left, rect.top(), self.viewport().width() - left, rect.height())
        painter.setPen(QColor(self.palette_colours.bad))
        painter.setFont(self.font())
        text = self.fontMetrics().elidedText(
            self._mistake.message, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)

    def _fit_gutter(self) -> None:
        width = self.gutter_width()
        self.setViewportMargins(width, 0, 0, 0)
        inside = self.contentsRect()
        self._gutter.setGeometry(inside.left(), inside.top(), width, self.viewport().height())

    def _scroll_gutter(self, rect: QRect, pixels: int) -> None:
        if pixels:
            self._gutter.scroll(0, pixels)
        else:
            self._gutter.update(0, rect.y(), self._gutter.width(), rect.height())

    def gutter_tip(self, y: float) -> str:
        """What the sign at this height means."""
        for block, rect in self.visible_blocks(self.viewport().rect()):
            if rect.top() <= y < rect.bottom():
                if self._mistake and self._mistake.place.blockNumber() == block.blockNumber():
                    return self._mistake.message
                return self._role_words().get(self.role_of(block.blockNumber()), "")
        return ""

    def _role_words(self) -> dict[LineRole | None, str]:
        return {
            "current": self.tr("The chosen lane is here"),
            "holder": self.tr("The lane that it waits for is here"),
            "other": self.tr("Another lane is here"),
        }


class _Gutter(QWidget):
    """Line numbers, and a sign on marked lines, so that a mark isn't a colour only."""

    def __init__(self, editor: CodeEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    @override
    def sizeHint(self) -> QSize:
        """As the editor says."""
        return QSize(self._editor.gutter_width(), 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Numbers and signs of the lines in sight."""
        editor, palette = self._editor, self._editor.palette_colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(editor.font())
        for block, rect in editor.visible_blocks(event.rect()):
            number = block.blockNumber()
            if colour := editor.band_colour(number):
                painter.fillRect(QRectF(0, rect.top(), self.width(), rect.height()), QColor(colour))
            painter.setPen(QColor(palette.text if editor.role_of(number) else palette.muted))
            room = QRectF(0, rect.top(), self.width() - scaled(12, editor), rect.height())
            painter.drawText(
                room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(number + 1)
            )
            self._paint_sign(painter, editor.role_of(number), rect.center().y())

    def _paint_sign(self, painter: QPainter, role: LineRole | None, y: float) -> None:
        if role is None:
            return
        palette, half = self._editor.palette_colours, scaled(3.5, self._editor)
        middle = QPointF(scaled(10, self._editor), y)
        painter.setPen(Qt.PenStyle.NoPen)
        if role == "current":
            painter.setBrush(QColor(palette.accent))
            painter.drawPolygon(
                [
                    middle + QPointF(-half * 0.7, -half),
                    middle + QPointF(-half * 0.7, half),
                    middle + QPointF(half, 0),
                ]
            )
        elif role == "holder":
            painter.setBrush(QColor(palette.lock_edge))
            painter.drawRect(QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half))
        else:
            painter.setBrush(QColor(palette.faint))
            painter.drawEllipse(middle, half * 0.6, half * 0.6)

    @override
    def event(self, event: QEvent) -> bool:
        """What a sign means, as a tool tip."""
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._editor.gutter_tip(event.pos().y()), self)
            return True
        return super().event(event)

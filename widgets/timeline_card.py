"""The small card beside the pointer that says what a lane does there."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QTextDocument
from PySide6.QtWidgets import QWidget

from app.core.typing import override
from widgets.palette import Palette
from widgets.timeline_layout import sized

_SHADOW = 10  # pixels around the frame
_RADIUS = 6.0


class TimelineCard(QWidget):
    """Lines of rich text in a frame with a soft shadow; never takes the mouse, stays inside its parent."""

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self._around = parent
        self._palette = palette
        self._lines = ""
        self._text = QTextDocument(self)
        self._text.setDocumentMargin(0)

    @property
    def lines(self) -> str:
        """What it says, as given."""
        return self._lines

    def set_palette_colours(self, palette: Palette) -> None:
        """Draw with these colours from now on."""
        self._palette = palette
        self._set_text()
        self.update()

    def show_at(self, lines: str, beside: QRect) -> None:
        """Say `lines` (rich text, the first is the title) below and right of a place, if there is room."""
        self._lines = lines
        self._set_text()
        pad = self._pad
        size = self._text.size()
        width = round(size.width()) + 2 * (pad + _SHADOW)
        height = round(size.height()) + 2 * (round(pad * 0.7) + _SHADOW)
        x, y = beside.right() - _SHADOW, beside.bottom() - _SHADOW
        inside = self._around.rect().adjusted(-_SHADOW, -_SHADOW, _SHADOW, _SHADOW)
        if x + width > inside.right() + 1:
            x = beside.left() - width + _SHADOW
        if y + height > inside.bottom() + 1:
            y = beside.top() - height + _SHADOW
        x = max(min(x, inside.right() + 1 - width), inside.left())
        y = max(min(y, inside.bottom() + 1 - height), inside.top())
        self.setGeometry(QRect(QPoint(x, y), QPoint(x + width - 1, y + height - 1)))
        self.show()
        self.raise_()
        self.update()

    @property
    def _pad(self) -> int:
        return round(QFontMetricsF(self.font()).height() * 0.75)

    def _set_text(self) -> None:
        title, *rest = self._lines.split("\n")
        muted = "<br>".join(rest)
        html = f'<div style="color:{self._palette.text}; font-weight:600">{title}</div>'
        if muted:
            html += (
                f'<div style="color:{self._palette.muted}; font-size:{self._small_pixels()}px">{muted}</div>'
            )
        self._text.setDefaultFont(sized(self.font(), 0.95))
        self._text.setHtml(html)
        self._text.setTextWidth(-1)
        most = min(QFontMetricsF(self.font()).averageCharWidth() * 60, self._around.width() - 2 * self._pad)
        if self._text.idealWidth() > most:
            self._text.setTextWidth(max(most, 40))
        else:
            self._text.setTextWidth(self._text.idealWidth())

    def _small_pixels(self) -> int:
        return max(round(QFontMetricsF(self.font()).height() * 0.74), 6)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW)
        _draw_shadow(painter, frame)
        painter.setPen(QPen(QColor(self._palette.hairline), 1))
        painter.setBrush(QColor(self._palette.card))
        painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        painter.translate(frame.left() + self._pad, frame.top() + round(self._pad * 0.7))
        self._text.drawContents(painter)


def _draw_shadow(painter: QPainter, frame: QRectF) -> None:
    """Rings that add up and get fainter outwards: a blur would be an effect with a pixmap of its own."""
    painter.setPen(Qt.PenStyle.NoPen)
    for ring in range(_SHADOW - 2, 0, -1):
        painter.setBrush(QColor(0, 0, 0, 1 + (_SHADOW - ring) // 2))
        spread = frame.adjusted(-ring, -ring, ring, ring).translated(0, 2)
        painter.drawRoundedRect(spread, _RADIUS + ring, _RADIUS + ring)

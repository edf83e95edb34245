"""The strip below a timeline, on the same time axis: how busy each core was, and what became of lanes that ran."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.core.typing import override
from widgets.palette import Palette
from widgets.theme import current_palette, scaled
from widgets.timeline_layout import small_font

_ROW, _GAP = 14, 3  # pixels at the base size
_MARGIN = 4
_SOFT = 95  # of 255

Shares = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Band:
    """Shares of time, 0 to 1 (NaN: not known), shape (n,), in the palette's colour of that name.

    `soft`: paler, for what is there to be compared with.
    """

    colour: str
    words: str
    shares: Shares
    soft: bool = False


@dataclass(frozen=True, slots=True)
class LoadRow:
    """A row with a name at its left: its bands lie on each other."""

    name: str
    bands: Sequence[Band] = field(default_factory=tuple)


#: Edges of the columns (ns), shape (n + 1,), to the rows from top to bottom.
Look = Callable[[npt.NDArray[np.int64]], Sequence[LoadRow]]


class CpuStrip(QWidget):
    """Rows of loads; a click, or Return, shows the lanes that computed most as well.

    Signals:
        unfolded_changed(bool): whether lanes are wanted.
    """

    unfolded_changed = Signal(bool)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._rows: Sequence[LoadRow] = ()
        self._stale = True
        self._unfolded = False
        self._room = (0, False)
        self._range = (0, 1)
        self._cursor: int | None = None
        self._area: tuple[float, float] | None = None
        self._palette = current_palette()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Load of the cores, and of lanes (estimated)"))

    # Values in ----------------------------------------------------------------------------------------------

    def set_palette_colours(self, palette: Palette) -> None:
        """Draw with these colours from now on."""
        self._palette = palette
        self.update()

    def set_area(self, left: float, right: float) -> None:
        """Where the time axis of the timeline begins and ends, so that both align."""
        self._area = left, right
        self.renew()

    def set_range(self, start_ns: int, end_ns: int) -> None:
        """The stretch of time in sight."""
        self._range = start_ns, end_ns
        self.renew()

    def set_cursor_ns(self, t_ns: int | None) -> None:
        """Where the cursor line stands."""
        if t_ns != self._cursor:
            self._cursor = t_ns
            self.update()

    def reword(self, say: Callable[[str], str]) -> None:
        """Ask for the names of the rows in another language."""
        self.renew()

    def renew(self) -> None:
        """There is something else to see; it is looked up when it is painted."""
        self._stale = True
        self.update()

    def set_room(self, rows: int, key: bool) -> None:
        """Take room for so many rows, and (`key`) for a line that explains the colours of lanes."""
        self._room = rows, key
        height = (rows + key) * scaled(_ROW + _GAP, self)
        if height != self.maximumHeight():
            self.setFixedHeight(height)
        self.renew()

    @property
    def unfolded(self) -> bool:
        """Whether lanes are wanted too."""
        return self._unfolded

    def rows(self) -> Sequence[LoadRow]:
        """What is shown, as it stands now."""
        if self._stale:
            self._stale = False
            columns = max(round(self._axis().width() * self.devicePixelRatioF()), 1)
            self._rows = self._look(np.linspace(*self._range, columns + 1).astype(np.int64))
        return self._rows

    # Painting -----------------------------------------------------------------------------------------------

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, self.minimumHeight())

    def _axis(self) -> QRectF:
        left, right = self._area or (0.0, float(self.width()))
        return QRectF(left, 0, max(min(right, self.width()) - left, 1), self.height())

    def _x(self, t_ns: float) -> float:
        axis, (start, end) = self._axis(), self._range
        return axis.left() + (t_ns - start) / max(end - start, 1) * axis.width()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        # An exception that leaves an overridden paintEvent can crash the process (in `grab`, PySide6 6.11.3).
        try:
            with QPainter(self) as painter:
                self._paint(painter)
        except Exception:
            sys.excepthook(*sys.exc_info())

    def _paint(self, painter: QPainter) -> None:
        axis, height, step = self._axis(), scaled(_ROW, self), scaled(_ROW + _GAP, self)
        font = small_font(self.font())
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        rows, side = self.rows(), scaled(_MARGIN, self)
        for number, row in enumerate(rows):
            place = QRectF(axis.left(), number * step, axis.width(), height)
            painter.drawImage(place, self._picture(row, height))
            painter.fillRect(
                QRectF(place.left(), place.bottom(), place.width(), 1), QColor(self._palette.hairline)
            )
            painter.setPen(QColor(self._palette.muted))
            room = axis.left() - 3 * side
            name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QPointF(2 * side, place.center().y() + metrics.capHeight() / 2), name)
        if len(rows) * step + height <= self.height():
            self._paint_key(painter, rows, metrics, QPointF(axis.left(), len(rows) * step + height * 0.75))
        if self._cursor is not None and self._range[0] <= self._cursor <= self._range[1]:
            x = round(self._x(self._cursor))
            painter.fillRect(QRectF(x, 0, 1, len(rows) * step), QColor(self._palette.accent))
        if self.hasFocus():
            painter.setPen(QColor(self._palette.accent))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _picture(self, row: LoadRow, height: int) -> QImage:
        """A row of pixels for each share, the bands on each other from the bottom."""
        rows = max(round(height * self.devicePixelRatioF()), 1)
        columns = len(row.bands[0].shares) if row.bands else 1
        pixels = np.zeros((rows, columns), np.uint32)
        level = np.arange(rows, 0, -1)[:, None]
        below = np.zeros(columns)
        for band in row.bands:
            top = below + np.nan_to_num(band.shares)
            drawn = (level > np.round(below * rows)) & (level <= np.round(top * rows))
            pixels[drawn] = self._colour(band).rgba()
            below = top
        image = QImage(pixels.data, columns, rows, columns * 4, QImage.Format.Format_ARGB32)
        return image.copy()  # the pixels belong to the array

    def _colour(self, band: Band) -> QColor:
        colour = QColor(getattr(self._palette, band.colour))
        colour.setAlpha(_SOFT if band.soft else 255)
        return colour

    def _paint_key(
        self, painter: QPainter, rows: Sequence[LoadRow], metrics: QFontMetricsF, at: QPointF
    ) -> None:
        """What the colours of lanes mean, as far as there is room."""
        bands = rows[-1].bands if rows else ()
        x, size = at.x(), metrics.capHeight()
        for band in bands:
            width = size * 2.2 + metrics.horizontalAdvance(band.words) + size
            if x + width > self._axis().right():
                break
            painter.fillRect(QRectF(x, at.y() - size, size * 1.6, size), self._colour(band))
            painter.drawText(QPointF(x + size * 2.2, at.y()), band.words)
            x += width
        words = self.tr("estimated")
        if x + metrics.horizontalAdvance(words) <= self._axis().right():
            painter.setPen(QColor(self._palette.muted))
            painter.drawText(QPointF(x, at.y()), words)

    # Hands --------------------------------------------------------------------------------------------------

    def _unfold(self) -> None:
        self._unfolded = not self._unfolded
        self.unfolded_changed.emit(self._unfolded)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._unfold()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._unfold()
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Rows are as high as the font asks."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.set_room(*self._room)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.words_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def words_at(self, place: QPointF) -> str:
        """What is shown at a point, in words."""
        rows, axis = self.rows(), self._axis()
        number = int(place.y() // scaled(_ROW + _GAP, self))
        hint = self.tr("Click: fewer rows.") if self._unfolded else self.tr("Click: the lanes too.")
        if not 0 <= number < len(rows) or not rows[number].bands:
            return hint
        row = rows[number]
        column = int((place.x() - axis.left()) / axis.width() * len(row.bands[0].shares))
        if not 0 <= column < len(row.bands[0].shares) or np.isnan(row.bands[0].shares[column]):
            return self.tr("{0}: nobody looked here.").format(row.name) + f"\n{hint}"
        shares = [f"{round(100 * band.shares[column])} % {band.words}" for band in row.bands]
        told = self.tr("{0} (estimated): {1}").format(row.name, ", ".join(shares))
        return f"{told}\n{hint}"

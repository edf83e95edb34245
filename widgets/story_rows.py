"""Rows that tell of locks or queues over the stretch of time in sight, with a cursor; others paint what is in them."""

from __future__ import annotations

import sys
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.core.folds.over_time import Steps
from app.core.typing import override
from widgets.palette import Palette
from widgets.theme import current_palette, scaled
from widgets.timeline_layout import small_font

_ROW, _GAP = 34, 6  # pixels at the base size
_NAMES = 0.28  # of the width
_MOST_NAMES = 150

#: An actor's or an object's name.
Namer = Callable[[int], str]
Edges = npt.NDArray[np.int64]


class StoryRows(QWidget):
    """A row each for some objects, below each other; a click goes to a moment.

    Signals:
        moment_chosen(object, object): time in ns, and the lane concerned or None.
    """

    moment_chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = current_palette()
        self._range = (0, 1)
        self._cursor: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # Values in ----------------------------------------------------------------------------------------------

    def set_palette_colours(self, palette: Palette) -> None:
        """Draw with these colours from now on."""
        self._palette = palette
        self.update()

    def set_range(self, start_ns: int, end_ns: int) -> None:
        """The stretch of time in sight."""
        self._range = start_ns, end_ns
        self.update()

    def set_cursor_ns(self, t_ns: int | None) -> None:
        """Where the cursor line stands."""
        self._cursor = t_ns
        self.update()

    # For those who know what is in the rows -----------------------------------------------------------------

    def _count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def _titles(self, row: int) -> tuple[str, str]:
        """What stands at the left of a row, and the muted line below it."""
        raise NotImplementedError

    def _paint_row(self, painter: QPainter, row: int, place: QRectF, edges: Edges) -> None:
        """Paint a row; `edges` (ns) of as many columns as `place` is pixels wide."""
        raise NotImplementedError

    def _actor_at(self, row: int, t_ns: int) -> int | None:
        """The lane that a click there means."""
        raise NotImplementedError

    def _words(self, row: int, t_ns: int) -> str:
        """What there is at an instant of a row, in words."""
        raise NotImplementedError

    def _rows_changed(self) -> None:
        self.setFixedHeight(self._count() * scaled(_ROW + _GAP, self))
        self.update()

    def _paint_steps(
        self, painter: QPainter, steps: Steps, place: QRectF, edges: Edges, colours: str
    ) -> None:
        """A number as an area, as high as `place` where it is greatest in the whole run."""
        most = int(steps.values.max(initial=0))
        if not most:
            return
        heights = steps.highest(edges) * (place.height() / most)
        step = place.width() / len(heights)
        line = QPolygonF()
        for column in [0, *(np.flatnonzero(np.diff(heights)) + 1).tolist(), len(heights)]:
            before = float(heights[max(column - 1, 0)])
            after = float(heights[min(column, len(heights) - 1)])
            line.append(QPointF(place.left() + column * step, place.bottom() - before))
            line.append(QPointF(place.left() + column * step, place.bottom() - after))
        area = QPolygonF(line)
        area.append(QPointF(place.right(), place.bottom()))
        area.append(QPointF(place.left(), place.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(self._palette, colours)))
        painter.drawPolygon(area)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(getattr(self._palette, f"{colours}_edge")))
        painter.drawPolyline(line)

    # Painting -----------------------------------------------------------------------------------------------

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, self.minimumHeight())

    def _left(self) -> float:
        return min(self.width() * _NAMES, scaled(_MOST_NAMES, self))

    def _place(self, row: int) -> QRectF:
        top = row * scaled(_ROW + _GAP, self)
        return QRectF(self._left(), top, max(self.width() - self._left() - 1, 1), scaled(_ROW, self))

    def _edges(self) -> Edges:
        columns = max(round(self._place(0).width()), 1)
        start, end = self._range
        return np.linspace(start, max(end, start + 1), columns + 1).astype(np.int64)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        # An exception that leaves an overridden paintEvent can crash the process (in `grab`, PySide6 6.11.3).
        try:
            with QPainter(self) as painter:
                self._paint(painter)
        except Exception:
            sys.excepthook(*sys.exc_info())

    def _paint(self, painter: QPainter) -> None:
        edges = self._edges()
        small = small_font(self.font())
        for row in range(self._count()):
            place = self._place(row)
            painter.save()
            painter.setFont(small)
            self._paint_row(painter, row, place, edges)
            painter.restore()
            painter.fillRect(
                QRectF(place.left(), place.bottom(), place.width(), 1), QColor(self._palette.hairline)
            )
            self._paint_titles(painter, row, place)
        start, end = self._range
        if self._cursor is not None and start <= self._cursor <= end and self._count():
            x = self._left() + (self._cursor - start) / max(end - start, 1) * self._place(0).width()
            height = self._place(self._count() - 1).bottom()
            painter.fillRect(
                QRectF(min(round(x), self.width() - 1), 0, 1, height), QColor(self._palette.accent)
            )

    def _paint_titles(self, painter: QPainter, row: int, place: QRectF) -> None:
        room = place.left() - scaled(8, self)
        small = small_font(self.font())
        middle = place.center().y()
        texts = list(zip(self._titles(row), (self.font(), small), ("text", "muted"), strict=True))
        y = middle if texts[1][0] else middle + QFontMetricsF(self.font()).height() / 2
        for text, font, colour in texts:
            metrics = QFontMetricsF(font)
            painter.setFont(font)
            painter.setPen(QColor(getattr(self._palette, colour)))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QPointF(0, y - metrics.descent()), shown)
            y += metrics.height()

    # Pointer ------------------------------------------------------------------------------------------------

    def _hit(self, place: QPointF) -> tuple[int, int] | None:
        """Row and instant at a point."""
        row = int(place.y() // scaled(_ROW + _GAP, self))
        area = self._place(row)
        if not 0 <= row < self._count() or not area.left() <= place.x() <= area.right():
            return None
        start, end = self._range
        return row, round(start + (place.x() - area.left()) / area.width() * (end - start))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        hit = self._hit(event.position())
        if hit is not None and event.button() == Qt.MouseButton.LeftButton:
            self.moment_chosen.emit(hit[1], self._actor_at(*hit))

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Rows are as high as the font asks."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._rows_changed()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.words_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def words_at(self, place: QPointF) -> str:
        """What is shown at a point, in words; "" where nothing is."""
        hit = self._hit(place)
        return "" if hit is None else self._words(*hit)

"""How one line of output is drawn: time, lane and text in columns that fit the width."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from widgets.duration import instant
from widgets.output_lines import Line
from widgets.palette import LANE_COLOURS, Palette

#: So many characters of a line are drawn.
MOST_DRAWN = 2_000

#: Columns in characters, and the widths of the view below which the time is left out.
_TIME, _VERY_NARROW = 8, 36
#: So many characters of a lane's name from this width of the view on.
_NAME = {56: 20, 46: 14, 0: 10}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where things stand in a line, in pixels; `pitch` is from one line to the next."""

    metrics: QFontMetricsF
    margin: float
    pitch: float
    advance: float  # of one character
    time_width: float
    name_width: float

    @classmethod
    def fit(cls, metrics: QFontMetricsF, width: float, longest_name: int, margin: float) -> Columns:
        """Columns for a view of this width whose longest lane name has so many characters."""
        advance = metrics.horizontalAdvance("0")
        most = next(name for least, name in _NAME.items() if width >= least * advance)
        name = min(longest_name, most)
        time = 0 if width < _VERY_NARROW * advance else _TIME
        return cls(metrics, margin, round(metrics.height() * 1.12), advance, time * advance, name * advance)

    @property
    def text_left(self) -> float:
        """Where the words begin."""
        name = self.name_width + 2 * self.advance if self.name_width else 0
        return self.margin + self.time_width + name

    @property
    def ascent(self) -> float:
        """From the top of a line to the feet of its letters."""
        return self.metrics.ascent() + (self.pitch - self.metrics.height()) / 2

    def shortened(self, name: str) -> str:
        """The name as it fits: "Thread-2 (deposit)" first loses its function, any other its middle."""
        if self.metrics.horizontalAdvance(name) > self.name_width + 1:
            name = name.partition(" (")[0]
        return self.metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, self.name_width + 1)

    def x_of(self, text: str, column: int) -> float:
        """Where a character of a line begins; columns behind the end count as one character each."""
        beyond = max(column - len(text), 0)
        return self.text_left + self.metrics.horizontalAdvance(text[:column]) + beyond * self.advance


@dataclass(frozen=True, slots=True)
class LinePicture:
    """Draws lines in these colours and columns; `wanted`: the text that is searched for."""

    palette: Palette
    columns: Columns
    wanted: str = ""

    def paint(
        self, painter: QPainter, line: Line, text: str, top: float, selected: tuple[int, int] | None
    ) -> None:
        """Draw a line at a height, with the characters from start to end selected."""
        drawn = text[:MOST_DRAWN]
        self._paint_matches(painter, drawn, top)
        if selected is not None:
            self._paint_ground(painter, drawn, top, *selected, self.palette.selection)
        self._paint_head(painter, line, top)
        painter.setPen(QColor(self.palette.bad if line.stream == "stderr" else self.palette.text))
        feet = top + self.columns.ascent
        painter.drawText(QPointF(self.columns.text_left, feet), drawn)
        beyond = len(text) - len(drawn) + line.cut
        if beyond:
            painter.setPen(QColor(self.palette.muted))
            words = QCoreApplication.translate("OutputView", " … {0} more characters")
            end = QPointF(self.columns.x_of(drawn, len(drawn)), feet)
            painter.drawText(end, words.format(f"{beyond:,}"))

    def _paint_head(self, painter: QPainter, line: Line, top: float) -> None:
        """Time and lane, and a bar before what went to stderr."""
        columns, middle = self.columns, Qt.AlignmentFlag.AlignVCenter
        if line.stream == "stderr":
            bar = QRectF(0, top, max(2.0, columns.margin / 6), columns.pitch)
            painter.fillRect(bar, QColor(self.palette.bad))
        if columns.time_width:
            painter.setPen(QColor(self.palette.muted))
            room = QRectF(columns.margin, top, columns.time_width, columns.pitch)
            painter.drawText(room, middle, instant(line.t_ns))
        painter.setPen(QColor(self._lane_colour(line)))
        room = QRectF(columns.margin + columns.time_width, top, columns.name_width, columns.pitch)
        painter.drawText(room, middle, columns.shortened(line.name))

    def _paint_matches(self, painter: QPainter, text: str, top: float) -> None:
        wanted, folded = self.wanted.casefold(), text.casefold()
        start = folded.find(wanted) if wanted else -1
        while start >= 0:
            end = start + len(wanted)
            self._paint_ground(painter, text, top, start, end, self.palette.line_mark)
            start = folded.find(wanted, end)

    def _paint_ground(
        self, painter: QPainter, text: str, top: float, start: int, end: int, colour: str
    ) -> None:
        left, right = self.columns.x_of(text, start), self.columns.x_of(text, end)
        painter.fillRect(QRectF(left, top, right - left, self.columns.pitch), QColor(colour))

    def _lane_colour(self, line: Line) -> str:
        if line.actor is None:
            return self.palette.muted
        colours = LANE_COLOURS[self.palette.name]
        return colours[line.actor % len(colours)]

"""Several recordings over one time axis, all aligned at their start."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.comparison import Compared, ideal_ns, speed_up
from app.core.typing import override
from widgets.duration import duration
from widgets.palette import Palette
from widgets.spoken import said
from widgets.theme import GAP, PAD, RADIUS, SMALL, current_palette, scaled
from widgets.time_axis import AxisPlace, draw_axis
from widgets.time_window import TimeWindow

_NAMES, _TOTALS, _LANE = 150, 130, 15  # pixels at the base size


class ComparisonView(QWidget):
    """A block a recording: title, lanes, total, speed-up against the first.

    Signals:
        chosen(int): a click on the block of this place.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: list[Compared] = []
        self._titles: list[str] = []
        self._ghosts: Mapping[int, int] = {}
        self._current = -1
        self._palette = current_palette()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_runs(self, runs: Sequence[Compared], titles: Sequence[str], ghosts: Mapping[int, int]) -> None:
        """Show these; `ghosts`: by place, how long an earlier run of the same took, in ns."""
        self._runs, self._titles, self._ghosts = list(runs), list(titles), ghosts
        self._current = min(self._current, len(runs) - 1)
        told = [f"{title} {self.total(place)}" for place, title in enumerate(titles)]
        self.setAccessibleName("; ".join(told))
        self.updateGeometry()
        self.update()

    def reword(self, say: Callable[[str], str]) -> None:
        """Put the titles into another language."""
        if self._runs:
            self.set_runs(self._runs, [say(title) for title in self._titles], self._ghosts)

    def set_current(self, place: int) -> None:
        """Mark a block."""
        self._current = place
        self.update()

    def total(self, place: int) -> str:
        """The time of a run and how much faster than the first it was."""
        run = self._runs[place]
        factor = speed_up(self._runs[0], run) if place else None
        time = duration(run.wall_ns)
        return time if factor is None else self.tr("{0} · {1}×").format(time, f"{factor:.2f}")

    def set_palette_colours(self, palette: Palette) -> None:
        """Paint in these colours."""
        self._palette = palette
        self.update()

    # places -------------------------------------------------------------------------------------------------
    @property
    def _row(self) -> int:
        return max(scaled(_LANE, self), self.fontMetrics().height()) + scaled(SMALL, self)

    def _axis_height(self) -> int:
        return self.fontMetrics().height() * 2 + scaled(SMALL, self)

    def _block_height(self, place: int) -> int:
        run = self._runs[place]
        ghost = 1 if place in self._ghosts else 0
        return (1 + len(run.lanes) + ghost) * self._row + 2 * scaled(SMALL, self)

    def _blocks(self) -> list[QRectF]:
        top, blocks = float(self._axis_height()), []
        for place in range(len(self._runs)):
            blocks.append(QRectF(0, top, self.width(), self._block_height(place)))
            top += self._block_height(place) + scaled(GAP, self)
        return blocks

    def _span(self) -> tuple[float, float]:
        left = scaled(_NAMES + PAD, self)
        return left, max(self.width() - scaled(_TOTALS, self) - left, 1)

    def _longest(self) -> int:
        return max([1, *(run.wall_ns for run in self._runs), *self._ghosts.values()])

    @override
    def sizeHint(self) -> QSize:
        height = sum(self._block_height(place) + scaled(GAP, self) for place in range(len(self._runs)))
        return QSize(scaled(600, self), self._axis_height() + height + self.fontMetrics().height())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        for place, block in enumerate(self._blocks()):
            if block.contains(event.position()):
                self.chosen.emit(place)

    # painting -----------------------------------------------------------------------------------------------
    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """The axis, the blocks, the ideal over all."""
        if not self._runs:
            return
        painter = QPainter(self)
        left, width = self._span()
        window = TimeWindow()
        window.end_ns, window.pixels = self._longest(), max(round(width), 1)
        axis = AxisPlace(left, left + width, scaled(SMALL, self), scaled(SMALL, self), 0)
        draw_axis(painter, axis, window, self.font(), self._palette, self.width())
        blocks = self._blocks()
        for place, block in enumerate(blocks):
            self._paint_block(painter, place, block)
        self._paint_ideal(painter, blocks)

    def _paint_block(self, painter: QPainter, place: int, block: QRectF) -> None:
        run, row, pad = self._runs[place], self._row, scaled(PAD, self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self._palette.accent if place == self._current else self._palette.hairline))
        painter.setBrush(QColor(self._palette.editor))
        painter.drawRoundedRect(
            block.adjusted(0.5, 0.5, -0.5, -0.5), scaled(RADIUS, self), scaled(RADIUS, self)
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        font = self.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(self._palette.text))
        head = QRectF(block.left() + pad, block.top() + scaled(SMALL, self), block.width() - 2 * pad, row)
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, self._titles[place])
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(head, right, self.total(place) if not run.problem else "")
        painter.setFont(self.font())
        self._paint_remark(painter, run, head)
        top = head.bottom()
        for lane in run.lanes:
            self._paint_name(painter, lane.name, top)
            for stroke in lane.strokes:
                colour = self._palette.fills.get(stroke.state, self._palette.still)
                self._paint_bar(painter, stroke.start_ns, stroke.end_ns, top, colour)
            top += row
        if place in self._ghosts:
            self._paint_name(painter, self.tr("before: {0}").format(duration(self._ghosts[place])), top)
            self._paint_bar(painter, 0, self._ghosts[place], top, self._palette.hairline)

    def _paint_remark(self, painter: QPainter, run: Compared, head: QRectF) -> None:
        words = said(run.problem)
        painter.setPen(QColor(self._palette.bad if words else self._palette.muted))
        exit = run.manifest.exit if run.manifest is not None else None
        if exit is not None and (exit.reason != "exited" or exit.status):
            painter.setPen(QColor(self._palette.bad))
            words = said(f"{exit.reason} {'' if exit.status is None else exit.status}".strip())
        elif run.hidden_lanes:
            words = words or self.tr("and {0} more lanes").format(run.hidden_lanes)
        left, width = self._span()
        painter.drawText(QRectF(left, head.top(), width, head.height()), Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_name(self, painter: QPainter, name: str, top: float) -> None:
        wide = scaled(_NAMES - PAD, self)
        painter.setPen(QColor(self._palette.muted))
        words = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, wide)
        place = QRectF(scaled(PAD, self), top, wide, self._row)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_bar(self, painter: QPainter, start: int, end: int, top: float, colour: str) -> None:
        left, width = self._span()
        scale = width / self._longest()
        height = scaled(_LANE, self)
        bar = QRectF(
            left + start * scale, top + (self._row - height) / 2, max((end - start) * scale, 1), height
        )
        painter.fillRect(bar, QColor(colour))

    def _paint_ideal(self, painter: QPainter, blocks: Sequence[QRectF]) -> None:
        first = self._runs[0]
        if len(self._runs) < 2 or not first.wall_ns:
            return
        left, width = self._span()
        x = left + ideal_ns(first) / self._longest() * width
        painter.setPen(QPen(QColor(self._palette.accent), 1, Qt.PenStyle.DashLine))
        painter.drawLine(round(x), round(blocks[0].top()), round(x), round(blocks[-1].bottom()))
        words = self.tr("ideal: work like the first one's, shared by {0} cores").format(first.cores)
        place = QRectF(
            x + scaled(SMALL, self), blocks[-1].bottom(), self.width(), self.fontMetrics().height()
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)

"""The heartbeat of a program's window: a flat line, a red block where it stood still. Imports pyqtgraph."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.core.folds.heartbeats import BEAT, FREEZE_NS, Beats, Freeze, freezes, lateness, longest_ns
from app.core.typing import override
from widgets.duration import duration
from widgets.palette import Palette
from widgets.style_sheet import CAPTION as SMALL_TEXT
from widgets.theme import SMALL, current_palette, scaled, set_role

_TOP_MS = 100.0  # later than this it is a freeze, which is drawn as a block
_LEAST_S = 4.0  # of the time axis, so that a short run isn't blown up
_MOST_BLOCKS = 200  # of the longest: who freezes more often is red all over
_BLOCK_ALPHA = 60
_LEAST_NAMED = 0.12  # of the width: a narrower block has no words in it


class HeartbeatPlot(QWidget):
    """A title, the longest freeze in words, and the lateness of each beat over the seconds of the run."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = current_palette()
        self._title = QLabel(self.tr("Event loop heartbeat").upper())
        set_role(self._title, "caption")
        self._words = QLabel()
        set_role(self._words, "small")
        self._plot = _Plot()
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._words)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(SMALL)
        rows.addLayout(head)
        rows.addWidget(self._plot, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Event loop heartbeat"))
        self.set_palette_colours(self._palette)
        self.clear()

    @property
    def words(self) -> str:
        """What is said beside the title."""
        return self._words.text()

    def blocks(self) -> list[Freeze]:
        """The freezes that are drawn."""
        return list(self._plot.frozen)

    def show_beats(self, beats: Beats, now_ns: int | None = None) -> None:
        """Draw these beats of one loop; `now_ns` since the spawn, while the program still runs."""
        found = freezes(beats, now_ns=now_ns)
        self._plot.draw(beats, found, now_ns)
        self._tell(beats, found)

    def clear(self) -> None:
        """Forget what was drawn."""
        self.show_beats(np.empty(0, BEAT))

    def set_palette_colours(self, palette: Palette) -> None:
        """Draw in these colours, and in the size of letters in force."""
        self._palette = palette
        self.setMinimumHeight(scaled(96))
        self._plot.set_palette_colours(palette)

    def reword(self, say: Callable[[str], str]) -> None:
        """Put the words on the longest freeze into another language."""
        self._plot.name_longest()

    def _tell(self, beats: Beats, found: list[Freeze]) -> None:
        frozen = bool(found)
        if not len(beats):
            words = self.tr("no beat yet")
        elif frozen and not found[-1].over:
            words = self.tr("frozen for {0} so far").format(duration(found[-1].duration_ns))
        else:
            latest_ns = longest_ns(found) if frozen else int(beats["late"].max())
            words = self.tr("longest freeze {0}").format(duration(latest_ns))
        if words != self._words.text():
            self._words.setText(words)
            set_role(self._words, "small_bad" if frozen else "small")
            self.setAccessibleDescription(words)


class _Plot(pg.PlotWidget):  # type: ignore[misc]
    """Lateness in ms over seconds."""

    def __init__(self) -> None:
        super().__init__(None)
        self.frozen: list[Freeze] = []
        self._end_s = _LEAST_S
        self._palette = current_palette()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._item: Any = self.getPlotItem()
        self._item.hideButtons()
        self._item.setMenuEnabled(False)
        self._item.setMouseEnabled(False, False)
        self._view: Any = self._item.getViewBox()
        self._view.setDefaultPadding(0)
        self._view.disableAutoRange()
        self._view.setYRange(-_TOP_MS / 20, _TOP_MS, padding=0)
        self._view.setXRange(0, _LEAST_S, padding=0)
        self._bottom: Any = self._item.getAxis("bottom")
        self._item.hideAxis("left")
        self._blocks: Any = pg.BarGraphItem(x0=[], x1=[], y0=[], y1=[])
        self._line: Any = pg.PlotCurveItem()
        self._name: Any = pg.TextItem(anchor=(0.5, 0.5))
        for item in (self._blocks, self._line, self._name):
            self._item.addItem(item)

    def draw(self, beats: Beats, found: list[Freeze], now_ns: int | None) -> None:
        self.frozen = sorted(found, key=lambda freeze: -freeze.duration_ns)[:_MOST_BLOCKS]
        times, late = lateness(beats, now_ns)
        end_s = float(max([_LEAST_S, (now_ns or 0) / 1e9, *(times[-1:] / 1e9)]))
        self._view.setXRange(0, end_s, padding=0)
        heights = np.minimum(late / 1e6, _TOP_MS)
        heights[late >= FREEZE_NS] = np.nan  # a block says that, not a peak
        self._line.setData(times / 1e9, heights, connect="finite")
        starts = np.array([freeze.start_ns for freeze in self.frozen], float) / 1e9
        ends = np.array([freeze.end_ns for freeze in self.frozen], float) / 1e9
        flat = np.zeros(len(starts))
        self._blocks.setOpts(x0=starts, x1=ends, y0=flat, y1=flat + _TOP_MS)
        self._end_s = end_s
        self.name_longest()

    def name_longest(self) -> None:
        """Write into the longest freeze how long it was, where there is room."""
        longest = self.frozen[0] if self.frozen else None
        wide = longest is not None and longest.duration_ns / 1e9 > _LEAST_NAMED * self._end_s
        self._name.setVisible(wide)
        if longest is not None and wide:
            self._name.setText(self.tr("no heartbeat {0}").format(duration(longest.duration_ns)))
            self._name.setPos((longest.start_ns + longest.end_ns) / 2e9, _TOP_MS / 2)

    def set_palette_colours(self, palette: Palette) -> None:
        self._palette = palette
        self.setBackground(palette.card)
        red = QColor(palette.bad)
        red.setAlpha(_BLOCK_ALPHA)
        self._blocks.setOpts(brush=red, pen=None)
        self._line.setPen(pg.mkPen(palette.good, width=1))
        self._name.setColor(palette.bad)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * SMALL_TEXT)
        font.setBold(True)
        self._name.setFont(font)
        font.setBold(False)
        self._bottom.setPen(pg.mkPen(palette.hairline))
        self._bottom.setTextPen(pg.mkPen(palette.muted))
        self._bottom.setTickFont(font)
        self._bottom.setStyle(tickLength=-3, autoExpandTextSpace=False, maxTickLevel=0)
        self._bottom.setHeight(scaled(20))

    @override
    def sizeHint(self) -> QSize:
        return QSize(scaled(200), scaled(80))

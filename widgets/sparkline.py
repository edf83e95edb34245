"""A curve without axes, the size of a word. Imports pyqtgraph: import it late."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QWidget

from app.core.typing import override
from widgets.palette import Palette
from widgets.theme import current_palette, scaled

#: The curve's full height in ms, unless a value is greater: so small shivers stay small.
FULL_MS = 20.0


class Sparkline(pg.PlotWidget):  # type: ignore[misc]
    """The last values as a thin line."""

    def __init__(self, points: int, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self._places = np.arange(points, dtype=float)
        self._slow = False
        self._palette = current_palette()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        plot: Any = self.getPlotItem()
        plot.hideAxis("left")
        plot.hideAxis("bottom")
        plot.hideButtons()
        plot.setMenuEnabled(False)
        plot.setMouseEnabled(False, False)
        self._view: Any = plot.getViewBox()
        self._view.setDefaultPadding(0)
        self._view.disableAutoRange()
        self._curve: Any = pg.PlotCurveItem(antialias=True, skipFiniteCheck=True)
        plot.addItem(self._curve)
        self._view.setRange(xRange=(0, points - 1), yRange=(-1, FULL_MS), padding=0, update=True)
        self.setFixedSize(self.sizeHint())
        self._colour()

    def show_values(self, values: Sequence[float], slow: bool) -> None:
        """Draw these values in ms, as many as there are points; `slow`: in the colour of trouble."""
        heights = np.fromiter(values, dtype=float)
        self._curve.setData(self._places, heights)
        top = max(FULL_MS, float(heights.max(initial=0.0)) * 1.1)
        self._view.setYRange(-top / 20, top, padding=0)
        if slow != self._slow:
            self._slow = slow
            self._colour()

    def set_palette_colours(self, palette: Palette) -> None:
        """Draw in these colours."""
        self._palette = palette
        self.setFixedSize(self.sizeHint())
        self._colour()

    @override
    def sizeHint(self) -> QSize:
        """A word's size."""
        return QSize(scaled(64), scaled(16))

    def _colour(self) -> None:
        self._curve.setPen(pg.mkPen(self._palette.bad if self._slow else self._palette.good, width=1))

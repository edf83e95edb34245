"""A timeline with the strip of the whole run below it, in step."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.typing import override
from widgets.minimap import Minimap
from widgets.theme import scaled
from widgets.timeline import Timeline

_LEAST = 80  # pixels at the base size: with less for the lanes, strips on their axis give way


class TimelinePane(QWidget):
    """`timeline` above `minimap`; `add_strip` puts more on the same axis between them, where there is room."""

    def __init__(self, timeline: Timeline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.timeline = timeline
        self.minimap = Minimap(timeline.overview)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(2)
        self.rows.addWidget(timeline, 1)
        self.rows.addWidget(self.minimap)
        self.minimap.hide()
        self._strips = QWidget()
        self._between = QVBoxLayout(self._strips)
        self._between.setContentsMargins(0, 0, 0, 0)
        self._between.setSpacing(self.rows.spacing())
        self.rows.insertWidget(1, self._strips)
        timeline.run_changed.connect(self._run_changed)
        timeline.range_changed.connect(self.minimap.set_range)
        timeline.area_changed.connect(self.minimap.set_area)
        timeline.cursor_shown.connect(self.minimap.set_cursor_ns)
        self.minimap.range_chosen.connect(timeline.zoom_to)
        self.minimap.everything_chosen.connect(timeline.zoom_to_fit)

    def add_strip(self, strip: QWidget) -> None:
        """Put a strip on the same time axis between both."""
        self._between.addWidget(strip)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lanes come first."""
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        left = self.height() - scaled(_LEAST, self)
        fits = self.timeline.has_lanes and left >= self.minimap.sizeHint().height()
        self.minimap.setVisible(fits)
        self._strips.setVisible(left >= self._between.sizeHint().height() + self.minimap.sizeHint().height())

    def _run_changed(self) -> None:
        self._give_way()
        self.minimap.set_range(*self.timeline.range_ns)
        self.minimap.refresh(self.timeline.whole_ns)

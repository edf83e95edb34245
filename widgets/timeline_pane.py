"""A timeline with the strip of the whole run below it, in step."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.minimap import Minimap
from widgets.timeline import Timeline


class TimelinePane(QWidget):
    """`timeline` above `minimap`; `add_strip` puts more on the same axis between them."""

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
        timeline.run_changed.connect(self._run_changed)
        timeline.range_changed.connect(self.minimap.set_range)
        timeline.area_changed.connect(self.minimap.set_area)
        timeline.cursor_shown.connect(self.minimap.set_cursor_ns)
        self.minimap.range_chosen.connect(timeline.zoom_to)
        self.minimap.everything_chosen.connect(timeline.zoom_to_fit)

    def add_strip(self, strip: QWidget) -> None:
        """Put a strip on the same time axis between both."""
        self.rows.insertWidget(self.rows.count() - 1, strip)

    def _run_changed(self) -> None:
        self.minimap.setVisible(self.timeline.has_lanes)
        self.minimap.set_range(*self.timeline.range_ns)
        self.minimap.refresh(self.timeline.whole_ns)

"""Queues over time: how many items were in each one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from app.core.folds.over_time import Steps
from app.core.typing import override
from widgets.duration import instant
from widgets.story_rows import Edges, StoryRows


@dataclass(frozen=True, slots=True)
class QueueStory:
    """A queue's name, and how many items were in it."""

    name: str
    items: Steps


class QueueView(StoryRows):
    """A row per queue: the number of items as an area, as high as there is room where it was greatest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queues: Sequence[QueueStory] = ()
        self.setAccessibleName(self.tr("How many items were in which queue"))

    def set_queues(self, queues: Sequence[QueueStory]) -> None:
        """Show these."""
        self._queues = queues
        self._rows_changed()

    @override
    def _count(self) -> int:
        return len(self._queues)

    @override
    def _titles(self, row: int) -> tuple[str, str]:
        most = int(self._queues[row].items.values.max(initial=0))
        return self._queues[row].name, self.tr("{0} at most").format(most)

    @override
    def _paint_row(self, painter: QPainter, row: int, place: QRectF, edges: Edges) -> None:
        self._paint_steps(painter, self._queues[row].items, place.adjusted(0, 2, 0, 0), edges, "queue")

    @override
    def _actor_at(self, row: int, t_ns: int) -> int | None:
        return None

    @override
    def _words(self, row: int, t_ns: int) -> str:
        queue = self._queues[row]
        return self.tr("{0} at {1}: {2} items").format(queue.name, instant(t_ns), queue.items.at(t_ns))

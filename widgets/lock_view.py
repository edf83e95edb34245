"""Locks over time: who held each one when, how many waited for it, and the watched data that it guards."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from app.core.folds.over_time import NOBODY, Steps, Tenure
from app.core.typing import override
from widgets.duration import instant
from widgets.story_rows import Edges, Namer, StoryRows

_BAR = 0.5  # of a row's height; below it are those who wait


@dataclass(frozen=True, slots=True)
class LockStory:
    """A lock's name, what it guards ("": nothing watched), who held it, and how many waited."""

    name: str
    guards: str
    tenure: Tenure
    waiting: Steps


class LockView(StoryRows):
    """A row per lock: bars with the holder's name, below them as an area how many waited."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._locks: Sequence[LockStory] = ()
        self._name: Namer = str
        self.setAccessibleName(self.tr("Who held which lock when, and how many waited for it"))

    def set_locks(self, locks: Sequence[LockStory], name: Namer) -> None:
        """Show these; `name`: actor id to the lane's name."""
        self._locks, self._name = locks, name
        self._rows_changed()

    @override
    def _count(self) -> int:
        return len(self._locks)

    @override
    def _titles(self, row: int) -> tuple[str, str]:
        guards = self._locks[row].guards
        return self._locks[row].name, self.tr("guards {0}").format(guards) if guards else ""

    @override
    def _paint_row(self, painter: QPainter, row: int, place: QRectF, edges: Edges) -> None:
        lock = self._locks[row]
        bar = QRectF(place.left(), place.top(), place.width(), round(place.height() * _BAR))
        queue = QRectF(place.left(), bar.bottom() + 2, place.width(), place.bottom() - bar.bottom() - 2)
        self._paint_steps(painter, lock.waiting, queue, edges, "lock")
        held = lock.tenure.columns(edges)
        metrics = QFontMetricsF(painter.font())
        step = place.width() / len(held)
        bounds = [0, *(np.flatnonzero(np.diff(held)) + 1).tolist(), len(held)]
        for low, high in itertools.pairwise(bounds):
            if held[low] == NOBODY:
                continue
            # One that ends where the next begins is told from it by a gap, as long as there is room for one.
            gap = 1 if high - low > 2 else 0
            part = QRectF(bar.left() + low * step, bar.top(), (high - low) * step - gap, bar.height())
            painter.fillRect(part, QColor(self._palette.holder_mark))
            painter.fillRect(
                QRectF(part.left(), part.bottom() - 2, part.width(), 2), QColor(self._palette.lock_edge)
            )
            self._paint_name(painter, metrics, part, int(lock.tenure.holder[held[low]]))

    def _paint_name(self, painter: QPainter, metrics: QFontMetricsF, part: QRectF, holder: int) -> None:
        """The holder's name where at least some letters of it fit."""
        side = metrics.averageCharWidth() / 2
        words = metrics.elidedText(self._name(holder), Qt.TextElideMode.ElideRight, part.width() - 2 * side)
        if len(words) > 2:
            painter.setPen(QColor(self._palette.text))
            painter.drawText(
                QPointF(part.left() + side, part.center().y() + metrics.capHeight() / 2 - 1), words
            )

    @override
    def _actor_at(self, row: int, t_ns: int) -> int | None:
        place = self._locks[row].tenure.at(t_ns)
        return None if place == NOBODY else int(self._locks[row].tenure.holder[place])

    @override
    def _words(self, row: int, t_ns: int) -> str:
        lock = self._locks[row]
        place = lock.tenure.at(t_ns)
        if place == NOBODY:
            told = self.tr("{0} was free at {1}.").format(lock.name, instant(t_ns))
        else:
            words = self.tr("{0} was held by {1} from {2} on (line {3}).")
            told = words.format(
                lock.name,
                self._name(int(lock.tenure.holder[place])),
                instant(int(lock.tenure.start[place])),
                int(lock.tenure.line[place]),
            )
        waited = self.tr("Lanes that waited for it: {0}").format(lock.waiting.at(t_ns))
        return f"{told}\n{waited}"

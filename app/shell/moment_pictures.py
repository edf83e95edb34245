"""What a moment's words say, as pictures: who waits for whom, locks and queues over the time in sight."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.core.evidence import Evidence
from app.core.folds.at_moment import LOCK_STATES, Moments, StateAt
from app.core.folds.over_time import Steps, tenure, waiting
from widgets.lock_view import LockStory, LockView
from widgets.queue_view import QueueStory, QueueView
from widgets.theme import GAP, SMALL, scaled, set_role
from widgets.wait_graph import WaitGraph

_MOST_ROWS = 8  # locks, and as many queues


class MomentPictures(QWidget):
    """A row per lock and per queue, and the graph of waits; what there is nothing to see of takes no room.

    Signals:
        moment_chosen(object, object): time in ns and lane (None: none) of a click.
    """

    moment_chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._evidence: Evidence | None = None
        self._t_ns = 0
        self.graph = WaitGraph()
        self.locks = LockView()
        self.queues = QueueView()
        self._more = QLabel()
        set_role(self._more, "small")
        self._parts = QVBoxLayout(self)
        self._parts.setContentsMargins(0, 0, 0, scaled(SMALL, self))
        self._parts.setSpacing(scaled(GAP, self))
        for part in (self.locks, self.queues, self._more, self.graph):
            self._parts.addWidget(part)
            part.hide()
        self.graph.lane_chosen.connect(lambda lane: self.moment_chosen.emit(self._t_ns, lane))
        self.locks.moment_chosen.connect(self.moment_chosen)
        self.queues.moment_chosen.connect(self.moment_chosen)

    def set_run(self, evidence: Evidence, moments: Moments) -> None:
        """Draw the locks and queues of this run: those that were waited for most often first."""
        self._evidence = evidence
        waits = Counter(span.object for span in evidence.spans if span.state in LOCK_STATES)
        told = [lock for lock in moments.locks if waits[lock] or evidence.holds(lock)]
        told.sort(key=lambda lock: (-waits[lock], lock))
        queues = {queue: Steps(*moments.occupancy(queue)) for queue in moments.queues}
        filled = [
            QueueStory(self._object(queue), steps) for queue, steps in queues.items() if len(steps.times)
        ]
        filled.sort(key=lambda story: -len(story.items.times))
        self.locks.set_locks([self._lock(lock, moments) for lock in told[:_MOST_ROWS]], self._lane)
        self.queues.set_queues(filled[:_MOST_ROWS])
        self.locks.setVisible(bool(told))
        self.queues.setVisible(bool(filled))
        left = max(len(told) - _MOST_ROWS, 0) + max(len(filled) - _MOST_ROWS, 0)
        self._more.setText(self.tr("and {0} more that were used less").format(left))
        self._more.setVisible(left > 0)

    def show_state(self, state: StateAt) -> None:
        """Put the cursors there, and draw who waits for whom then."""
        self._t_ns = state.t_ns
        self.locks.set_cursor_ns(state.t_ns)
        self.queues.set_cursor_ns(state.t_ns)
        self.graph.set_waits(state.waits, state.cycle, self._lane, self._object)
        self.graph.setVisible(bool(state.waits))
        top = 0 if state.cycle else self._parts.count() - 1  # what has come to a stop is to be seen at once
        if self._parts.indexOf(self.graph) != top:
            self._parts.removeWidget(self.graph)
            self._parts.insertWidget(top, self.graph)

    def set_range(self, start_ns: int, end_ns: int) -> None:
        """The stretch of time that the timeline shows."""
        self.locks.set_range(start_ns, end_ns)
        self.queues.set_range(start_ns, end_ns)

    def _lock(self, lock: int, moments: Moments) -> LockStory:
        assert self._evidence is not None
        guarded = ", ".join(map(self._object, moments.guarded_by(lock)))
        queue = waiting(self._evidence, lock, LOCK_STATES)
        return LockStory(self._object(lock), guarded, tenure(self._evidence, lock), queue)

    def _lane(self, actor: int) -> str:
        found = self._evidence.actors.get(actor) if self._evidence is not None else None
        return found.name.partition(" (")[0] if found is not None else str(actor)

    def _object(self, number: int) -> str:
        found = self._evidence.objects.get(number) if self._evidence is not None else None
        return (found.title or found.kind.word) if found is not None else str(number)

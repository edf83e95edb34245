"""Births and ends of tasks, of which there may be hundreds of thousands: each in a microsecond or two."""

from collections.abc import Callable, Iterator

import numpy as np

from app.core.events import Event, Kind, among, one_by_one
from app.core.model import Actor, ActorEnd
from app.core.recording import Events, Recording
from app.core.rows import picked
from app.tracer import layout

TASKS = among([Kind.TASK_START, Kind.TASK_BEGIN, Kind.TASK_END])
TASK_ENDS: dict[int, ActorEnd] = {
    layout.TASK_CANCELLED: "cancelled",
    layout.TASK_RAISED: "raised",
    layout.TASK_DROPPED: "killed",
}
_START, _BEGIN, _END = int(Kind.TASK_START), int(Kind.TASK_BEGIN), int(Kind.TASK_END)
_COLUMNS = ("kind", "t", "actor", "process", "flags", "where", "b")


class TaskLives:
    """Writes what is told of tasks into the table of actors."""

    def __init__(self, recording: Recording, actors: dict[int, Actor]) -> None:
        self._recording = recording
        self._actors = actors

    def take(self, told: Events, other: Callable[[Event], None]) -> None:
        """Take rows in, in their order; `other` is given those that aren't of TASKS."""
        others = one_by_one(picked(told, ~TASKS.take(told["kind"])))
        actors, logs, ends = self._actors, self._recording.logs, TASK_ENDS
        for kind, t, actor, process, flags, where, b, lane in self._rows(told):
            if kind == _END:
                task = actors.get(actor) or self._new(actor, process)
                task.end_ns, task.end = t, ends.get(flags, "finished")
            elif kind == _BEGIN:
                task = actors.get(actor) or self._new(actor, process)
                task.start_ns = t
                if lane >= 0:
                    host = actors.get(lane)
                    task.host = lane if host is None or host.host is None else host.host
            elif kind != _START:
                other(next(others))
            elif lane >= 0:
                task = actors.get(lane) or self._new(lane, process)
                task.name = logs[process].segments.text(b)
                task.parent, task.where = actor, where
                task.start_ns = task.start_ns or t
                task.hidden = flags & layout.TASK_LIBRARY != 0

    def _rows(self, told: Events) -> Iterator[tuple[int, ...]]:
        """In plain numbers; the last one is the actor whose start is told of, or on whose lane a task begins."""
        kinds, lanes = told["kind"], np.full(len(told), -1, np.int32)
        for kind, name in ((_START, "obj"), (_BEGIN, "a")):
            chosen = np.flatnonzero(kinds == kind)
            lanes[chosen] = self._recording.lanes_of(told["process"][chosen], told[name][chosen])
        return zip(*(told[name].tolist() for name in _COLUMNS), lanes.tolist(), strict=True)

    def _new(self, actor: int, process: int) -> Actor:
        log = self._recording.logs[process]
        made = self._actors[actor] = Actor(actor, "task", "task", log.pid, process=log.lanes.get(1))
        return made
